// Can lower figures come into a form where it says so? Rows and columns that take them, and whether what meets in a cell can
// become one figure. What the lower form has there is the packs' business (packs/check-roll-ups.ts).
import { comesTogether } from '../aggregate.ts'
import { issue, type Issue } from '../issue.ts'
import { roleOf, type Form } from './compile.ts'
import type { RollUpSource } from './definition.ts'
import type { Column, Table } from './layout.ts'
import { takesIn, wayOf } from './roll-up-way.ts'

/** Issues: form.roll-up-into-calculated, form.roll-up-into-closed, form.roll-up-cannot-meet, form.roll-up-without-weight. */
export function checkRollUps(form: Pick<Form, 'tables' | 'writers'>): Issue[] {
  return form.tables.flatMap((table) =>
    table.rollUps.flatMap((source, position) =>
      Object.keys(source.cells).flatMap((id) => {
        const column = table.columns[table.columnOf.get(id) ?? -1]
        return column === undefined ? [] : checkCell(form, table, source, column, `${pathOf(table, position)}/cells/${id}`)
      }),
    ),
  )
}

/** Where a source of a table stands in the definition. */
export function pathOf({ index, source }: Table, position: number): string {
  const isList = 'roll-up' in source && Array.isArray(source['roll-up'])
  return `/tables/${index}/roll-up${isList ? `/${position}` : ''}`
}

/** Do figures of several cells become one in the rows of this source? A unit's own row has several only of several sources. */
export function meetIn(table: Table, source: RollUpSource, column: Column): boolean {
  if (wayOf(table, source) !== 'unit') return true
  const fills = (other: RollUpSource): boolean => table.classes.some((_, row) => takesIn(table, source, row, column.id) && takesIn(table, other, row, column.id))
  return table.rollUps.some((other) => other !== source && fills(other))
}

function checkCell(form: Pick<Form, 'writers'>, table: Table, source: RollUpSource, column: Column, path: string): Issue[] {
  const roles = table.classes.flatMap((_, row) => (takesIn(table, source, row, column.id) ? [roleOf(form, table, row, column.index)] : []))
  if (!roles.includes('rolled-up')) return [issue(roles.includes('calculated') ? 'form.roll-up-into-calculated' : 'form.roll-up-into-closed', path, { name: column.id })]
  if (!meetIn(table, source, column)) return []
  const { aggregate, title, weight } = column
  // A unit's row says of a count what the unit counted: two such figures are not a count of two.
  if (!comesTogether(aggregate) || (aggregate === 'count' && wayOf(table, source) === 'unit')) return [issue('form.roll-up-cannot-meet', path, { title, aggregate })]
  if (weight !== undefined && !Object.hasOwn(source.cells, weight)) return [issue('form.roll-up-without-weight', path, { title, weight: table.columns[table.columnOf.get(weight) ?? -1]?.title ?? weight })]
  return []
}
