// Which roles a person has towards a filing: those of his unit and of the relation between the units, and, where the
// workflow speaks of them, those that come from being assigned, from taking somebody's place, or from being above. The
// store is asked only for workflows that do.
import { dayOf } from '../core/calendar.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { standings, type Standing } from '../store/assignment.ts'
import type { FilingLine } from '../store/filing.ts'
import type { Context, Person } from './action.ts'
import { worksForUnit } from './filing-view.ts'

type Related = Pick<FilingLine, 'id' | 'unitId' | 'receiverId' | 'onBehalf'>
/** Role → the account whose place the person takes in it; null for himself. */
export type Roles = ReadonlyMap<string, string | null>

export async function rolesTowards(context: Pick<Context, 'trx' | 'person' | 'now'>, filing: Related, workflow: Workflow): Promise<Roles> {
  return (await rolesTowardsAll(context, [filing], [workflow]))[0] as Roles
}

/** For each of the filings, whose workflows stand at the same places. */
export async function rolesTowardsAll({ trx, person, now }: Pick<Context, 'trx' | 'person' | 'now'>, filings: readonly Related[], workflows: readonly Workflow[]): Promise<Roles[]> {
  const who = person()
  const asked = filings.filter((_, index) => speaksOfPeople(workflows[index])).map((one) => one.id)
  const found = new Map((await standings(trx, { accountId: who.accountId, units: who.units, day: dayOf(now) }, asked)).map((one) => [one.filingId, one]))
  return filings.map((filing) => rolesOf(who, filing, found.get(filing.id)))
}

function speaksOfPeople(workflow: Workflow | undefined): boolean {
  return workflow?.speaksOf.assigned === true || workflow?.speaksOf.above === true
}

function rolesOf(person: Person, { unitId, receiverId, onBehalf }: Related, standing: Standing | undefined): Roles {
  const roles = new Map<string, string | null>()
  if (!person.capabilities.has('work-on-filings')) return roles
  if (worksForUnit(person, unitId)) roles.set(person.role, null)
  if (worksForUnit(person, receiverId)) {
    roles.set(`receiver.${person.role}`, null)
    if (onBehalf) roles.set(`behalf.${person.role}`, null)
  }
  if (standing?.above === true) roles.set(`upper.${person.role}`, null)
  for (const [role, account] of Object.entries(standing?.assigned ?? {})) roles.set(`assigned.${role}`, account === person.accountId ? null : account)
  return roles
}

/** In whose place a person acts, when these of his roles let him: nobody's where one of them is his own. */
export function actsFor(roles: Roles, as: readonly string[]): string | null {
  const places = as.map((role) => roles.get(role) ?? null)
  return places.includes(null) ? null : (places[0] ?? null)
}
