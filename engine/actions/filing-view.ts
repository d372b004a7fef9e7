// A filing in the words of the contract: which roles a person has towards it, what state it is in, whether it is late.
import { dayOf } from '../core/calendar.ts'
import type { FilingEvent, FilingLine as FilingLineReply, PossibleAction } from '../core/contract/filing.ts'
import type { StateRef } from '../core/contract/shapes.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { isExpiryName, type Action as WorkflowAction, type Workflow } from '../core/workflow/compile.ts'
import type { FilingLine, Viewer } from '../store/filing.ts'
import type { EventRow } from '../store/filing-history.ts'
import type { Person } from './action.ts'

export function viewerOf(person: Person): Viewer {
  return {
    units: [...person.units],
    readsBelow: person.capabilities.has('read-below'),
    readsApproved: person.capabilities.has('read-approved'),
  }
}

/** May read the working record: the unit's own people or those of its successor, and the receiver's where it files on behalf. */
export function worksOn(person: Person, filing: Pick<FilingLine, 'unitId' | 'receiverId' | 'onBehalf'>): boolean {
  return worksForUnit(person, filing.unitId) || (filing.onBehalf && worksForUnit(person, filing.receiverId))
}

/** The own unit, or one that has ended and whose place it takes. */
export function worksForUnit({ units }: Pick<Person, 'units'>, unitId: string | null): boolean {
  return unitId !== null && units.includes(unitId)
}

export function stateOf(workflow: Workflow, state: string): StateRef {
  const source = workflow.states.get(state)?.source
  return { id: state, title: source?.title ?? state, tone: source?.tone ?? 'idle' }
}

/** An act in words, as far as it is the same for every filing of the workflow. */
export function actionOf({ id, source }: WorkflowAction, workflow: Workflow): PossibleAction {
  return {
    id,
    title: source.title,
    tone: source.tone ?? 'plain',
    reasons: (source.reasons ?? []).map((code) => ({ code, title: workflow.definition.reasons?.[code] ?? code })),
    note: source.note ?? 'none',
    paper: source.paper === true,
    confirm: source.confirm ?? null,
    blocked: null,
    assigns: null,
  }
}

export function lineOf(filing: FilingLine, workflow: Workflow, now: Date, person: Pick<Person, 'unitId' | 'units'>): FilingLineReply {
  const ended = endedUnit(filing, person)
  return {
    id: filing.id,
    form: formRef(filing),
    unit: unitRef(filing),
    receiver: receiverRef(filing),
    period: periodRef(filing),
    state: stateOf(workflow, filing.state),
    revision: filing.revision,
    due: filing.dueOn,
    late: isLate(filing, now),
    onBehalf: filing.onBehalf,
    ...(ended === null ? {} : { inPlaceOf: ended }),
    staleSince: filing.staleSince?.toISOString() ?? null,
    updatedAt: filing.updatedAt?.toISOString() ?? null,
  }
}

/** In whose place the person's unit stands towards a filing that is not its own. */
function endedUnit(filing: FilingLine, person: Pick<Person, 'unitId' | 'units'>): FilingLineReply['receiver'] {
  if (filing.unitId === person.unitId || filing.receiverId === person.unitId) return null
  return worksForUnit(person, filing.unitId) ? unitRef(filing) : worksForUnit(person, filing.receiverId) ? receiverRef(filing) : null
}

export function periodRef(filing: FilingLine): FilingLineReply['period'] {
  const { periodId: id, periodTitle: title, periodKind: kind, periodYear: year, periodFrom: dataFrom, periodLocked: locked } = filing
  return { id, title, kind, year, dataFrom, locked }
}

export function formRef(filing: Pick<FilingLine, 'packId' | 'formId' | 'formVersion' | 'formCode' | 'formTitle'>): FilingLineReply['form'] {
  return { pack: filing.packId, id: filing.formId, version: filing.formVersion, code: filing.formCode, title: filing.formTitle }
}

export function unitRef(filing: Pick<FilingLine, 'unitId' | 'unitCode' | 'unitName' | 'unitKind'>): FilingLineReply['unit'] {
  return { id: filing.unitId, code: filing.unitCode, name: filing.unitName, kind: filing.unitKind }
}

function receiverRef(filing: FilingLine): FilingLineReply['receiver'] {
  const { receiverId, receiverCode, receiverName, receiverKind } = filing
  if (receiverId === null || receiverCode === null || receiverName === null || receiverKind === null) return null
  return { id: receiverId, code: receiverCode, name: receiverName, kind: receiverKind }
}

/** Late from the day after the due day on, until it is sent; afterwards if it was sent late (Quy chế, Điều 4 khoản 3). */
export function isLate(filing: Pick<FilingLine, 'dueOn' | 'sentAt'>, now: Date): boolean {
  return filing.dueOn !== null && dayOf(filing.sentAt ?? now) > filing.dueOn
}

/** Something was done, rather than that a clock ran out and nothing was. */
export function isAct({ action }: { readonly action: string }): boolean {
  return !isExpiryName(action)
}

export function eventOf(event: EventRow, workflow: Workflow, language?: Language): FilingEvent {
  const { action, reason } = event
  const clock = event.clock === null ? undefined : (workflow.clocks.get(event.clock)?.source.title ?? event.clock)
  return {
    at: event.at.toISOString(),
    by: event.login === null ? { login: 'clock', name: clock ?? '' } : { login: event.login, name: event.name ?? '' },
    for: event.forLogin === null ? null : { login: event.forLogin, name: event.forName ?? '' },
    unit: event.unit ?? '',
    action,
    title: workflow.definition.actions[action]?.title ?? sentence('filing.clock-expired', { clock: clock ?? action }, language),
    from: stateOf(workflow, event.from),
    to: stateOf(workflow, event.to),
    reason: reason === null ? null : (workflow.definition.reasons?.[reason] ?? reason),
    note: event.note,
    revision: event.revision,
  }
}
