// Lower figures into an upper form: one row per lower unit that is expected to report, filled from the seal that
// counts. Cells of its own stay as they are; calculated cells are not touched, the sheet calculates them.
import type { RowValues, TableValues } from '../contract/filing.ts'
import type { WireValue } from '../contract/shapes.ts'
import { parseAddress } from '../form/address.ts'
import type { Form } from '../form/compile.ts'

/** A lower filing that is expected; `tables` only where a seal of it counts. */
export type Source = {
  /** `pack/id` of its form. */
  readonly reference: string
  readonly unit: { readonly id: string; readonly title: string }
  readonly figures?: { readonly form: Form; readonly tables: readonly TableValues[] }
}

/** The upper record with the sources' figures in it. Order of sources does not matter but for the order of rows. */
export function rollUp(form: Form, pack: string, current: readonly TableValues[], sources: readonly Source[]): TableValues[] {
  return form.tables.map((table) => {
    const values = current.find((one) => one.id === table.id) ?? { id: table.id, rows: [] }
    const { rollUp: declared } = table
    if (declared === undefined || table.perUnit === undefined) return values
    const fixed = new Set(table.rows.map((row) => row.key))
    const wanted = qualified(declared.from, pack)
    const rows = sources
      .filter((source) => source.reference === wanted)
      .map((source): RowValues => {
        const before = values.rows.find((row) => row.key === source.unit.id)
        const cells = table.columns.map((column): WireValue => {
          const address = Object.hasOwn(declared.cells, column.id) ? declared.cells[column.id] : undefined
          if (address === undefined) return before?.cells[column.index] ?? null
          return source.figures === undefined ? null : valueAt(source.figures.form, source.figures.tables, address)
        })
        return { key: source.unit.id, title: source.unit.title, cells }
      })
    return { id: table.id, rows: [...values.rows.filter((row) => fixed.has(row.key)), ...rows] }
  })
}

/** A cell of a record by its address; blank where the record does not have it. */
export function valueAt(form: Form, tables: readonly TableValues[], address: string): WireValue {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : form.byId.get(parts.table)
  const column = table?.columns.find((one) => one.id === parts?.column)
  const row = tables.find((one) => one.id === parts?.table)?.rows.find((one) => one.key === parts?.row)
  return column === undefined ? null : (row?.cells[column.index] ?? null)
}

/** `17a` in pack p → `p/17a`. */
export function qualified(reference: string, pack: string): string {
  return reference.includes('/') ? reference : `${pack}/${reference}`
}

/** The forms that a form takes figures from, as `pack/id`. */
export function sourcesOfForm(form: Form, pack: string): string[] {
  return [...new Set(form.tables.flatMap((table) => (table.rollUp === undefined ? [] : [qualified(table.rollUp.from, pack)])))]
}
