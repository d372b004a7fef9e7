import { expect } from 'chai'
import type { Actor } from '../../engine/actions/action.ts'
import { allowed, permit, refusal, type Who } from '../../engine/actions/permit.ts'
import { capabilities, type Capability } from '../../engine/core/pack.ts'
import { permitForTests } from '../support/actions.ts'

const person = (...capabilities: string[]): Actor => ({
  kind: 'person', accountId: 'a', login: 'l', name: 'n', unitId: 'u', units: ['u'], role: 'r',
  capabilities: new Set(capabilities), mustChangePassword: false,
})
const nobody: Actor = { kind: 'nobody' }
const system: Actor = { kind: 'system', name: 'clock' }
const admin = person('open-periods')

/** Typed by hand, never made from permit.ts: who gets past its door. A capability stands for people whose role has it,
 * `issued` for people who have not yet changed the password that was issued to them (Quy chế, Điều 19 khoản 1). */
const doors: Readonly<Record<string, readonly ('nobody' | 'person' | 'issued' | 'system' | 'person in demo mode' | Capability)[]>> = {
  'check-readiness': ['nobody', 'person', 'issued', 'system'],
  'read-welcome': ['nobody', 'person', 'issued', 'system'],
  'log-in': ['nobody', 'person', 'issued', 'system'],
  'log-out': ['person', 'issued'],
  'read-session': ['person', 'issued'],
  'read-sessions': ['person'],
  'end-other-sessions': ['person'],
  'change-password': ['person', 'issued'],
  'install-packs': ['system'],
  'plan-installation': ['system'],
  'export-packs': ['system'],
  'read-installed': ['system'],
  'list-codelists': ['person'],
  'read-codelist': ['person'],
  'add-codelist-entries': ['keep-codelists', 'system'],
  'rename-codelist-entry': ['keep-codelists', 'system'],
  'merge-codelist-entry': ['keep-codelists', 'system'],
  'complete-codelist': ['keep-codelists', 'system'],
  'reopen-codelist': ['keep-codelists', 'system'],
  'end-codelist-entry': ['keep-codelists', 'system'],
  'map-codelist-entry': ['keep-codelists', 'system'],
  'read-accounts': ['manage-accounts', 'system'],
  'issue-accounts': ['manage-accounts', 'system'],
  'add-account': ['manage-accounts', 'system'],
  'reset-password': ['manage-accounts', 'system'],
  'set-account-state': ['manage-accounts', 'system'],
  'import-units': ['manage-units', 'system'],
  'plan-import': ['manage-units', 'system'],
  'recode-unit': ['manage-units', 'system'],
  'list-periods': ['open-periods', 'system'],
  'preview-period': ['open-periods', 'system'],
  'list-unfinished': ['open-periods', 'system'],
  'open-period': ['open-periods', 'system'],
  'tell-of-closing': ['open-periods', 'system'],
  'read-due-notices': ['system'],
  'give-notice': ['system'],
  'read-closing': ['system'],
  'close-filings': ['system'],
  'move-clock': ['person in demo mode'],
  'last-act': ['system'],
  'list-units': ['person'],
  'read-inbox': ['person'],
  'list-filings': ['person'],
  'read-filing': ['person'],
  'read-history': ['person'],
  'explain-cell': ['person'],
  'read-series': ['person'],
  'save-filing': ['person'],
  'act-on-filing': ['person'],
  'attach-file': ['person'],
  'read-file': ['person'],
  'read-board': ['read-below', 'system'],
  'list-followed': ['read-below', 'system'],
  'read-punctuality': ['read-below', 'system'],
  'export-followed': ['read-below', 'system'],
  'remind-units': ['remind-units', 'system'],
  'list-reminders': ['read-below', 'system'],
  'read-own-email': ['person'],
  'set-own-email': ['person'],
  'read-due-mail': ['system'],
  'send-mail': ['system'],
  'read-roll-up-marks': ['system'],
  'roll-up-filing': ['system'],
  'read-due-clocks': ['system'],
  'carry-out-clocks': ['system'],
  'read-substitutes': ['person'],
  'name-substitute': ['person'],
  'end-substitute': ['person'],
  'read-notifications': ['person'],
  'count-unread': ['person'],
  'mark-notifications-read': ['person'],
  sweep: ['system'],
}

describe('who may do what', () => {
  it('has a line typed by hand for every action', () => {
    expect(Object.keys(permit).sort()).to.deep.equal(Object.keys(doors).sort())
  })

  for (const [action, passing] of Object.entries(doors)) {
    it(`lets pass to ${action}: ${passing.join(', ')}, and nobody else`, () => {
      for (const mode of ['demo', 'production'] as const) {
        const pass = (actor: Actor): boolean => refusal(action, actor, { mode }) === undefined
        const persons = passing.includes('person') || (mode === 'demo' && passing.includes('person in demo mode'))
        expect(pass(nobody), `nobody in ${mode} mode`).to.equal(passing.includes('nobody'))
        expect(pass(system), `the system in ${mode} mode`).to.equal(passing.includes('system'))
        expect(pass(person()), `a person in ${mode} mode`).to.equal(persons)
        expect(pass({ ...person(...capabilities), mustChangePassword: true } as Actor), `with an issued password in ${mode} mode`).to.equal(passing.includes('issued'))
        for (const one of capabilities) expect(pass(person(one)), `a person who may ${one}, in ${mode} mode`).to.equal(persons || passing.includes(one))
      }
    })
  }

  const rows: [Who, Actor, 'demo' | 'production', boolean][] = [
    ['anybody', nobody, 'production', true],
    ['anybody-logged-in', nobody, 'production', false],
    ['anybody-logged-in', person(), 'production', true],
    ['anybody-logged-in', system, 'production', false],
    ['by-workflow', nobody, 'production', false],
    ['by-workflow', person(), 'production', true],
    ['open-periods', person(), 'production', false],
    ['open-periods', person('read-below'), 'production', false],
    ['open-periods', admin, 'production', true],
    ['open-periods', system, 'production', true],
    ['open-periods', nobody, 'production', false],
    ['system', admin, 'production', false],
    ['system', system, 'production', true],
    ['demo', admin, 'production', false],
    ['demo', person(), 'demo', true],
    ['demo', nobody, 'demo', false],
  ]
  for (const [who, actor, mode, expected] of rows) {
    const name = actor.kind === 'person' ? `a person with [${[...actor.capabilities].join()}]` : actor.kind
    it(`${expected ? 'lets' : 'does not let'} ${name} do what is for "${who}" in ${mode} mode`, () => {
      expect(allowed(actor, { who }, { mode })).to.equal(expected)
    })
  }

  it('says first to log in, then to change an issued password, then that it is not allowed', () => {
    const away = permitForTests({ one: { who: 'open-periods' }, two: { who: 'anybody-logged-in', withIssuedPassword: true } })
    const issued = { ...person(), mustChangePassword: true } as Actor
    const code = (action: string, actor: Actor) => refusal(action, actor, { mode: 'demo' })?.code
    expect(code('one', nobody)).to.equal('not-logged-in')
    expect(code('one', issued)).to.equal('must-change-password')
    expect(code('one', person())).to.equal('not-allowed')
    expect(code('one', admin)).to.equal(undefined)
    expect(code('two', issued)).to.equal(undefined)
    away()
  })
})
