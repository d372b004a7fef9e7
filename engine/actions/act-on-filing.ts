// An act on a filing: submit, approve, send, receive, return … whatever its workflow declares. The workflow decides who
// may and what follows; this demands the exact revision that the person saw, records the act and carries out its effects
// in one transaction (Quy chế, Điều 6–9).
import { writeZeros } from '../core/calculation/zeros.ts'
import { dayOf } from '../core/calendar.ts'
import type { ActReply, ActRequest } from '../core/contract/filing.ts'
import { issue, type Issue } from '../core/issue.ts'
import { mayEdit, step } from '../core/workflow/machine.ts'
import type { Action as WorkflowAction } from '../core/workflow/compile.ts'
import { writesZeros } from '../core/workflow/effects.ts'
import { colleagues } from '../store/assignment.ts'
import { lockFiling } from '../store/filing.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { mustBeComplete } from './bound-codelists.ts'
import { clocksToday } from './clock-rows.ts'
import { stateOf, viewerOf } from './filing-view.ts'
import { factsOf, lowerOf, openFiling } from './open-filing.ts'
import { actsFor, rolesTowards } from './roles-towards.ts'
import { keepPrefilled } from './prefill-filing.ts'
import { takeStep } from './take-step.ts'

export type ActInput = { readonly id: string; readonly action: string; readonly request: ActRequest }

export const actOnFiling: Action<ActInput, ActReply> = {
  name: 'act-on-filing',
  writes: true,
  subject: ({ id, action, request }, reply) => ({
    type: `filing:${action.slice(0, 60)}`, id, revisionFrom: request.revision, ...(reply === undefined ? {} : { revisionTo: reply.revision }),
  }),
  run: async ({ id, action: actionId, request }, context) => {
    const person = context.person()
    const filing = await lockFiling(context.trx, viewerOf(person), id)
    if (filing === undefined) throw new Problem('not-found')
    const opened = await openFiling(context, filing)
    const { workflow } = opened
    const action = workflow.actions.get(actionId)
    if (action === undefined) throw new Problem('not-found')
    const zeros = writesZeros(action.effects) ? writeZeros(opened.sheet) : []
    const open = { ...opened, prefilled: [...opened.prefilled, ...zeros] }
    const lower = await lowerOf(context, filing, open.compiled)
    const facts = factsOf(open, lower, await clocksToday(context, filing, workflow))
    const roles = await rolesTowards(context, filing, workflow)
    const next = step(workflow, { state: filing.state, facts }, actionId, roles)
    // Who may not is told so before anything else about the filing.
    if (next.kind === 'refused' && next.code === 'not-yours') throw new Problem('not-allowed')
    if (filing.periodLocked) throw new Problem('period-locked')
    if (request.revision !== filing.revision) throw new Problem('changed-since', { revision: filing.revision })
    // What was being filled in is not handed on while a list that its rows come from is open again.
    if (mayEdit(workflow, filing.state, roles)) await mustBeComplete(context, filing, open.compiled)
    if (next.kind === 'refused') {
      if (next.code !== 'blocked') throw new Problem('act-not-possible', { params: { state: stateOf(workflow, filing.state).title } })
      throw new Problem('act-blocked', { params: { reason: next.blocked ?? '' } })
    }
    const issues = [...checkRequest(action, request), ...(await checkChoice(context, action, filing.unitId, request.assign))]
    if (issues.length > 0) throw new Problem('invalid-input', { issues })

    const kept = keepPrefilled(context, open)
    const texts = request.paper === undefined ? undefined : { ...kept.filing.texts, paper: { number: request.paper.number.normalize('NFC'), date: request.paper.date } }
    const revision = await takeStep(context, {
      carried: {
        open: texts === undefined ? kept : { ...kept, filing: { ...kept.filing, texts } },
        lower, to: next.to, cause: { kind: 'act', about: actionId }, chosen: request.assign,
      },
      effects: next.effects,
      event: {
        byAccount: person.accountId, forAccount: actsFor(roles, next.as), clock: null, action: actionId,
        reason: request.reason ?? null, note: request.note?.normalize('NFC').trim() ?? null,
      },
      texts,
    })
    return { id, state: stateOf(workflow, next.to), revision }
  },
}

/** Reasons by code, notes and the paper's number are asked for where the workflow says so (Quy chế, Điều 7, 8). */
function checkRequest({ source }: WorkflowAction, request: ActRequest): Issue[] {
  const issues: Issue[] = []
  if (source.reasons !== undefined && (request.reason === undefined || !source.reasons.includes(request.reason))) issues.push(issue('act.reason-missing', '/reason'))
  if (source.note === 'required' && (request.note ?? '').trim() === '') issues.push(issue('act.note-missing', '/note'))
  if (source.paper === true && request.paper === undefined) issues.push(issue('act.paper-missing', '/paper'))
  return issues
}

/** Whoever is assigned is a person of the unit who has the role that the workflow names. */
async function checkChoice({ trx, now }: Context, { assigns }: WorkflowAction, unitId: string, chosen: string | undefined): Promise<Issue[]> {
  if (assigns === undefined) return []
  if (chosen === undefined) return [issue('act.assign-missing', '/assign')]
  return (await colleagues(trx, unitId, assigns, dayOf(now))).some((one) => one.id === chosen) ? [] : [issue('act.assign-unfit', '/assign')]
}
