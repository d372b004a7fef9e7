// Why is this number what it is? One step down: the formula in words and the cells it reads. Where a cell is rolled up,
// the answer lies in lower filings; the action that knows them goes on from there.
import type { WireValue } from '../contract/shapes.ts'
import { sentence } from '../messages/sentence.ts'
import { describe } from '../expression/describe.ts'
import { locate } from '../form/template.ts'
import { writerOf, type Role, type Template } from '../form/compile.ts'
import { addressOf, cellAt, placeOf, slotAt, type Sheet } from './sheet.ts'
import { termSlots } from './recalculate.ts'
import { labelOf } from './label.ts'

export type Explanation = {
  readonly address: string
  readonly label: string
  readonly value: WireValue
  readonly role: Role
  readonly measure: string
  readonly decimals: number
  readonly formula: string | null
  readonly terms: readonly { readonly address: string; readonly label: string; readonly value: WireValue }[]
}

/** Undefined for an address that the form does not have. */
export function explainCell(sheet: Sheet, address: string): Explanation | undefined {
  const place = placeOf(sheet, address)
  if (place === undefined) return undefined
  const column = place.table.columns[place.column]
  const template = writerOf(sheet.form, place.table, place.row < place.table.rows.length ? place.row : 'unit', place.column)
  const slots = template === undefined ? [] : readSlots(sheet, template, place.slot)
  return {
    address,
    label: labelOf(sheet, place.slot),
    value: cellAt(sheet, address).value,
    role: place.role,
    measure: column?.measure ?? '',
    decimals: column?.decimals ?? 0,
    formula: template === undefined ? null : formulaOf(sheet, template),
    terms: slots.flatMap((slot) => {
      const term = addressOf(sheet, slot)
      return term === undefined ? [] : [{ address: term, label: labelOf(sheet, slot), value: cellAt(sheet, term).value }]
    }),
  }
}

function formulaOf(sheet: Sheet, template: Template): string {
  const table = sheet.form.tables[template.table]
  if (table === undefined) return ''
  if (template.sum !== undefined) {
    if (template.sum.units) return sentence('explain.sum-of-rows', { rows: table.perUnit?.title ?? '' })
    const names = template.sum.terms.map((term) => (template.axis === 'across' ? table.columns[term]?.title : table.rows[term]?.title) ?? '')
    return names.join(' + ')
  }
  if (template.node === undefined) return ''
  return describe(template.node, (node) => {
    const at = locate(node, table, sheet.form.tables)
    if (at === undefined || at.kind === 'units') return node.path.join('.')
    const column = at.kind === 'near' ? table.columns[at.index] : sheet.form.tables[at.table]?.columns[at.column]
    return column?.path ?? node.path.join('.')
  })
}

/** The slots a template reads for one of its targets. */
function readSlots(sheet: Sheet, template: Template, target: number): number[] {
  const { step } = template
  const origin = target - template.offset
  if (template.sum !== undefined) return termSlots(sheet, template, origin)
  return template.reads.flatMap((read) => {
    switch (read.kind) {
      case 'near':
        return [origin + read.index * step]
      case 'cell': {
        const table = sheet.form.tables[read.table]
        return table === undefined ? [] : [slotAt(sheet, table, read.row, read.column)]
      }
      case 'column':
        return sheet.cells.columnSlots(read.table, read.column).flatMap(({ start, step: by, count }) => Array.from({ length: count }, (_, index) => start + index * by))
      case 'units':
        return []
    }
  })
}
