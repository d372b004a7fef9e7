// Which fields are seen, have to be filled in, or cannot be changed now; in a repeated section, row by row. The conditions
// have been calculated with the sheet; here they are only read.
import type { Condition, Form, Table } from '../form/compile.ts'
import { slotAt, type Place, type Sheet } from './sheet.ts'

export type Asked = { readonly visible: boolean; readonly required: boolean; readonly readOnly: boolean }

/** Of a cell without conditions. */
const plain: Asked = { visible: true, required: false, readOnly: false }

type Kinds = Partial<Record<Condition['kind'], Condition>>
const byForm = new WeakMap<Form, ReadonlyMap<string, Kinds>>()

/** What is asked of a cell now. Where it is not known whether a condition holds, it does not hold. */
export function askedAt(sheet: Sheet, { table, row, column }: Pick<Place, 'table' | 'row' | 'column'>): Asked {
  const field = table.columns[column]?.field
  if (field === undefined) return plain
  const kinds = conditionsIn(sheet.form).get(`${table.index} ${column}`)
  const holds = (kind: Condition['kind']): boolean | undefined => {
    const found = kinds?.[kind]
    return found === undefined ? undefined : sheet.cells.v[slotAt(sheet, table, row, found.template.target)] === 1
  }
  const visible = holds('visible') ?? true
  return { visible, required: visible && (field.required ?? holds('required') ?? false), readOnly: holds('read-only') ?? false }
}

/** Is the section there now? One without a condition of its own is there while one of its fields is. */
export function isShown(sheet: Sheet, table: Table): boolean {
  if (table.kind !== 'section') return true
  const whole = conditionsIn(sheet.form).get(`${table.index} -1`)?.visible
  if (whole !== undefined) return sheet.cells.v[(sheet.cells.base[sheet.form.tables.length] as number) + whole.template.target] === 1
  return table.bands.length > 0 || table.columns.some(({ index }) => askedAt(sheet, { table, row: 0, column: index }).visible)
}

function conditionsIn(form: Form): ReadonlyMap<string, Kinds> {
  const before = byForm.get(form)
  if (before !== undefined) return before
  const found = new Map<string, Kinds>()
  for (const one of form.conditions) {
    const key = `${one.table} ${one.column}`
    found.set(key, { ...found.get(key), [one.kind]: one })
  }
  byForm.set(form, found)
  return found
}
