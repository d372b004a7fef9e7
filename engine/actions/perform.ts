// The one way to do something: permission, transaction, audit row, refusal. The reply leaves only after the commit.
// A write and its audit row are committed together or not at all; a refusal is recorded in a transaction of its own.
import { addAuditRow, type AuditRow } from '../store/audit.ts'
import { asProblem } from '../store/errors.ts'
import { claimKey, keepReply } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'
import { Problem, type ProblemCode } from '../problem.ts'
import type { Action, Actor, Caller, Context, Outside, Parts, Person, Subject } from './action.ts'
import { refusal } from './permit.ts'

export async function perform<Input, Output, Ready>(
  action: Action<Input, Output, Ready>,
  input: Input,
  caller: Caller,
  parts: Parts,
): Promise<Output> {
  return recordingRefusals(action, input, caller, parts, async (outside, ready) =>
    transaction(parts.database, (trx) => carryOut(action, input, { ...outside, trx }, ready), { readOnly: !action.writes }),
  )
}

export type Once = {
  /** Chosen by the client, one per intention. */
  readonly key: string
  /** Over everything that makes the request what it is; the same key with another one is refused. */
  readonly requestHash: string
  /** Kept with the reply. */
  readonly status?: number
}
export type OnceReply<Output> = { readonly status: number; readonly output: Output; readonly replayed: boolean }

/** The output is kept as JSON and comes back as it was kept, so it has to be made of plain values. */
export async function performOnce<Input, Output, Ready>(
  action: Action<Input, Output, Ready>,
  input: Input,
  caller: Caller,
  parts: Parts,
  { key, requestHash, status = 200 }: Once,
): Promise<OnceReply<Output>> {
  return recordingRefusals(action, input, caller, parts, async (outside, ready) =>
    transaction(parts.database, async (trx) => {
      const claim = { accountId: outside.person().accountId, key, action: action.name, requestHash }
      const kept = await claimKey(trx, claim, outside.now)
      if (kept === undefined) {
        const output = await carryOut(action, input, { ...outside, trx }, ready)
        keepReply(trx, claim, status, output)
        return { status, output, replayed: false }
      }
      if (kept.action !== action.name || kept.requestHash !== requestHash) throw new Problem('idempotency-key-reused')
      return { status: kept.status, output: kept.reply as Output, replayed: true }
    }),
  )
}

async function carryOut<Input, Output, Ready>(
  action: Action<Input, Output, Ready>,
  input: Input,
  context: Context,
  ready: Ready,
): Promise<Output> {
  const output = await action.run(input, context, ready)
  if (action.writes) {
    const actor = action.actor?.(output) ?? context.actor
    addAuditRow(context.trx, auditRow(action.name, { ...context, actor }, action.subject?.(input, output)))
  }
  return output
}

async function recordingRefusals<Input, Output, Ready, Result>(
  action: Action<Input, Output, Ready>,
  input: Input,
  caller: Caller,
  parts: Parts,
  work: (outside: Outside, ready: Ready) => Promise<Result>,
): Promise<Result> {
  try {
    const refused = refusal(action.name, caller.actor, parts.config)
    if (refused !== undefined) throw refused
    const outside = outsideOf(caller, parts)
    // An action without `prepare` has `undefined` for Ready.
    const ready = (await action.prepare?.(input, outside)) as Ready
    return await work(outside, ready)
  } catch (error) {
    const problem = asProblem(error)
    if (problem instanceof Problem) await recordRefusal(action, problem, caller, parts, action.subject?.(input, undefined))
    throw problem
  }
}

/** For doors that refuse before the action is reached: a request from another site, an input that cannot be read. */
export async function recordRefusal(
  action: { readonly name: string },
  problem: Problem,
  caller: Caller,
  parts: Parts,
  subject?: Subject,
): Promise<void> {
  if (!isRecorded(problem, caller.actor)) return
  const row = auditRow(action.name, { ...caller, now: parts.clock.now() }, subject)
  await transaction(parts.database, async (trx) => addAuditRow(trx, { ...row, outcome: 'refused', problem: problem.code }))
}

/** Refusals of somebody unknown, except of a login: anybody could fill the audit with the others. */
const recordedOfAnybody: ReadonlySet<ProblemCode> = new Set([
  'wrong-login',
  'account-locked',
  'account-revoked',
  'too-many-attempts',
])
const recordedStatuses: ReadonlySet<number> = new Set([403, 404, 409, 412, 422])

function isRecorded(problem: Problem, actor: Actor): boolean {
  if (recordedOfAnybody.has(problem.code)) return true
  return actor.kind !== 'nobody' && recordedStatuses.has(problem.status)
}

function outsideOf(caller: Caller, parts: Parts): Outside {
  const person = (): Person => {
    if (caller.actor.kind !== 'person') throw new Problem('not-logged-in')
    return caller.actor
  }
  return { ...caller, person, now: parts.clock.now(), parts }
}

function auditRow(action: string, { actor, requestId, address, now }: Caller & { now: Date }, subject?: Subject): AuditRow {
  return {
    at: now,
    requestId,
    address,
    action,
    outcome: 'done',
    ...(actor.kind === 'person' ? { accountId: actor.accountId, login: actor.login, unitId: actor.unitId } : {}),
    ...(actor.kind === 'system' ? { login: `system/${actor.name}` } : {}),
    ...(subject === undefined ? {} : { objectType: subject.type, objectId: subject.id }),
    ...(subject?.revisionFrom === undefined ? {} : { revisionFrom: subject.revisionFrom }),
    ...(subject?.revisionTo === undefined ? {} : { revisionTo: subject.revisionTo }),
  }
}
