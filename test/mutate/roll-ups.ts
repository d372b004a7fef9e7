// How figures come together: every aggregation as another one, slips in the code that lets figures flow in, and the
// roll-ups that the repository's forms declare, each cell taken from elsewhere or from nowhere.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { parseDocument, type Document } from 'yaml'
import { aggregate, aggregations as table, type AggregationName } from '../../engine/core/aggregate.ts'
import { flipsOf } from './flips.ts'
import { appended, textOf, type Mutant, type Source } from './mutant.ts'

const file = 'engine/core/aggregate.ts'

export const aggregations: Source = {
  name: 'aggregations',
  covers: () => ['test/core/aggregate.test.ts'],
  mutants: () => [...Object.keys(table).flatMap((name) => asAnother(name as AggregationName)), ...flipsOf(file)],
}

function asAnother(name: AggregationName): Mutant[] {
  return (Object.keys(table) as AggregationName[]).filter((other) => differ(name, other)).map((other) => appended(`${name} → ${other}`, file, `;(aggregations as Record<string, Aggregation>)[${JSON.stringify(name)}] = aggregations[${JSON.stringify(other)}]`))
}

function differ(one: AggregationName, other: AggregationName): boolean {
  return [[1, 2, 4], [4, 2, 1]].some((values) => !Object.is(aggregate(one, values), aggregate(other, values)))
}

export const rollUps: Source = {
  name: 'roll-ups',
  covers: () => ['test/core/rollup/meeting.test.ts', 'test/core/rollup/roll-up.test.ts', 'test/packs/examples.test.ts', 'test/journeys/commune-to-ministry.test.ts', 'test/journeys/notaries-to-ministry.test.ts'],
  mutants: () => [
    ...['engine/core/rollup/roll-up.ts', 'engine/core/rollup/contribution.ts', 'engine/core/form/roll-up-way.ts'].flatMap(flipsOf),
    ...readdirSync('forms', { withFileTypes: true, recursive: true }).filter((entry) => entry.name.endsWith('.form.yaml')).map((entry) => path.posix.join(entry.parentPath.replaceAll(path.sep, '/'), entry.name)).sort().flatMap(declared),
  ],
}

type Declared = { readonly tables?: readonly { readonly 'roll-up'?: RollUp | readonly RollUp[] }[] }
type RollUp = { readonly cells: Readonly<Record<string, string>> }

function declared(form: string): Mutant[] {
  const text = textOf(form)
  const { tables = [] } = parseDocument(text).toJS() as Declared
  const changed = (words: string, change: (document: Document) => void): Mutant => {
    const document = parseDocument(text)
    change(document)
    return { name: `${form} ${words}`, file: form, text: document.toString({ lineWidth: 0 }) }
  }
  return tables.flatMap((table, index) => {
    const given = table['roll-up']
    const all: { rollUp: RollUp; where: readonly (string | number)[] }[] = given === undefined ? [] : 'cells' in given ? [{ rollUp: given, where: [] }] : given.map((rollUp, position) => ({ rollUp, where: [position] }))
    return all.flatMap(({ rollUp: { cells }, where }) => {
      const at = (column: string): (string | number)[] => ['tables', index, 'roll-up', ...where, 'cells', column]
      const addresses = Object.values(cells)
      return Object.entries(cells).flatMap(([column, address], position): Mutant[] => [
        ...(addresses.length > 1 ? [changed(`${at(column).join('.')} taken away`, (document) => document.deleteIn(at(column)))] : []),
        ...(addresses.length > 1 ? [changed(`${at(column).join('.')}: ${addresses[(position + 1) % addresses.length]} instead of ${address}`, (document) => document.setIn(at(column), addresses[(position + 1) % addresses.length]))] : []),
      ])
    })
  })
}
