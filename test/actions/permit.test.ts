import { expect } from 'chai'
import type { Actor } from '../../engine/actions/action.ts'
import { allowed, refusal, type Who } from '../../engine/actions/permit.ts'
import { permitForTests } from '../support/actions.ts'

const person = (...capabilities: string[]): Actor => ({
  kind: 'person', accountId: 'a', login: 'l', name: 'n', unitId: 'u', role: 'r',
  capabilities: new Set(capabilities), mustChangePassword: false,
})
const nobody: Actor = { kind: 'nobody' }
const system: Actor = { kind: 'system', name: 'clock' }
const admin = person('open-periods')

describe('who may do what', () => {
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
