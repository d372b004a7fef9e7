// A filing as a page shows it. Its own people see the working record; everybody else in scope sees what has been
// approved and handed on: the seal, never the record (Quy chế, Điều 8, Điều 10).
import { valuesOf } from '../core/calculation/sheet.ts'
import { dayOf } from '../core/calendar.ts'
import type { Coverage, Filing, Outside, PossibleAction, TableValues } from '../core/contract/filing.ts'
import { sentence } from '../core/messages/sentence.ts'
import { writesZeros } from '../core/workflow/effects.ts'
import { isBlocked, mayEdit, offeredActions, type RolesHere } from '../core/workflow/machine.ts'
import type { Facts } from '../core/workflow/facts.ts'
import { colleagues } from '../store/assignment.ts'
import type { FilingLine, FilingRow } from '../store/filing.ts'
import { readEvents } from '../store/filing-history.ts'
import type { StoredRow } from '../store/record.ts'
import { readSeals, type Seal } from '../store/seal.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { choiceEntries, choicesShown } from './choice-entries.ts'
import { incompleteCodelists, namesOf } from './bound-codelists.ts'
import { compiledForm, compiledWorkflow } from './compiled.ts'
import { clocksToday } from './clock-rows.ts'
import { fileRef, takesFiles, visibleFiles } from './file-refs.ts'
import { actionOf, eventOf, formRef, isAct, lineOf, stateOf, unitRef } from './filing-view.ts'
import { factsOf, filingFor, lowerOf, openFiling, type OpenFiling } from './open-filing.ts'
import { predecessors } from './predecessors.ts'
import { previousTables } from './previous-tables.ts'
import { rolesTowards } from './roles-towards.ts'
import { asksOutside, sheetOfSeal, standsSealed } from './sealed-sheet.ts'

export const readFiling: Action<{ id: string }, Filing> = {
  name: 'read-filing',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id }, context) => {
    const { filing, own } = await filingFor(context, id)
    const open = await openFiling(context, filing)
    const seal = await visibleSeal(context, filing, open, own)
    const lower = await lowerOf(context, filing, open.compiled)
    const roles = await rolesTowards(context, filing, open.workflow)
    const seen = await reply(context, open, { own, seal, lower, roles })
    // Whoever may do something sees what he does it to, without figures where none have been handed on.
    if (!own && seal === undefined && seen.actions.length === 0) throw new Problem('not-allowed')
    return seen
  },
}

type Seen = { own: boolean; seal: Seal | undefined; lower: readonly FilingLine[]; roles: RolesHere }

async function reply(context: Context, open: OpenFiling, { own, seal, lower, roles }: Seen): Promise<Filing> {
  const { filing, compiled, workflow, sheet } = open
  const events = (await readEvents(context.trx, [filing.id])).map((event) => eventOf(event, workflow, context.language))
  const clocks = await clocksToday(context, filing, workflow)
  const facts = factsOf(open, lower, clocks)
  const mayWrite = mayEdit(workflow, filing.state, roles) && !filing.periodLocked
  const waitsFor = mayWrite ? await incompleteCodelists(context, filing, compiled) : []
  const waiting = waitsFor.length === 0 ? null : sentence('problem.codelist-incomplete', { codelists: namesOf(waitsFor) }, context.language)
  const editable = mayWrite && waiting === null
  const state = workflow.states.get(filing.state)?.source
  const last = events.find(isAct)
  const before = await predecessors(context, filing, compiled)
  // What has been approved is shown as it was, also to those who wrote it, until it is written into again.
  const asSealed = seal !== undefined && (!own || (asksOutside(compiled) && standsSealed(events, workflow)))
  const tables = !own ? await sealedTables(context, filing, seal) : valuesOf(asSealed ? sheetOfSeal(compiled, seal, valuesOf(sheet)) : sheet)
  // Entries may have been renamed since: what has been sealed or locked keeps the names that it was written with.
  const named = !own ? [] : seal !== undefined && standsSealed(events, workflow) ? seal.rows : filing.periodLocked ? open.record.rows : []
  return {
    ...lineOf(filing, workflow, context.now, context.person()),
    dataTo: filing.dataTo,
    definition: compiled.definition,
    tables: named.length === 0 ? tables : withNames(tables, named),
    ...(await fromOutside()),
    ...(takesFiles(compiled.form) ? { files: (await visibleFiles(context, { filingId: filing.id, own, seal })).map(fileRef) } : {}),
    explanation: (own ? filing.texts.explanation : (seal?.content.texts['explanation'] as string | undefined)) ?? '',
    reasons: own ? (filing.texts.reasons ?? {}) : {},
    paper: filing.texts.paper ?? null,
    previous: await previousTables(context, filing, compiled),
    ...(before === undefined ? {} : { predecessors: before }),
    editable,
    takesIn: state?.['takes-in'] === true,
    readOnlyBecause: editable ? null : (waiting ?? whyReadOnly(context, filing, own, stateOf(workflow, filing.state).title)),
    ...(waitsFor.length === 0 ? {} : { waitsFor }),
    actions: filing.periodLocked ? [] : (await possibleActions(context, open, facts, roles)).map((one) => (waiting === null ? one : { ...one, blocked: waiting })),
    clocks,
    coverage: await coverageOf(context, lower, state?.['takes-in'] === true ? undefined : seal),
    events: own ? events : events.filter((event) => workflow.states.get(event.to.id)?.source['visible-to-receiver'] === true),
    lastReturn: last !== undefined && last.reason !== null && last.to.id === filing.state ? last : null,
    seal: seal === undefined ? null : { number: seal.number, at: seal.at.toISOString(), by: { login: seal.login, name: seal.name }, hash: seal.hash },
    official: state?.official === true,
  }

  /** What the page has to calculate with beside the record. */
  async function fromOutside(): Promise<{ outside?: Outside }> {
    const { outside, readsCalendar } = compiled.form
    const choices = choicesShown(await choiceEntries(context, filing, compiled.form), compiled.form, tables)
    if (outside.length === 0 && !readsCalendar && Object.keys(choices).length === 0) return {}
    const values = { ...(asSealed ? seal.content.outside : own ? open.outside : {}) } as Outside['values']
    return {
      outside: {
        types: { ...compiled.foreign }, values, ...(readsCalendar ? { calendar: (asSealed ? seal.content.calendar : undefined) ?? context.parts.installed().calendar } : {}),
        ...(Object.keys(choices).length === 0 ? {} : { choices: choices as Outside['choices'] & object }),
      },
    }
  }
}

