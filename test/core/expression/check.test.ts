import { expect } from 'chai'
import { checkExpression, type Scope } from '../../../engine/core/expression/check.ts'
import { modes, modeNames, type Mode } from '../../../engine/core/expression/modes.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { sentence } from '../../../engine/core/messages/sentence.ts'
import type { Type } from '../../../engine/core/expression/tree.ts'
import { parsed } from './calculating.ts'

const types: Readonly<Record<string, Type>> = { acts: 'number', fees: 'number', cases: 'number', rate: 'number', urgent: 'boolean', day: 'date', kind: 'text', note: 'text', 'unit.population': 'number', 'period.year': 'number', 'entry.weight': 'number' }
const measures: Readonly<Record<string, string>> = { acts: 'việc', fees: 'đồng', cases: 'việc' }
const scope: Scope = {
  typeOf: ({ path }) => types[path.join('.')],
  names: () => Object.keys(types),
  measureOf: ({ path }) => measures[path.join('.')],
  choicesOf: ({ path }) => (path[0] === 'kind' ? ['urgent', 'plain'] : undefined),
}
const told = (text: string, mode: Mode = 'calculate', wanted?: Type): string[] =>
  checkExpression(parsed(text), scope, mode, wanted).issues.map((one) => {
    const said = sentence(one.code, one.params)
    if (said === one.code || /\{|undefined/.test(said)) throw new Error(`${one.code}: ${said}`)
    return one.severity === 'error' ? one.code : `${one.severity} ${one.code}`
  })
const typeOf = (text: string) => checkExpression(parsed(text), scope, 'calculate').type

describe('the check of an expression', () => {
  it('knows the type of every operator’s result, and takes what has it', () => {
    for (const [text, type] of [
      ['acts + 1', 'number'], ['acts = 1', 'boolean'], ['if(urgent, day, date("2020-01-01"))', 'date'], ['if(urgent, blank, note)', 'text'], ['min(day, add_days(day, 2))', 'date'],
      ['max(acts, 2)', 'number'], ['coalesce(note, "x")', 'text'], ['coalesce(blank, urgent)', 'boolean'], ['day = date("2020-06-06")', 'boolean'], ['count(acts, note, day)', 'number'], ['blank', 'blank'], ['if(urgent, blank, blank)', 'blank'],
    ] as const) {
      expect(told(text), text).to.deep.equal([])
      expect(typeOf(text), text).to.equal(type)
    }
    expect(told('concat(note, "x")', 'prefill', 'text').concat(told('acts', 'calculate', 'number'))).to.deep.equal(['expression.source-not-taken'])
  })

  it('refuses types that do not go together', () => {
    for (const text of ['acts + note', 'acts < day', 'note < kind', 'urgent < urgent', 'acts = note', 'if(acts, 1, 2)', 'if(urgent, 1, note)', 'day + 1', 'add_days(day, day)', 'length(acts)', 'between(acts, 1, day)', 'one_of(note, 1)', 'coalesce(acts, note)', 'not acts', 'min(note)', 'urgent and acts', 'sum(day)', 'age_on(day, 18)']) {
      expect(told(text)[0], text).to.equal('expression.type')
    }
    expect(told('acts', 'check')).to.deep.equal(['expression.type'])
    expect(told('acts > 1', 'calculate', 'number')).to.deep.equal(['expression.type'])
    expect(told('blank', 'calculate', 'number')).to.deep.equal([])
  })

  it('tells in words of either language which type is wanted', () => {
    const [found] = checkExpression(parsed('acts and urgent'), scope, 'check').issues
    expect(sentence(found?.code ?? '', found?.params)).to.equal('Ở đây cần điều kiện đúng hoặc sai, không phải số.')
    expect(sentence(found?.code ?? '', found?.params, 'en')).to.equal('A condition is needed here, not a number.')
  })

  it('tells a name that is nowhere once, and asks which was meant', () => {
    const { issues } = checkExpression(parsed('act + fees > blank'), scope, 'check')
    expect(issues.map(({ code, params }) => ({ code, params }))).to.deep.equal([{ code: 'expression.unknown-name', params: { name: 'act', nearest: 'acts' } }])
    expect(checkExpression(parsed('roundd(acts)'), scope, 'calculate').issues.map(({ params }) => params)).to.deep.equal([{ name: 'roundd', nearest: 'round' }])
    expect(told('if(unheard, unheard, 2)')).to.deep.equal(['expression.unknown-name', 'expression.unknown-name'])
  })

  it('counts the arguments', () => {
    for (const text of ['round()', 'round(acts, 1, 2)', 'if(urgent, 1)', 'if(urgent, 1, 2, 3)', 'between(1, 2)', 'one_of(acts)', 'coalesce(acts)', 'abs(1, 2)', 'sum()', 'matches(note)', 'is_blank()']) expect(told(text), text).to.include('expression.arguments')
    for (const text of ['round(acts)', 'round(acts, 1)', 'sum(acts)', '-acts', 'one_of(acts, 1)']) expect(told(text), text).to.deep.equal([])
  })

  it('lets ranges stand where many cells are taken, and nowhere else', () => {
    expect(told('sum(column acts, row acts, group acts)')).to.deep.equal([])
    for (const text of ['column acts', 'row acts', 'previous(column acts)']) expect(told(text), text).to.deep.equal(['expression.range-alone'])
    for (const text of ['abs(column acts)', 'column acts + 1', 'is_blank(row acts)', 'coalesce(column acts, 1)']) expect(told(text), text).to.include('expression.column-not-taken')
  })

  it('holds a text that stands for a choice to the choices', () => {
    for (const text of ['kind = "urgent"', '"plain" != kind', 'one_of(kind, "urgent", "plain")', 'chosen(kind, "plain")', 'note = "anything"', 'contains(kind, "rg")']) expect(told(text), text).to.deep.equal([])
    for (const text of ['kind = "urgnt"', '"x" != kind', 'one_of(kind, "urgent", "x")', 'chosen(kind, "x")']) expect(told(text), text).to.deep.equal(['expression.unknown-choice'])
  })

  it('wants a mask that is written down and can be read', () => {
    expect(told('matches(note, "#{12}")')).to.deep.equal([])
    for (const text of ['matches(note, "[ab")', 'matches(note, "")', 'matches(note, kind)', 'matches(note, concat("#", "#"))']) expect(told(text), text).to.deep.equal(['expression.mask'])
  })

  it('does not add up what is counted in different measures, and warns where it is compared', () => {
    for (const text of ['acts + fees', 'fees - acts', 'sum(acts, fees)', 'max(acts, fees)', 'if(urgent, acts, fees)', 'acts + fees * 2', 'acts + round(fees / 1000, 2)', 'coalesce(acts, fees)', '2 * acts + fees']) expect(told(text), text).to.deep.equal(['expression.measure'])
    for (const text of ['acts <= fees', 'acts + 1 = fees', 'between(acts, 1, fees)']) expect(told(text), text).to.deep.equal(['warning expression.measure'])
    for (const text of ['acts + cases', 'acts + rate', 'acts * fees', 'fees / acts + acts', 'acts * rate + fees', 'acts > 0 or fees = 0', 'count(acts, fees)', 'acts + 2 * cases', 'if(fees > 0, acts, cases)', 'is_blank(fees) and acts = 0']) expect(told(text), text).to.deep.equal([])
  })

  it('lets each use of an expression read only from where it may', () => {
    const allowed: Readonly<Record<string, readonly Mode[]>> = {
      'acts = 1': ['calculate', 'check', 'visible-when', 'guard'],
      'previous(acts) = 1': ['calculate', 'check', 'prefill'],
      'carried_over(acts) = 1': ['calculate', 'check', 'prefill'],
      'form("17a").acts = 1': ['calculate', 'check', 'prefill'],
      'unit.population = 1': ['calculate', 'check', 'visible-when', 'prefill'],
      'period.year = 1': ['calculate', 'check', 'visible-when', 'prefill'],
      'entry.weight = 1': ['calculate', 'check', 'visible-when', 'prefill'],
    }
    for (const [text, own] of Object.entries(allowed)) {
      for (const mode of modeNames) expect(told(text, mode, 'boolean'), `${text} in ${mode}`).to.deep.equal(own.includes(mode) ? [] : ['expression.source-not-taken'])
    }
    expect(told('count(previous(column acts)) > 0', 'visible-when')).to.deep.equal(['expression.source-not-taken'])
  })

  it('lets a guard say only what JSON Logic means alike', () => {
    const guarded = ['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'not', '+', '-', '*', 'if', 'min', 'max']
    expect([...operators.values()].filter(({ modes: own }) => own.includes('guard')).map(({ name }) => name)).to.have.members(guarded)
    for (const { name, modes: own } of operators.values()) expect(own, name).to.include.members(['calculate', 'check', 'visible-when', 'prefill'])
    for (const text of ['sum(acts, cases) = 0', 'is_blank(acts)', 'acts / 2 = 1']) expect(told(text, 'guard'), text).to.deep.equal(['expression.not-in-guard'])
    expect(told('acts = blank', 'guard')).to.deep.equal(['expression.type'])
    expect(told('date("2020-01-01") < date("2020-02-02")', 'guard')).to.deep.equal(['expression.not-in-guard', 'expression.not-in-guard'])
    expect(modes.guard.places).to.deep.equal(['own'])
  })
})
