// Lower figures into an upper form. Each lower filing contributes to rows of the upper tables: to one row together with
// all others, to the row of its unit, or to the rows of its codes. What meets in a cell becomes one figure by the column's
// aggregation. Cells that people fill stay as they are; calculated ones are left to the sheet.
import { aggregate } from '../aggregate.ts'
import type { RowValues, TableValues } from '../contract/filing.ts'
import type { WireValue } from '../contract/shapes.ts'
import { classOfKey, parseAddress, splitKey, type Address } from '../form/address.ts'
import { roleOf, type Column, type Form, type Role, type Table } from '../form/compile.ts'
import { takesIn, wayOf } from '../form/roll-up-way.ts'
import { fromWire, toWire } from '../value.ts'
import { arrivals, belongsTo, qualified, type Contribution, type Groups, type Source } from './contribution.ts'

/**
 * The upper record with the sources' figures in it. Units have their rows in the order of the sources, which matters to
 * nothing else.
 */
export function rollUp(form: Form, pack: string, current: readonly TableValues[], sources: readonly Source[], groups: Groups = noGroups): TableValues[] {
  const read = readerOf()
  return form.tables.map((table) => {
    const before = current.find((one) => one.id === table.id) ?? { id: table.id, rows: [] }
    if (table.rollUps.length === 0) return before
    const roles = table.classes.map((_, row) => table.columns.map(({ index }) => roleOf(form, table, row, index)))
    const given = byRow(contributionsTo(table, pack, sources, groups))
    const known = new Map(before.rows.map((row) => [row.key, row]))
    const rest = before.rows.filter((row) => !given.has(row.key) && stays(table, row, rolesAt(table, roles, row.key)))
    return {
      id: table.id,
      rows: [
        ...rest.map((row) => withFigures(row, [])),
        ...[...given].map(([key, parts]) => withFigures({ ...titled(table, key, parts, known.get(key)), cells: known.get(key)?.cells ?? [] }, parts)),
      ],
    }

    function withFigures(row: RowValues, parts: readonly Contribution[]): RowValues {
      const own = rolesAt(table, roles, row.key)
      return { ...row, cells: table.columns.map((column) => (own[column.index] === 'rolled-up' ? together(table, column, row.key, parts, read) : (row.cells[column.index] ?? null))) }
    }
  })
}

/** The lower cells that a rolled-up cell is made of, in the order of the sources; a source without figures is one that is
 * expected there and not in. */
export function originsOf<S extends Source>(form: Form, pack: string, sources: readonly S[], address: string, groups: Groups = noGroups): { readonly source: S; readonly at: Address | undefined }[] {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : form.byId.get(parts.table)
  if (parts === undefined || table === undefined) return []
  const { row, column } = parts
  const found = contributionsTo(table, pack, sources, groups).flatMap(({ source, row: key, cellOf }) => {
    const at = key === row ? cellOf(column) : undefined
    return at === undefined ? [] : [{ source, at }]
  })
  // What codes a report has is known once it is in.
  const waits = table.rollUps.filter((declared) => wayOf(table, declared) === 'code' && takesIn(table, declared, classOfKey(table, row), column))
  return [...found, ...sources.filter((one) => one.figures === undefined && waits.some((declared) => belongsTo(one, declared, pack))).map((source) => ({ source, at: undefined }))]
}

/** The forms that a form takes figures from, as `pack/id`. */
export function sourcesOfForm(form: Form, pack: string): string[] {
  return [...new Set(form.tables.flatMap((table) => table.rollUps.map((one) => qualified(one.from, pack))))]
}

const noGroups: Groups = () => new Map()

function contributionsTo<S extends Source>(table: Table, pack: string, sources: readonly S[], groups: Groups): Contribution<S>[] {
  return table.rollUps.flatMap((declared) => {
    const arrive = arrivals(table, declared, groups)
    return sources.filter((one) => belongsTo(one, declared, pack)).flatMap((source) => arrive(source))
  })
}

function byRow(all: readonly Contribution[]): Map<string, Contribution[]> {
  const rows = new Map<string, Contribution[]>()
  for (const one of all) {
    const own = rows.get(one.row)
    if (own === undefined) rows.set(one.row, [one])
    else own.push(one)
  }
  return rows
}

function rolesAt(table: Table, roles: readonly (readonly Role[])[], key: string): readonly Role[] {
  return roles[classOfKey(table, key)] ?? []
}

/** Does a row remain to which nothing is contributed? That of a unit that is no longer expected does not; that of a code
 * only for what people have filled in. */
function stays(table: Table, { key, cells }: RowValues, roles: readonly Role[]): boolean {
  if (table.rowOf.has(key) || !roles.includes('rolled-up')) return true
  return table.bands[splitKey(table, key).band]?.per === 'entry' && roles.some((role, column) => role === 'typed' && (cells[column] ?? null) !== null)
}

function titled(table: Table, key: string, parts: readonly Contribution[], known: RowValues | undefined): Omit<RowValues, 'cells'> {
  if (table.rowOf.has(key)) return { key }
  return { ...known, key, title: parts.find((one) => one.title !== undefined)?.title ?? known?.title ?? splitKey(table, key).instance }
}

type Figure = { readonly value: WireValue; readonly weight: WireValue; readonly source: Source }

function together(table: Table, column: Column, key: string, parts: readonly Contribution[], read: Reader): WireValue {
  const { weight } = column
  const figures = parts.flatMap(({ source, cellOf }): Figure[] => {
    const value = read(source, cellOf(column.id))
    return value === null ? [] : [{ source, value, weight: weight === undefined ? 1 : read(source, cellOf(weight)) }]
  })
  const isOfUnit = !table.rowOf.has(key) && table.bands[splitKey(table, key).band]?.per === 'lower-unit'
  // A unit's own figure stands as it is, be it a mean without a weight or a figure that the total row is going to count.
  if (isOfUnit && figures.length === 1) return figures[0]?.value ?? null
  if (column.aggregate === 'count') return figures.length === 0 ? null : figures.length
  const oldestFirst = figures.map((one) => ({ ...one, age: ageOf(one.source) })).sort((a, b) => (a.age < b.age ? -1 : a.age > b.age ? 1 : 0))
  if (column.holds === 'text') return column.aggregate === 'latest' ? (oldestFirst.at(-1)?.value ?? null) : null
  return toWire(aggregate(column.aggregate, oldestFirst.map((one) => fromWire(one.value)), oldestFirst.map((one) => fromWire(one.weight))))
}

/** Units stand in for each other where figures are equally old, so that the order of sources decides nothing. */
function ageOf({ figures, unit, reference }: Source): string {
  return `${figures?.asOf ?? ''} ${unit.id} ${reference}`
}

type Reader = (source: Source, at: Address | undefined) => WireValue

/** Reads cells of lower records; blank where a record does not have the cell. Rows are found by key once they were asked for. */
function readerOf(): Reader {
  const rows = new Map<Source, Map<string, RowValues>>()
  const rowsOf = (source: Source): Map<string, RowValues> => {
    const found = rows.get(source) ?? new Map((source.figures?.tables ?? []).flatMap((table) => table.rows.map((row) => [`${table.id} ${row.key}`, row])))
    rows.set(source, found)
    return found
  }
  return (source, at) => {
    const column = at === undefined ? undefined : source.figures?.form.byId.get(at.table)?.columnOf.get(at.column)
    return at === undefined || column === undefined ? null : (rowsOf(source).get(`${at.table} ${at.row}`)?.cells[column] ?? null)
  }
}
