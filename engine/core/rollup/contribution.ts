// What a lower filing brings to an upper table, by the way in which the table takes figures in: rows of the table, and for
// each of their columns the cell of the lower form. Nothing is read here but the rows that a lower record has.
import { joinKey, parseAddress, splitKey, type Address } from '../form/address.ts'
import type { Form, Table } from '../form/compile.ts'
import type { RollUpSource } from '../form/definition.ts'
import { entryBands, unitBands, wayOf, type Way } from '../form/roll-up-way.ts'
import type { TableValues } from '../contract/filing.ts'

/** A lower filing that is expected; `figures` only where a seal of it counts. */
export type Source = {
  /** `pack/id` of its form. */
  readonly reference: string
  /** Forms in whose place it is filed. */
  readonly inPlaceOf?: readonly string[]
  readonly unit: { readonly id: string; readonly title: string; readonly kind: string }
  readonly figures?: Figures
}

/** `asOf` sorts figures by age where the latest are wanted. */
export type Figures = { readonly form: Form; readonly tables: readonly TableValues[]; readonly asOf: string }

/** Groups of a codelist (`pack/id`): the code above each code that has one. */
export type Groups = (codelist: string) => ReadonlyMap<string, string>

export type Contribution<S extends Source = Source> = {
  readonly source: S
  /** Row of the upper table. */
  readonly row: string
  readonly title?: string
  /** The lower cell that a column takes. */
  readonly cellOf: (column: string) => Address | undefined
}

type Arrive = <S extends Source>(source: S) => Contribution<S>[]

/** A declaration is read once; what comes back is asked for every source that it is about. */
export function arrivals(table: Table, declared: RollUpSource, groups: Groups): Arrive {
  return ways[wayOf(table, declared)](table, declared, groups)
}

export function belongsTo({ reference, inPlaceOf, unit }: Source, { from, kinds }: RollUpSource, pack: string): boolean {
  const wanted = qualified(from, pack)
  return (reference === wanted || inPlaceOf?.includes(wanted) === true) && (kinds === undefined || kinds.includes(unit.kind))
}

/** `17a` in pack p → `p/17a`. */
export function qualified(reference: string, pack: string): string {
  return reference.includes('/') ? reference : `${pack}/${reference}`
}

const ways: Readonly<Record<Way, (table: Table, declared: RollUpSource, groups: Groups) => Arrive>> = {
  row: (_, declared) => {
    const cells = cellsOf(declared, '')
    return (source) => [{ source, row: declared.into ?? '', cellOf: (column) => cells.get(column) }]
  },

  unit: (table, declared) => {
    const places = unitBands(table).flatMap((band) => band.rows.map(({ key }) => ({ band, key, cells: cellsOf(declared, key) })))
    return (source) =>
      places
        .filter(({ band: { kinds } }) => kinds === undefined || kinds.includes(source.unit.kind))
        .map(({ band, key, cells }) => ({ source, row: joinKey(table, band.index, source.unit.id, key), title: source.unit.title, cellOf: (column) => cells.get(column) }))
  },

  code: (table, declared, groups) => {
    const bands = entryBands(table)
    const places =
      bands.length === 0
        ? [{ keyOf: (code: string) => code, cells: cellsOf(declared, '') }]
        : bands.flatMap((band) => band.rows.map(({ key }) => ({ keyOf: (code: string) => joinKey(table, band.index, code, key), cells: cellsOf(declared, key) })))
    return (source) =>
      codesIn(source, [...(places[0]?.cells.values() ?? [])][0]?.table ?? '')
        .map((one) => (declared.by === 'group' ? grouped(table, one, groups) : one))
        .filter(({ code }) => bands.length > 0 || table.rowOf.has(code))
        .flatMap(({ code, title, rowOf }) =>
          places.map(({ keyOf, cells }) => ({
            source, row: keyOf(code), ...(title === undefined ? {} : { title }),
            cellOf: (column) => {
              const at = cells.get(column)
              return at === undefined ? undefined : { ...at, row: rowOf(at.row) }
            },
          })),
        )
  },
}

/** The lower cells by column, for one row of a block: `main.{row}.births` takes the lower row of the same name. */
function cellsOf({ cells }: RollUpSource, row: string): Map<string, Address> {
  return new Map(
    Object.entries(cells).flatMap(([column, address]) => {
      const at = parseAddress(address.replace('{row}', row))
      return at === undefined ? [] : [[column, at]]
    }),
  )
}

/** The codes that a lower table has figures of, and of which codelist. `rowOf` gives the key of a row of the code's block. */
type Coded = { readonly code: string; readonly title?: string; readonly codelist?: string; readonly rowOf: (row: string) => string }

/** The group that a code belongs to: the nearest one above that has a printed row, or the highest in a row per entry. */
function grouped(table: Table, { code, codelist = '', rowOf }: Coded, groups: Groups): Coded {
  return { code: groupOf(code, groups(codelist), entryBands(table).length > 0 ? undefined : table.rowOf), rowOf }
}

export function groupOf(code: string, above: ReadonlyMap<string, string>, rows: ReadonlyMap<string, unknown> | undefined): string {
  let group = code
  // No codelist is read whose parents go round in a circle.
  for (let next = above.get(code); next !== undefined && rows?.has(group) !== true; next = above.get(next)) group = next
  return group
}

/** A printed row's code is its id. A unit's own entry says which of the ministry's codes it stands for; '' is none. */
function codesIn({ reference, figures }: Source, id: string): Coded[] {
  const table = figures?.form.byId.get(id)
  if (figures === undefined || table === undefined) return []
  const found = new Map<string, Coded>()
  for (const row of figures.tables.find((one) => one.id === id)?.rows ?? []) {
    const printed = table.rows[table.rowOf.get(row.key) ?? -1]
    if (printed !== undefined) {
      if (!printed.total) found.set(row.key, { code: row.key, rowOf: () => row.key })
      continue
    }
    const { band, instance } = splitKey(table, row.key)
    const code = row.code ?? instance
    if (code === '' || table.bands[band]?.per !== 'entry') continue
    found.set(`${band} ${instance}`, {
      code,
      codelist: qualified(table.bands[band]?.codelist ?? '', reference.split('/')[0] ?? ''),
      ...(row.code === undefined && row.title !== undefined ? { title: row.title } : {}),
      rowOf: (name) => joinKey(table, band, instance, name),
    })
  }
  return [...found.values()]
}