function withNames(tables: readonly TableValues[], rows: readonly StoredRow[]): TableValues[] {
  const titles = new Map(rows.map((row) => [`${row.table} ${row.key}`, row.title]))
  return tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) => {
      const title = titles.get(`${table.id} ${row.key}`)
      return title === undefined ? row : { ...row, title }
    }),
  }))
}

/** The receiver sees what was handed to it; units above and the ministry what counts; the ministry what is approved. */
export async function visibleSeal(context: Context, filing: FilingRow, { workflow }: Pick<OpenFiling, 'workflow'>, own: boolean): Promise<Seal | undefined> {
  const person = context.person()
  const handedOn = workflow.states.get(filing.state)?.source['visible-to-receiver'] === true
  const id = own || handedOn || person.capabilities.has('read-approved') ? (filing.sealId ?? filing.countedSealId) : filing.countedSealId
  return id === null ? undefined : (await readSeals(context.trx, [id])).get(id)
}

async function sealedTables(context: Context, filing: FilingRow, seal: Seal | undefined): Promise<TableValues[]> {
  if (seal === undefined) return []
  const compiled = await compiledForm(context, { ...filing, formVersion: seal.formVersion })
  return valuesOf(sheetOfSeal(compiled, seal))
}

function whyReadOnly({ language }: Context, filing: FilingRow, own: boolean, state: string): string {
  if (filing.periodLocked) return sentence('filing.read-only.period-locked', {}, language)
  return own ? sentence('filing.read-only.state', { state }, language) : sentence('filing.read-only.not-own', {}, language)
}

function possibleActions({ trx, language, now }: Context, { filing, workflow }: OpenFiling, facts: Facts, roles: RolesHere): Promise<PossibleAction[]> {
  return Promise.all(offeredActions(workflow, { state: filing.state, facts }, roles).map(async (action) => ({
    ...actionOf(action, workflow),
    // What zeros make of the record is seen when they are written.
    blocked: !writesZeros(action.effects) && isBlocked(action, facts) ? (action.source.blocked ?? sentence('problem.act-blocked', {}, language)) : null,
    assigns: action.assigns === undefined ? null : await colleagues(trx, filing.unitId, action.assigns, dayOf(now)),
  })))
}

/** Who is in these figures: the lower seals that count now or, once the figures are sealed, those that were in them. */
async function coverageOf(context: Context, lower: readonly FilingLine[], seal: Seal | undefined): Promise<Coverage[]> {
  const sealed = seal === undefined ? undefined : new Map(seal.content.coverage.map((one) => [one.filing, one.seal]))
  const counts = (one: FilingLine): boolean => (sealed === undefined ? one.countedSealId : (sealed.get(one.id) ?? null)) !== null
  const byForm = new Map<string, FilingLine[]>()
  for (const filing of lower) {
    const key = `${filing.packId}/${filing.formId}`
    byForm.set(key, [...(byForm.get(key) ?? []), filing])
  }
  return Promise.all(
    [...byForm.values()].map(async (filings) => ({
      form: formRef(filings[0] as FilingLine),
      received: filings.filter(counts).length,
      expected: filings.length,
      units: await Promise.all(
        filings.map(async (one) => ({
          filing: one.id,
          unit: unitRef(one),
          state: stateOf(await compiledWorkflow(context, one), one.state),
          counted: counts(one),
          onBehalf: one.onBehalf,
        })),
      ),
    })),
  )
}
