// The name of a cell: `main.copies` in a table of one row, `communes.total.copies` in a printed row,
// `communes[<unit>].copies` in a row per unit. Addresses are what patches, history, findings and explanations speak.

export type Address = { readonly table: string; readonly row: string; readonly column: string }

const shape = /^([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*)|\[([A-Za-z0-9_-]{1,80})\])?\.([a-z][a-z0-9_]*)$/

/** `row` is '' for a table of one row. `unit` says that the row is named by a unit, not by the definition. */
export function formatAddress(table: string, row: string, column: string, unit = isUnitKey(row)): string {
  if (row === '') return `${table}.${column}`
  return unit ? `${table}[${row}].${column}` : `${table}.${row}.${column}`
}

export function parseAddress(text: string): Address | undefined {
  const match = shape.exec(text)
  if (match === null) return undefined
  return { table: match[1] ?? '', row: match[2] ?? match[3] ?? '', column: match[4] ?? '' }
}

/** Units are keyed by UUID, printed rows by an author's id; the two never look alike. */
export function isUnitKey(row: string): boolean {
  return row.length === 36 && row.charCodeAt(8) === 45
}
