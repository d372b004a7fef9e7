// What expressions may ask for beyond their own form, with packs at hand: names that there are, of types and measures that
// fit, one figure for many cells, and codes of choices that exist.
import { expect } from 'chai'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { soundBase } from '../support/broken/read-broken.ts'

const base = soundBase()
/** Codes of the base with this rule over people. */
function told(check: string): string[] {
  const files = base.files.map((one) => {
    if (one.path !== 'people.form.yaml') return one
    return { ...one, text: `${one.text}rules:\n  - { id: other, check: '${check}', basis: implied, message: Ví dụ }\n` }
  })
  return checkPacks([{ ...base, files }]).issues.map(({ code, params }) => [code, params?.['nearest'] ?? ''].join(' ').trim())
}

/** Each with what it is told; nothing: it is sound. */
const rules: readonly (readonly [check: string, ...codes: string[]])[] = [
  ['all <= unit.people'],
  ['unit.kind = "town" or all > 0'],
  ['unit.kind != "tawn" or all > 0', 'expression.unknown-choice town'],
  ['one_of(period.kind, "year", "yeer") or all > 0', 'expression.unknown-choice year'],
  ['period.kind = "year" or all > 0'],
  ['starts_with(unit.name, "Thị") or unit.code = "a" or all > 0'],
  ['all > unit.name', 'expression.type'],
  ['unit.name or all > 0', 'expression.type'],
  ['period.from < period.to and all > 0'],
  ['period.from + all > 0', 'expression.type'],
  ['year_of(period.to) = period.year or all > 0'],
  ['all <= unit.poeple', 'expression.unknown-property unit.people'],
  ['all <= unit.constructor', 'expression.unknown-property'],
  ['all = form("summary").towns.total.all'],
  ['all = form("summary").towns.total.al', 'expression.unknown-cell towns.total.all'],
  ['all = sum(column form("summary").towns.all)'],
  ['all = sum(row form("summary").towns.total)'],
  ['count(column form("summary").towns.all) > 0 or all = 0'],
  ['all = sum(column form("summary").towns.al)', 'expression.unknown-cell towns.all'],
  ['all = sum(row form("summary").towns.totals)', 'expression.unknown-cell towns.total'],
  ['all = sum(column form("summary").all)', 'expression.unknown-name all'],
  ['all = mean(column form("summary").towns.all)', 'expression.range-elsewhere'],
  ['all = sum(column form("summary").towns.all, women)', 'expression.range-elsewhere'],
  ['all >= sum(previous(column all))'],
  ['all >= max(carried_over(column main.women))'],
  ['all >= sum(previous(column alll))', 'expression.unknown-name all'],
  ['all >= sum(previous(row main.x))', 'expression.unknown-name'],
]

describe('an expression that asks for something outside its form', () => {
  for (const [check, ...codes] of rules) it(`${check}: ${codes.join(', ') || 'sound'}`, () => expect(told(check)).to.deep.equal(codes))

  it('is held to the measure of what it asks for', () => {
    expect(told('all + form("summary").towns.total.age > 0')).to.deep.equal(['expression.measure'])
    expect(told('all + sum(column form("summary").towns.age) > 0')).to.deep.equal(['expression.measure'])
  })

  it('may show fields by what is so or not so of the unit', () => {
    const shown = (condition: string): string[] => {
      const files = base.files.map((one) => one.path === 'organisation.yaml' ? { ...one, text: `${one.text}  remote: { title: Vùng xa, kind: yes-no }\n` }
        : one.path === 'people.form.yaml' ? { ...one, text: `${one.text}sections:\n  - { id: more, fields: [{ id: far, title: Xa, kind: text, visible-when: '${condition}' }] }\n` } : one)
      return checkPacks([{ ...base, files }]).issues.map(({ code }) => code)
    }
    expect([shown('unit.remote'), shown('not unit.remote'), shown('unit.remote = 1'), shown('unit.people')]).to.deep.equal([[], [], ['expression.type'], ['expression.type']])
  })
})
