// A filing opened for work or for reading: its form, workflow, record and sheet, and the facts that guards ask about.
import { openSheet, slotAt, type OutsideValues, type Sheet } from '../core/calculation/sheet.ts'
import type { ClockRef, TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { filedFor } from '../core/in-force.ts'
import { sourcesOfForm } from '../core/rollup/roll-up.ts'
import { findings, unexplained } from '../core/validation/validate.ts'
import type { Issue } from '../core/issue.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { isOverdue } from '../core/workflow/course.ts'
import type { Facts } from '../core/workflow/facts.ts'
import { mayEdit } from '../core/workflow/machine.ts'
import { findFiling, lockForSave, lowerFilings, recordOf, type FilingLine, type FilingRow, type WorkingFiling } from '../store/filing.ts'
import { toTables, type StoredRecord } from '../store/record.ts'
import { surroundings } from '../store/surroundings.ts'
import { Problem } from '../problem.ts'
import type { Context } from './action.ts'
import { mustBeComplete } from './bound-codelists.ts'
import { viewerOf, worksOn } from './filing-view.ts'
import { compiledForm, compiledWorkflow, type CompiledForm } from './compiled.ts'
import { codesOf, hasEntryRows, withEntryRows } from './entry-rows.ts'
import { outsideFigures } from './outside-figures.ts'
import { prefill } from './prefill-filing.ts'
import { rolesTowards } from './roles-towards.ts'

type Where = Pick<Context, 'trx' | 'parts'>

/** The filing within the person's scope, and whether the person works on it; throws the problem `not-found`. */
export async function filingFor(context: Context, id: string): Promise<{ filing: FilingRow; own: boolean }> {
  const person = context.person()
  const filing = await findFiling(context.trx, viewerOf(person), id)
  if (filing === undefined) throw new Problem('not-found')
  return { filing, own: worksOn(person, filing) }
}

export type OpenFiling<Row extends WorkingFiling = FilingRow> = {
  readonly filing: Row
  readonly compiled: CompiledForm
  readonly workflow: Workflow
  readonly record: StoredRecord
  /** Ministry codes that rows of the unit's own entries are mapped to. */
  readonly codes: ReadonlyMap<string, string>
  /** Figures from outside that the sheet calculates with. */
  readonly outside: OutsideValues
  readonly sheet: Sheet
  /** What was filled in by itself and is not in the record yet. */
  readonly prefilled: readonly (readonly [address: string, value: WireValue])[]
}

export async function openFiling<Row extends WorkingFiling>(where: Where, filing: Row): Promise<OpenFiling<Row>> {
  const compiled = await compiledForm(where, filing)
  const workflow = await compiledWorkflow(where, filing)
  const record = await recordOf(where.trx, filing, hasDynamicRows(compiled))
  const { tables, outside } = await fromOutside(where, filing, compiled, toTables(compiled.form, compiled.ordinals, record))
  const sheet = openSheet(compiled.form, tables, outside)
  return { filing, compiled, workflow, record, outside, codes: codesOf(tables), sheet, prefilled: prefill(sheet, workflow, filing) }
}

/** To write into its record: nobody else saves it meanwhile. Throws the problems `not-found`, `not-allowed`, `period-locked`, `codelist-incomplete`. */
export async function openForSave(context: Context, id: string): Promise<OpenFiling<WorkingFiling>> {
  const person = context.person()
  const filing = await lockForSave(context.trx, viewerOf(person), id)
  if (filing === undefined) throw new Problem('not-found')
  if (!worksOn(person, filing)) throw new Problem('not-allowed')
  if (filing.periodLocked) throw new Problem('period-locked')
  const open = await openFiling(context, filing)
  if (!mayEdit(open.workflow, filing.state, await rolesTowards(context, filing, open.workflow))) throw new Problem('not-allowed')
  await mustBeComplete(context, filing, open.compiled)
  return open
}

const nothing: OutsideValues = {}

/** A record with the rows of its codelists, and the figures that it is calculated with. Most forms ask for neither. */
export async function fromOutside(
  where: Where, filing: Pick<WorkingFiling, 'id' | 'packId' | 'formId' | 'unitId'>, compiled: CompiledForm, tables: TableValues[],
): Promise<{ tables: TableValues[]; outside: OutsideValues }> {
  if (compiled.form.outside.length === 0 && !hasEntryRows(compiled)) return { tables, outside: nothing }
  const around = await surroundings(where.trx, filing.id)
  if (around === undefined) return { tables, outside: nothing }
  const all = hasEntryRows(compiled) ? await withEntryRows(where, filing, compiled, tables, around) : tables
  return { tables: all, outside: compiled.form.outside.length === 0 ? nothing : await outsideFigures(where, filing, compiled, all, around) }
}

/** Has it rows that the definition does not name? */
export function hasDynamicRows({ form }: CompiledForm): boolean {
  return form.tables.some((table) => table.bands.length > 0)
}

/** The lower filings that this one takes in, those that are filed in the place of others too; none for a form without roll-up. */
export async function lowerOf(where: Where, filing: FilingLine, compiled: CompiledForm): Promise<FilingLine[]> {
  const sources = sourcesOfForm(compiled.form, compiled.pack)
  if (sources.length === 0) return []
  const { packs } = where.parts.installed()
  return lowerFilings(where.trx, filing, [...new Set(sources.flatMap((reference) => filedFor(reference, packs)))].map((reference) => {
    const [pack = '', id = ''] = reference.split('/')
    return { pack, id }
  }))
}

export function factsOf(open: OpenFiling, lower: readonly FilingLine[], clocks: readonly Pick<ClockRef, 'is'>[], found: readonly Issue[] = findings(open.sheet)): Facts {
  const { filing, sheet } = open
  return {
    errors: found.filter((one) => one.severity === 'error').length,
    unexplained: unexplained(found, filing.texts.reasons ?? {}).length,
    filled: filledCells(sheet),
    missing: lower.filter((one) => one.countedSealId === null).length,
    needs_checker: filing.needsChecker,
    on_behalf: filing.onBehalf,
    stale: filing.staleSince !== null,
    has_receiver: filing.receiverId !== null,
    overdue: isOverdue(clocks),
  }
}

function filledCells(sheet: Sheet): number {
  const { v } = sheet.cells
  let filled = 0
  for (const table of sheet.form.tables) {
    for (const row of sheet.rowOf[table.index]?.values() ?? []) {
      const first = slotAt(sheet, table, row, 0)
      for (let column = 0; column < table.columns.length; column++) {
        const value = v[first + column] as number
        if (value === value) filled++
      }
    }
  }
  return filled
}

/** A record as tables, without calculating. */
export function tablesOf(compiled: CompiledForm, record: StoredRecord): TableValues[] {
  return toTables(compiled.form, compiled.ordinals, record)
}
