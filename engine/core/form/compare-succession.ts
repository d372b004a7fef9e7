// A form against the one that it succeeds: what the author says goes on is called alike in both before they are compared,
// so that only what really stops is told to stop; and every series that goes on is told, with how its figures convert.
import { change, type Change } from '../change.ts'
import { parseAddress } from './address.ts'
import type { ColumnDefinition, FormDefinition, StubDefinition, TableDefinition } from './definition.ts'
import { leavesOf } from './heading.ts'
import { forerunnerOf } from './succession.ts'
import { breakdowns } from './spellings.ts'

/** Is `after` another form, and does it say that `before` is the one it succeeds? */
export function succeedsIt(before: FormDefinition, after: FormDefinition): boolean {
  return before.id !== after.id && after.succeeds?.form.split('/').at(-1) === before.id
}

type Names = { readonly tables: Map<string, string>; readonly columns: Map<string, string>; readonly rows: Map<string, string> }

/** `before` with the ids by which `after` goes on. Of two new cells that continue one old cell, the first gives it its name. */
export function calledAsNow(before: FormDefinition, after: FormDefinition): FormDefinition {
  const names: Names = { tables: new Map(), columns: new Map(), rows: new Map() }
  const learn = (map: Map<string, string>, old: string, now: string): void => {
    if (!map.has(old) && ![...map.values()].includes(now)) map.set(old, now)
  }
  for (const { at, was } of series(after)) {
    learn(names.tables, was.table, at.table)
    learn(names.columns, `${was.table}.${was.column}`, `${was.table}.${at.column}`)
    if (was.row !== '' && at.row !== '') learn(names.rows, `${was.table}.${was.row}`, `${was.table}.${at.row}`)
  }
  return { ...before, id: after.id, version: after.version, ...(before.tables === undefined ? {} : { tables: before.tables.map((table) => renamed(table, names)) }) }
}

/** One line for every series that goes on, and one for the form. */
export function seriesThatGoOn(before: FormDefinition, after: FormDefinition): Change[] {
  const { succeeds } = after
  if (succeeds === undefined) return []
  const columns = columnsByAddress(after)
  const olds = columnsByAddress(before)
  return [
    change('succession', { thing: 'form', name: after.code, at: after.id }, { form: before.code, note: succeeds.note.replace(/\.$/, '') }),
    ...series(after).map(({ own, at, was, old, per }) => {
      const [now, then] = [columns.get(`${at.table}.${at.column}`), olds.get(`${was.table}.${was.column}`)]
      const place = { thing: 'column' as const, name: now?.title ?? own, at: own }
      const words = { before: then?.title ?? old, at: old }
      return per === undefined || now?.measure === then?.measure
        ? change('series-continued', place, words)
        : change('series-converted', place, { ...words, per, was: then?.measure || '—', now: now?.measure || '—' })
    }),
  ]
}

/** Addresses of columns whose measure is converted, so that a new measure breaks nothing. */
export function converted(after: FormDefinition): ReadonlySet<string> {
  return new Set(series(after).flatMap(({ at, per }) => (per === undefined ? [] : [`${at.table}.${at.column}`])))
}

function columnsByAddress({ tables = [] }: FormDefinition): ReadonlyMap<string, { readonly title: string; readonly measure: string }> {
  return new Map(tables.flatMap((table) => leavesOf(table.columns).map(({ definition: { id = '', title }, measure }) => [`${table.id}.${id}`, { title, measure }])))
}

function series({ succeeds }: FormDefinition) {
  return Object.entries(succeeds?.cells ?? {}).flatMap(([own, target]) => {
    const [at, was] = [parseAddress(own), forerunnerOf(target)]
    return at === undefined || was === undefined ? [] : [{ own, at, was, old: typeof target === 'string' ? target : target.cell, per: typeof target === 'string' ? undefined : target.per }]
  })
}

function renamed(table: TableDefinition, names: Names): TableDefinition {
  const columnName = (id: string): string => names.columns.get(`${table.id}.${id}`)?.split('.')[1] ?? id
  const rowName = (id: string): string => names.rows.get(`${table.id}.${id}`)?.split('.')[1] ?? id
  const related = <T extends ColumnDefinition | StubDefinition>(one: T, name: (id: string) => string): T => ({
    ...one,
    ...(one.id === undefined ? {} : { id: name(one.id) }),
    ...(one.parts === undefined ? {} : { parts: Array.isArray(one.parts[0]) ? breakdowns(one.parts).map((list) => list.map(name)) : (one.parts as string[]).map(name) }),
    ...(one['of-which'] === undefined ? {} : { 'of-which': one['of-which'].map(name) }),
  })
  const column = (one: ColumnDefinition): ColumnDefinition => ({ ...related(one, columnName), ...(one.columns === undefined ? {} : { columns: one.columns.map(column) }) })
  const row = (one: StubDefinition): StubDefinition => ({ ...related(one, rowName), ...(Array.isArray(one.rows) ? { rows: (one.rows as StubDefinition[]).map(row) } : {}) })
  const { rows } = table
  return {
    ...table,
    id: names.tables.get(table.id) ?? table.id,
    columns: table.columns.map(column),
    rows: Array.isArray(rows) ? rows.map(row) : typeof rows === 'object' && rows.total !== undefined ? { ...rows, total: { ...rows.total, id: rowName(rows.total.id) } } : rows,
  }
}
