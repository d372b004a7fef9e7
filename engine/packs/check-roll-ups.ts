// Roll-ups against the lower forms that they name: every lower cell is there and may hold a figure, it is of the kind of the
// column that takes it in, and what comes together there may come together. Whether anybody reports the lower form to
// those who file the upper one stands in check-flows.ts.
import { aggregations } from '../core/aggregate.ts'
import { nearest } from '../core/expression/check.ts'
import { parseAddress, type Address } from '../core/form/address.ts'
import { meetIn, pathOf } from '../core/form/check-roll-up.ts'
import { compileForm, roleOf, type Column, type Form, type Role, type Table } from '../core/form/compile.ts'
import type { FormDefinition, RollUpSource } from '../core/form/definition.ts'
import { measureAt } from '../core/form/layout.ts'
import { entryBands, takesIn, wayOf } from '../core/form/roll-up-way.ts'
import { issue, type Issue } from '../core/issue.ts'
import { groupOf } from '../core/rollup/contribution.ts'
import { cellKinds } from '../core/value.ts'
import { referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import { filedInstead, versionsBeside } from './check-versions.ts'
import type { Pack } from './load-pack.ts'

/** Issues: roll-up.*, pack.not-required. */
export function checkRollUps(pack: Pack, definition: FormDefinition, catalogue: Catalogue): Issue[] {
  const upper = compileForm(definition)
  return upper.tables.flatMap((table) =>
    table.rollUps.flatMap((source, position) => {
      const path = pathOf(table, position)
      const target = splitReference(source.from, pack.definition.id)
      const versions = [...versionsBeside(definition, target, pack, catalogue), ...filedInstead(definition, target, pack, catalogue)]
      if (versions.length === 0) {
        const names = pack.forms.map((one) => one.definition.id)
        return [issue('roll-up.unknown-form', `${path}/from`, { name: source.from, nearest: nearest(source.from, names) ?? '' })]
      }
      const seat: Seat = { upper, table, source, path, packs: { upper: pack.definition.id, lower: target.pack }, catalogue }
      // What several versions lack is told of the first.
      const found = versions.map((one) => checkSource(seat, compileForm(one))).find((one) => one.length > 0) ?? []
      return [...referenceIssues(source.from, `${path}/from`, pack), ...found]
    }),
  )
}

type Seat = {
  readonly upper: Form
  readonly table: Table
  readonly source: RollUpSource
  readonly path: string
  readonly packs: { readonly upper: string; readonly lower: string }
  readonly catalogue: Catalogue
}

function checkSource(seat: Seat, lower: Form): Issue[] {
  const { table, source, path } = seat
  const cells = table.columns.flatMap((column) => (Object.hasOwn(source.cells, column.id) ? checkCells(seat, column, lower, `${path}/cells/${column.id}`) : []))
  return cells.length > 0 || wayOf(table, source) !== 'code' ? cells : checkCodes(seat, lower)
}

/** A lower cell as its own form has it. */
type Lower = { readonly table: Table; readonly column: Column; readonly rows: readonly number[]; readonly role: Role; readonly at: Address }

function checkCells(seat: Seat, column: Column, lower: Form, path: string): Issue[] {
  const address = seat.source.cells[column.id] as string
  // The same is not said again of each row of a block.
  for (const row of blockRows(seat, column)) {
    const cell = cellAt(seat, lower, address.replace('{row}', row))
    if (cell === undefined) return [issue('roll-up.unknown-cell', path, { name: address, form: lower.code, nearest: nearest(address, namesOf(lower)) ?? '' })]
    const found = cell.role === 'closed' ? [issue('roll-up.closed-cell', path, { name: address })] : checkFit(seat, column, cell, path)
    if (found.length > 0) return found
  }
  return []
}

/** Rows of a block that take the column's figure in; '' where there is no block. */
function blockRows({ upper, table, source }: Seat, column: Column): string[] {
  const taking = table.bands.flatMap((band) =>
    band.rows.flatMap(({ key }, position) => (takesIn(table, source, band.firstClass + position, column.id) && roleOf(upper, table, band.firstClass + position, column.index) === 'rolled-up' ? [key] : [])),
  )
  return taking.length === 0 ? [''] : [...new Set(taking)]
}

function cellAt({ table, source }: Seat, lower: Form, address: string): Lower | undefined {
  const at = parseAddress(address)
  const own = at === undefined ? undefined : lower.byId.get(at.table)
  const column = own?.columns[own.columnOf.get(at?.column ?? '') ?? -1]
  if (at === undefined || own === undefined || column === undefined) return undefined
  const classes = wayOf(table, source) === 'code' ? codedRows(own, at.row) : [own.rowOf.get(at.row) ?? -1]
  const roles = classes.filter((row) => row >= 0).map((row) => roleOf(lower, own, row, column.index))
  // By code, a cell stands for its column in every row: one of them that is open is enough.
  const role = roles.find((one) => one !== 'closed') ?? roles[0]
  return role === undefined ? undefined : { table: own, column, rows: classes.filter((row) => row >= 0), role, at }
}

/** Row classes that have codes: rows of codelist entries, else what is printed and is no total. */
function codedRows(table: Table, row: string): number[] {
  const bands = entryBands(table)
  if (bands.length > 0) return bands.flatMap((band) => band.rows.flatMap(({ key }, position) => (key === row ? [band.firstClass + position] : [])))
  return row === '' && table.kind === 'stubs' ? table.rows.flatMap(({ total }, index) => (total ? [] : [index])) : []
}

function namesOf({ tables }: Form): string[] {
  return tables.flatMap((table) => table.rows.flatMap(({ key }) => table.columns.map(({ id }) => (key === '' ? `${table.id}.${id}` : `${table.id}.${key}.${id}`))))
}

function checkFit(seat: Seat, here: Column, lower: Lower, path: string): Issue[] {
  const { column: below, role, table, at } = lower
  const name = seat.source.cells[here.id] as string
  const meets = meetIn(seat.table, seat.source, here)
  const isCounted = meets && here.aggregate === 'count'
  const unlike = pairsOf(seat, here, lower).map(([row, under]) => ({ found: wordsOf(below, measureAt(table, under, below.index)), wanted: wordsOf(here, measureAt(seat.table, row, here.index)) })).find(({ found, wanted }) => found !== wanted)
  // What is only counted may be anything.
  if (!isCounted && unlike !== undefined) return [issue('roll-up.does-not-fit', path, { name, ...unlike })]
  if (!meets && seat.table.bands.every((band) => band.totals.every((total) => total < 0))) return []
  // A figure that is typed has not come together yet: only what its column says of it counts, and that it was counted does not.
  const isMade = role !== 'typed'
  if (aggregations[below.aggregate].never.includes(here.aggregate) && (isMade || below.aggregate !== 'count')) {
    return [issue('roll-up.comes-together-otherwise', path, { name, below: below.aggregate, here: here.aggregate })]
  }
  if (here.aggregate !== 'mean' || below.aggregate !== 'mean' || !isMade) return []
  const weight = seat.source.cells[here.weight ?? '']
  const brought = weight === undefined ? undefined : parseAddress(weight.replace('{row}', at.row))
  const isWith = brought !== undefined && brought.table === table.id && brought.row === at.row && brought.column === below.weight
  return isWith ? [] : [issue('roll-up.mean-without-weight', path, { name, weight: below.weight ?? '' })]
}

/** Row classes of the upper table that take a cell in, each with one that it comes from. */
function pairsOf({ upper, table, source }: Seat, here: Column, lower: Lower): [number, number][] {
  const taking = table.classes.flatMap((_, row) => (takesIn(table, source, row, here.id) && roleOf(upper, table, row, here.index) === 'rolled-up' ? [row] : []))
  const isNamed = wayOf(table, source) === 'code' && entryBands(table).length === 0 && entryBands(lower.table).length === 0
  const comesFrom = (row: number, under: number): boolean => !isNamed || table.classes[row]?.key === lower.table.classes[under]?.key
  return taking.flatMap((row) => lower.rows.filter((under) => comesFrom(row, under)).map((under): [number, number] => [row, under]))
}

/** What has to be the same in both: kind of value, measure, decimals. */
function wordsOf({ kind, decimals }: Column, measure: string): string {
  const { type } = cellKinds[kind]
  return [measure === '' ? '–' : measure, ...(type === 'number' ? [] : [type]), ...(decimals === 0 ? [] : [(0).toFixed(decimals)])].join(' ')
}

/** Figures of codes for which there is no row would be lost. */
function checkCodes({ table, source, path, packs, catalogue }: Seat, lower: Form): Issue[] {
  const below = lower.byId.get(parseAddress(Object.values(source.cells)[0] ?? '')?.table ?? '')
  const [here] = entryBands(table)
  const [there] = below === undefined ? [] : entryBands(below)
  const list = (reference: string | undefined, pack: string): string => (reference === undefined || reference.includes('/') ? (reference ?? '') : `${pack}/${reference}`)
  if (here !== undefined && there !== undefined) {
    const [own, other] = [list(here.codelist, packs.upper), list(there.codelist, packs.lower)]
    return own === other ? [] : [issue('roll-up.other-codelist', `${path}/cells`, { here: own, below: other })]
  }
  if (here !== undefined || below === undefined) return []
  const entries = there === undefined ? [] : (catalogue.codelists.get(list(there.codelist, packs.lower))?.entries ?? [])
  const above = new Map(entries.flatMap(({ code, parent }): [string, string][] => (parent === undefined || source.by !== 'group' ? [] : [[code, parent]])))
  const codes = there === undefined ? below.rows.flatMap(({ key, total }) => (total ? [] : [key])) : entries.map(({ code }) => groupOf(code, above, table.rowOf))
  const lost = codes.filter((code) => !table.rowOf.has(code))
  return lost.length === 0 ? [] : [issue('roll-up.code-without-row', `${path}/cells`, { codes: [...new Set(lost)].join(', '), form: lower.code })]
}
