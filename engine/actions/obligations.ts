// What a period asks for: one obligation per form in force, route and reporting unit, as the tree was on the data cut-off
// of the unit's class. Reads only; opening a period writes them down, its preview counts them.
import type { FormDefinition } from '../core/form/definition.ts'
import type { InForce } from '../core/in-force.ts'
import { dataToOf, dayIn, dueDay } from '../core/period.ts'
import { periodKindsOf, type RouteDefinition } from '../core/route.ts'
import { isValidOn } from '../core/validity.ts'
import type { NewFiling } from '../store/filing.ts'
import { newId } from '../store/new-id.ts'
import { newestWorkflowVersion } from '../store/pack.ts'
import { findUnitByCode, nearestAbove, unitsOn } from '../store/unit.ts'
import type { Context } from './action.ts'
import { compiledWorkflow } from './compiled.ts'

/** `due`: for all, where a request names the day. */
export type AskingPeriod = { readonly kind: string; readonly year: number; readonly dataTo: Readonly<Record<string, string>>; readonly due?: string | undefined }
/** `stated`: the due day as the form states it, before it is moved off days without work. */
export type Obligation = { readonly filing: NewFiling; readonly form: FormDefinition; readonly unitKind: string; readonly stated: string | null; readonly rollsUp: boolean }

export async function obligationsIn(context: Context, period: AskingPeriod, forms: readonly InForce<FormDefinition>[]): Promise<Obligation[]> {
  const tree = treeIn(context.trx)
  return (await Promise.all(forms.map((form) => obligationsOf(context, tree, period, form)))).flat()
}

/** What the routes of a period ask of the tree; each question once, for most forms go the same ways. */
type Tree = {
  readonly unitsOn: (kind: string, day: string) => ReturnType<typeof unitsOn>
  readonly nearestAbove: (kind: string, day: string) => ReturnType<typeof nearestAbove>
}

function treeIn(trx: Context['trx']): Tree {
  const once = <T>(ask: (kinds: readonly string[], day: string) => Promise<T>): ((kind: string, day: string) => Promise<T>) => {
    const asked = new Map<string, Promise<T>>()
    return (kind, day) => {
      const known = asked.get(`${kind} ${day}`) ?? ask([kind], day)
      asked.set(`${kind} ${day}`, known)
      return known
    }
  }
  return { unitsOn: once((kinds, day) => unitsOn(trx, kinds, day)), nearestAbove: once((kinds, day) => nearestAbove(trx, kinds, day)) }
}

async function obligationsOf(context: Context, tree: Tree, period: AskingPeriod, form: InForce<FormDefinition>): Promise<Obligation[]> {
  const routes = form.routes.filter((route) => periodKindsOf(route).includes(period.kind))
  return (await Promise.all(routes.map((route) => filingsOf(context, tree, period, form, route)))).flat()
}

/** Who reports, to whom and under which name is as it was on the data cut-off of the unit's class. */
async function filingsOf(context: Context, tree: Tree, period: AskingPeriod, { packId, definition: form }: InForce<FormDefinition>, route: RouteDefinition): Promise<Obligation[]> {
  const { now, parts } = context
  const { organisation, calendar } = parts.installed()
  const workflow = await workflowOf(context, packId, route)
  const day = route.due?.[period.kind]
  const [stated, due] = period.due !== undefined ? [period.due, period.due] : day === undefined ? [null, null] : [dayIn(day, period.year), dueDay(day, period.year, calendar)]
  const perKind = await Promise.all(
    route.reporting.map(async (kindId) => {
      const kind = organisation.kinds[kindId]
      const dataTo = dataToOf(period.dataTo, kind?.class)
      if (!isValidOn(route, dataTo) || !isValidOn(kind ?? {}, dataTo)) return []
      const receiverOf = await receivers(context, tree, route, dataTo)
      const copiesOf = await copies(context, tree, route, dataTo)
      const units = await tree.unitsOn(kindId, dataTo)
      return units.map((unit): Obligation => ({
        form,
        unitKind: kindId,
        stated,
        rollsUp: (form.tables ?? []).some((table) => table['roll-up'] !== undefined),
        filing: {
          id: newId(now),
          packId,
          formId: form.id,
          formVersion: form.version,
          ...workflow,
          unitId: unit.id,
          unitName: unit.name,
          parentId: unit.parentId,
          receiverId: receiverOf(unit.id),
          copyTo: copiesOf(unit.id),
          onBehalf: kind?.['without-account'] === true && !unit.hasAccount,
          needsChecker: kind?.['needs-checker'] === true,
          dueOn: due,
          dataTo,
        },
      }))
    }),
  )
  return perKind.flat()
}

async function workflowOf(context: Context, packId: string, route: RouteDefinition): Promise<Pick<NewFiling, 'workflowPack' | 'workflowId' | 'workflowVersion' | 'state'>> {
  const [first = '', second] = route.workflow.split('/')
  const [workflowPack, workflowId] = second === undefined ? [packId, first] : [first, second]
  const workflowVersion = await newestWorkflowVersion(context.trx, workflowPack, workflowId)
  if (workflowVersion === undefined) throw new Error(`The workflow ${route.workflow} is not installed`)
  const workflow = await compiledWorkflow(context, { workflowPack, workflowId, workflowVersion })
  return { workflowPack, workflowId, workflowVersion, state: workflow.initial }
}

/** The nearest living unit of the first kind that exists, or the named unit. A unit without one is the top. */
async function receivers(context: Context, tree: Tree, route: RouteDefinition, day: string): Promise<(unitId: string) => string | null> {
  const { receiver } = route
  if (receiver === undefined) return () => null
  if (typeof receiver === 'object' && !Array.isArray(receiver)) {
    const unit = await findUnitByCode(context.trx, receiver.unit)
    return () => unit?.id ?? null
  }
  const byKind = await Promise.all((typeof receiver === 'string' ? [receiver] : receiver).map((kind) => tree.nearestAbove(kind, day)))
  return (unitId) => byKind.map((above) => above.get(unitId)).find((one) => one !== undefined) ?? null
}

/** Units beside the receiver that may read what has been sent: the nearest one of a kind, or a named one. */
async function copies(context: Context, tree: Tree, route: RouteDefinition, day: string): Promise<(unitId: string) => string[] | null> {
  const to = route['copy-to']
  if (to === undefined) return () => null
  const each = await Promise.all(to.map((one) => receivers(context, tree, { ...route, receiver: one }, day)))
  return (unitId) => each.flatMap((of) => of(unitId) ?? [])
}
