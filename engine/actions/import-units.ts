// Takes a list of administrative units of a day in: who is new is added below the unit above, who is called otherwise or
// stands elsewhere gets a state from that day on, who is gone ends. All of the list or nothing; the same list again changes
// nothing. Codes are proposed, and may be changed until a unit is first used (recode-unit.ts).
import { dayOf } from '../core/calendar.ts'
import type { Issue } from '../core/issue.ts'
import { stateOn, type DatedUnit, type UnitState } from '../core/unit.ts'
import { changes, planList, usualHeadings, type Headings, type ListedUnit, type ListPlan, type TableRow } from '../core/unit-list.ts'
import { readTable } from '../adapters/read-table.ts'
import { newId } from '../store/new-id.ts'
import { addSuccessions, addUnits, bringUnitsTo, holdUnits, readHistory, writeStates, type Dated, type NewUnit } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'

export type ImportInput = {
  /** As it came: comma-separated text, or a workbook whose first sheet counts. */
  readonly bytes: Uint8Array
  readonly asOf: string
  readonly headings?: Headings
  /** Who stands at a level of the list and not in it is no more. */
  readonly complete?: boolean
  /** Called while it works; what is done, of how much. */
  readonly progress?: (done: number, of: number) => void
}
export type Imported = {
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly ended: number
  readonly warnings: readonly Issue[]
  /** What the list comes to, a line each: for who wants to see it before. */
  readonly units: readonly ListedUnit[]
  readonly gone: ListPlan['ended']
}

const subject = ({ asOf }: ImportInput) => ({ type: 'units', id: asOf })

export const importUnits: Action<ImportInput, Imported, readonly TableRow[]> = {
  name: 'import-units',
  writes: true,
  subject,
  prepare,
  run: async (input, context, rows) => {
    await holdUnits(context.trx)
    const { plan, history, ids } = await planned(input, rows, context)
    if (changes(plan)) await write(plan, history.units, new Map(ids), input, context)
    return told(plan)
  },
}

/** What an import would do. Writes nothing. */
export const planImport: Action<ImportInput, Imported, readonly TableRow[]> = {
  name: 'plan-import',
  writes: false,
  subject,
  prepare,
  run: async (input, context, rows) => told((await planned(input, rows, context)).plan),
}

async function prepare({ bytes }: ImportInput): Promise<readonly TableRow[]> {
  const { rows, wrong } = await readTable(bytes)
  if (wrong !== undefined) throw new Problem('invalid-input', { issues: [wrong] })
  return rows
}

async function planned({ asOf, headings, complete }: ImportInput, rows: readonly TableRow[], { trx, parts }: Context) {
  const { history, ids } = await readHistory(trx)
  const { kinds } = parts.installed().organisation
  const plan = planList({ rows, headings: headings ?? usualHeadings, kinds, history, asOf, complete: complete === true })
  const wrong = plan.issues.filter((one) => one.severity === 'error')
  if (wrong.length > 0) throw new Problem('invalid-input', { issues: plan.issues })
  return { plan, history, ids }
}

function told({ units, ended, issues }: ListPlan): Imported {
  const count = (what: ListedUnit['what']): number => units.filter((one) => one.what === what).length
  return { added: count('new'), changed: count('changed'), same: count('same'), ended: ended.length, warnings: issues, units, gone: ended }
}

/** As many as one statement takes without holding up everything else. */
const batch = 1000

async function write(plan: ListPlan, known: ReadonlyMap<string, DatedUnit>, ids: Map<string, string>, { asOf, progress }: ImportInput, context: Context): Promise<void> {
  const { trx, now, parts } = context
  const { kinds } = parts.installed().organisation
  const fresh = plan.units.filter((one) => one.what === 'new').sort((a, b) => a.depth - b.depth)
  const changed = plan.units.filter((one) => one.what === 'changed')
  const of = fresh.length + changed.length + plan.ended.length
  let done = 0
  const step = (count: number): void => progress?.((done += count), of)
  const idOf = (code: string): string | undefined => ids.get(code)
  for (const { code } of fresh) ids.set(code, newId(now))
  for (const some of parted(fresh)) {
    await addUnits(trx, some.map((one): NewUnit => ({
      id: ids.get(one.code) as string, code: one.code, kind: one.kind, name: one.name, parentId: one.parent === undefined ? null : (idOf(one.parent) ?? null),
      validFrom: asOf, validTo: kinds[one.kind]?.to ?? null, properties: one.properties,
    })))
    step(some.length)
  }
  const ends = new Set(plan.ended.map((one) => one.code))
  const dated = [
    ...changed.map((one) => datedOf(one.code, { name: one.name, parent: one.parent, properties: one.properties })),
    ...plan.ended.map((one) => datedOf(one.code)),
  ]
  for (const some of parted(dated.flat())) {
    await writeStates(trx, some, idOf)
    step(some.length)
  }
  await addSuccessions(trx, plan.successions, idOf)
  await bringUnitsTo(trx, dayOf(now))

  function datedOf(code: string, next?: Omit<UnitState, 'from' | 'to'>): Dated[] {
    const unit = known.get(code)
    const id = ids.get(code)
    if (unit === undefined || id === undefined) return []
    return [{ id, validFrom: unit.from ?? asOf, validTo: ends.has(code) ? asOf : (unit.to ?? null), states: next === undefined ? [] : statesWith(unit, asOf, next) }]
  }
}

/** From the day on another state; states that are known of later days stay what they are. */
function statesWith(unit: DatedUnit, on: string, next: Omit<UnitState, 'from' | 'to'>): UnitState[] {
  const at = stateOn(unit, on)
  return unit.states.flatMap((one) => (one !== at ? [one] : one.from === on || one.from === undefined ? [{ ...one, ...next }] : [{ ...one, to: on }, { ...next, from: on, to: one.to }]))
}

function* parted<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += batch) yield list.slice(at, at + batch)
}
