// Rows that people add themselves: a repeated section or a table of records. Adding and removing is a change of the record,
// after which the sheet is opened anew; a row is its key, so doing it twice is doing it once.
import type { RowChange, RowValues, TableValues } from '../contract/filing.ts'
import { joinKey, splitKey } from '../form/address.ts'
import type { Band, Form, Table } from '../form/compile.ts'
import { issue, type Issue } from '../issue.ts'

/** The band of records that a change is about; undefined where the form has none there. */
export function recordBand(form: Form, { table: id, band }: Pick<RowChange, 'table' | 'band'>): { table: Table; band: Band } | undefined {
  const table = form.byId.get(id)
  const found = band === undefined ? table?.bands.find(({ per }) => per === 'record') : table?.bands[band]
  return table === undefined || found === undefined || found.per !== 'record' ? undefined : { table, band: found }
}

/** The row as an address, without a column: `parties[<key>]`. History and conflicts speak of rows so. */
export function rowAddress(form: Form, change: Pick<RowChange, 'table' | 'band' | 'key'>): string {
  const found = recordBand(form, change)
  return `${change.table}[${found === undefined ? change.key : joinKey(found.table, found.band.index, change.key, '')}]`
}

/** Keys of the records of a band, in their order. */
export function recordKeys(table: Table, band: Band, rows: readonly RowValues[]): string[] {
  const keys = rows.filter((row) => !table.rowOf.has(row.key)).map((row) => splitKey(table, row.key))
  return [...new Set(keys.filter((one) => one.band === band.index).map((one) => one.instance))]
}

/** The record with rows added (at the end of their band), named and removed. Changes that lead nowhere are left out. */
export function changeRows(form: Form, record: readonly TableValues[], changes: readonly RowChange[]): TableValues[] {
  return form.tables.map((table) => {
    const rows = record.find((one) => one.id === table.id)?.rows ?? []
    return { id: table.id, rows: changes.filter((one) => one.table === table.id).reduce((before, change) => changeRow(form, before, change), rows) }
  })
}

function changeRow(form: Form, rows: readonly RowValues[], change: RowChange): RowValues[] {
  const found = recordBand(form, change)
  if (found === undefined) return [...rows]
  const { table, band } = found
  const isOurs = (row: RowValues): boolean => {
    if (table.rowOf.has(row.key)) return false
    const { band: own, instance } = splitKey(table, row.key)
    return own === band.index && instance === change.key
  }
  if (change.gone === true) return rows.filter((row) => !isOurs(row))
  const { title } = change
  if (rows.some(isOurs)) return title === undefined ? [...rows] : rows.map((row) => (isOurs(row) ? { ...row, title } : row))
  return [...rows, ...band.rows.map((shape): RowValues => ({ key: joinKey(table, band.index, change.key, shape.key), title: title ?? '', cells: table.columns.map(() => null) }))]
}

/** As pages make them: lower case, so that one row has one key. */
const isKey = (key: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(key)

/** Issues: value.unknown-row, value.not-a-key, value.row-title, value.too-many-records. `record` is what there is before. */
export function checkRowChanges(form: Form, record: readonly TableValues[], changes: readonly RowChange[]): Issue[] {
  const issues = changes.flatMap((change): Issue[] => {
    const path = `${change.table}[${change.key}]`.slice(0, 200)
    if (recordBand(form, change) === undefined) return [issue('value.unknown-row', path, { address: path })]
    if (!isKey(change.key)) return [issue('value.not-a-key', path)]
    return change.title !== undefined && /[\p{Cc}\u2028\u2029]/u.test(change.title) ? [issue('value.row-title', path)] : []
  })
  if (issues.length > 0) return issues
  const after = changeRows(form, record, changes)
  return form.tables.flatMap((table) =>
    table.bands.flatMap((band): Issue[] => {
      if (band.per !== 'record') return []
      const count = (tables: readonly TableValues[]): number => recordKeys(table, band, tables.find((one) => one.id === table.id)?.rows ?? []).length
      const now = count(after)
      // What was too many before may be worked on, but not grow.
      return now > band.most && now > count(record) ? [issue('value.too-many-records', table.id, { label: band.title, count: now, most: band.most })] : []
    }),
  )
}
