// The official figures of the same kind of period one year earlier, as the form of today calls its cells, to stand beside
// those that are being typed. Figures that today's form calculates are calculated again from what is given here.
import type { RowValues, TableValues } from '../core/contract/filing.ts'
import type { Form, Table } from '../core/form/compile.ts'
import { surroundings } from '../store/surroundings.ts'
import type { Context } from './action.ts'
import type { CompiledForm } from './compiled.ts'
import { earlierFilings, wantedOf } from './earlier-filings.ts'
import { cellOf, sealedFigures, type Figures } from './sealed-figures.ts'

/** Empty where nothing was approved then. */
export async function previousTables(context: Context, filing: { readonly id: string; readonly unitId: string }, compiled: CompiledForm): Promise<TableValues[]> {
  const around = await surroundings(context.trx, filing.id)
  if (around === undefined) return []
  const earlier = (await earlierFilings(context, compiled, around, ['previous'])).get('previous') ?? []
  const figures = (await sealedFigures(context, { unitId: filing.unitId, dataTo: around.dataTo }, earlier.map((one, at) => ({ ...wantedOf('previous', one), at })))).get('previous')
  return figures === undefined ? [] : tablesWith(compiled.form, figures)
}

/** Earlier figures in the rows and columns of the form of today. */
export function tablesWith({ tables }: Form, figures: Figures): TableValues[] {
  return tables.map((table) => ({ id: table.id, rows: rowsOf(table, figures) }))
}

function rowsOf(table: Table, figures: Figures): RowValues[] {
  const before = figures.rows.get(table.id)
  return [...new Set([...table.rowOf.keys(), ...(before?.keys() ?? [])])].flatMap((key): RowValues[] => {
    const cells = table.columns.map(({ id, decimals }) => cellOf(figures, { table: table.id, row: key, column: id }, decimals))
    const old = before?.get(key)
    return cells.every((one) => one === null) && !table.rowOf.has(key) ? [] : [{ ...(table.rowOf.has(key) || old === undefined ? {} : old), key, cells }]
  })
}
