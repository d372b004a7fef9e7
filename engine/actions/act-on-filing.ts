// An act on a filing: submit, approve, send, receive, return … whatever its workflow declares. The workflow decides who
// may and what follows; this demands the exact revision that the person saw, records the act and carries out its effects
// in one transaction (Quy chế, Điều 6–9).
import type { ActReply, ActRequest } from '../core/contract/filing.ts'
import { issue, type Issue } from '../core/issue.ts'
import { step } from '../core/workflow/machine.ts'
import type { Action as WorkflowAction } from '../core/workflow/compile.ts'
import { lockFiling, moveFiling } from '../store/filing.ts'
import { addEvent } from '../store/filing-history.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'
import { carryOutEffects } from './filing-effects.ts'
import { rolesTowards, stateOf, viewerOf } from './filing-view.ts'
import { factsOf, lowerOf, openFiling } from './open-filing.ts'

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
    const open = await openFiling(context, filing)
    const { workflow } = open
    const action = workflow.actions.get(actionId)
    if (action === undefined) throw new Problem('not-found')
    const lower = await lowerOf(context, filing, open.compiled)
    const facts = factsOf(open, lower)
    const next = step(workflow, { state: filing.state, facts }, actionId, rolesTowards(person, filing))
    // Who may not is told so before anything else about the filing.
    if (next.kind === 'refused' && next.code === 'not-yours') throw new Problem('not-allowed')
    if (filing.periodLocked) throw new Problem('period-locked')
    if (request.revision !== filing.revision) throw new Problem('changed-since', { revision: filing.revision })
    if (next.kind === 'refused') {
      if (next.code !== 'blocked') throw new Problem('act-not-possible', { params: { state: stateOf(workflow, filing.state).title } })
      throw new Problem('act-blocked', { params: { reason: next.blocked ?? '' } })
    }
    const issues = checkRequest(action, request)
    if (issues.length > 0) throw new Problem('invalid-input', { issues })

    const texts = request.paper === undefined ? filing.texts : { ...filing.texts, paper: { number: request.paper.number.normalize('NFC'), date: request.paper.date } }
    const outcome = await carryOutEffects(context, { ...open, filing: { ...filing, texts } }, lower, next.effects)
    const revision = await moveFiling(context.trx, id, { state: next.to, ...outcome, ...(request.paper === undefined ? {} : { texts }) }, context.now)
    await addEvent(context.trx, {
      filingId: id,
      byAccount: person.accountId,
      action: actionId,
      from: filing.state,
      to: next.to,
      reason: request.reason ?? null,
      note: request.note?.normalize('NFC').trim() ?? null,
      revision,
    }, context.now)
    // What came in below while the figures were frozen is taken in now.
    if (facts.stale && workflow.states.get(next.to)?.source['takes-in'] === true) {
      await markForRollUp(context.trx, [id], context.requestId, context.now)
    }
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
