import { expect } from 'chai'
import fc from 'fast-check'
import { edit } from '../../../engine/core/calculation/edit.ts'
import { explainCell } from '../../../engine/core/calculation/explain.ts'
import { keepTotals } from '../../../engine/core/calculation/recalculate.ts'
import { addressesOf, cellAt, checksum, openSheet, placeOf, valuesOf, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import { classAt } from '../../../engine/core/calculation/row.ts'
import { compileForm, writerOf } from '../../../engine/core/form/compile.ts'
import { findings } from '../../../engine/core/validation/validate.ts'
import { emptyRecord, scenes, type Change } from './forms.ts'
import { oracleOf, type Held } from './oracle.ts'

const shown = (value: Held): string => (value === null ? 'blank' : typeof value === 'object' ? value.error : String(value))

function heldBySheet(sheet: Sheet, address: string): string {
  const { value, error } = cellAt(sheet, address)
  return error ?? (value === null ? 'blank' : String(value))
}

const ruleAt = (key: unknown): string => String(key).replace('@', ' @ ')

/** Every cell, and every broken rule, is what the oracle says. */
function matchesOracle(sheet: Sheet): void {
  const oracle = oracleOf(sheet)
  for (const address of addressesOf(sheet)) expect(heldBySheet(sheet, address), address).to.equal(shown(oracle.held(address)))
  const broken = findings(sheet).filter((one) => one.params?.['key'] !== '').map((one) => {
    // A finding stands at its anchor; the rule's own cell may be another one for parts in several rows.
    return ruleAt(one.params?.['key'])
  })
  expect(broken.sort()).to.deep.equal(oracle.broken())
}

/** The same record opened afresh. Inputs that hold an error travel by their slots. */
function reopened(sheet: Sheet): Sheet {
  return openSheet(sheet.form, valuesOf(sheet))
}

/** Equal in every bit, hidden rule cells too; running totals wherever both are in the exact range. */
function sameSheet(a: Sheet, b: Sheet): void {
  expect(a.cells.v.length).to.equal(b.cells.v.length)
  // Nobody has edited the one that was opened afresh.
  for (const one of [a, b]) if (one.totals.length === 0) keepTotals(one)
  for (let slot = 0; slot < a.cells.v.length; slot++) {
    if (!Object.is(a.cells.v[slot], b.cells.v[slot])) expect.fail(`slot ${slot}: ${a.cells.v[slot]} and ${b.cells.v[slot]}`)
    expect(a.filled[slot], `filled ${slot}`).to.equal(b.filled[slot])
    const [one, other] = [a.totals[slot] as number, b.totals[slot] as number]
    if (Number.isFinite(one) && Number.isFinite(other)) expect(one, `total ${slot}`).to.equal(other)
  }
  expect([...a.texts].sort()).to.deep.equal([...b.texts].sort())
}

describe('a calculated sheet', () => {
  it('holds what big integers say, in random forms, or says that it is out of range', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const sheet = openSheet(form, record)
      edit(sheet, patches.flat())
      matchesOracle(reopened(sheet))
    }), { numRuns: 400 })
  })

  it('is the same after any sequence of edits as when it is opened afresh, hidden rules and running totals included', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const sheet = openSheet(form, record)
      for (const patch of patches) {
        edit(sheet, patch)
        sameSheet(sheet, reopened(sheet))
      }
      matchesOracle(sheet)
    }), { numRuns: 400 })
  })

  it('loses no unit where what an edit passes on leaves the exact range on its way and comes back', () => {
    const columns = [
      { id: 'x', title: 'x' }, { id: 'nine', title: 'nine', value: 'x * 9' }, { id: 'one', title: 'one', value: 'x * 1' }, { id: 'less', title: 'less', value: '0 - x * 5' },
      { id: 'total', title: 'total', parts: ['x', 'nine', 'one', 'less'], 'parts-are': 'computed' as const },
    ]
    // Rows enough that one edit is passed on and not everything calculated afresh.
    const rows = Array.from({ length: 40 }, (_, index) => ({ id: `r${index}`, title: 'r' }))
    const form = compileForm({
      id: 'far', code: 'far', title: 'far', 'legal-basis': 'test', version: 1, source: { confidence: 'ours', note: 'test' }, signatures: ['test'], routes: [{ reporting: ['office'], workflow: 'report' }],
      tables: [{ id: 'main', columns, rows }],
    })
    for (const value of [999_999_999_999_999, 999_999_999_999_997, 999_999_999_999_995]) {
      const sheet = openSheet(form, [{ id: 'main', rows: [{ key: 'r0', cells: [0] }] }])
      edit(sheet, [['main.r0.x', value]])
      expect(cellAt(sheet, 'main.r0.total').value).to.equal(value * 6)
    }
  })

  it('tells exactly which visible cells have moved', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const sheet = openSheet(form, record)
      for (const patch of patches) {
        const before = new Map(addressesOf(sheet).map((address) => [address, heldBySheet(sheet, address)]))
        const { moved } = edit(sheet, patch)
        const changed = [...before].flatMap(([address, value]) => (heldBySheet(sheet, address) === value ? [] : [address]))
        expect([...moved].sort()).to.deep.equal(changed.sort())
      }
    }), { numRuns: 200 })
  })

  it('does not depend on the order of the edits: the last word on each cell counts', () => {
    fc.assert(fc.property(scenes, fc.func(fc.nat()), ({ form, record, patches }, order) => {
      const changes = patches.flat()
      const last = [...new Map(changes)] as Change[]
      const shuffled = last.map((change, index) => ({ change, key: order(index) })).sort((a, b) => a.key - b.key).map((one) => one.change)
      const [one, other, third] = [openSheet(form, record), openSheet(form, record), openSheet(form, record)]
      for (const change of changes) edit(one, [change])
      edit(other, shuffled)
      edit(third, changes)
      sameSheet(one, other)
      sameSheet(one, third)
      expect(checksum(one)).to.equal(checksum(other))
    }), { numRuns: 200 })
  })

  it('is undone by the values from before', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const sheet = openSheet(form, record)
      const [first = [], ...rest] = patches
      edit(sheet, first)
      const before = openSheet(form, valuesOf(sheet))
      const addresses = [...new Set(rest.flat().map(([address]) => address))]
      const old = addresses.map((address): Change => [address, cellAt(sheet, address).value])
      for (const patch of rest) edit(sheet, patch)
      edit(sheet, old)
      sameSheet(sheet, before)
    }), { numRuns: 100 })
  })

  it('has the checksum of another sheet exactly when the calculated cells are equal', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const sheet = openSheet(form, record)
      const calculated = addressesOf(sheet).filter((address) => placeOf(sheet, address)?.role === 'calculated')
      const seen = new Map<string, number>()
      for (const patch of patches) {
        edit(sheet, patch)
        expect(checksum(sheet)).to.equal(checksum(reopened(sheet)))
        const content = calculated.map((address) => heldBySheet(sheet, address)).join('|')
        for (const [other, sum] of seen) expect(sum === checksum(sheet), `${other} and ${content}`).to.equal(other === content)
        seen.set(content, checksum(sheet))
      }
    }), { numRuns: 200 })
  })

  it('explains a sum by terms that add up to it', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const sheet = openSheet(form, record)
      edit(sheet, patches.flat())
      for (const address of addressesOf(sheet)) {
        const explained = explainCell(sheet, address)
        const place = placeOf(sheet, address)
        expect(explained?.value).to.equal(cellAt(sheet, address).value)
        expect(explained?.formula === null).to.equal(place?.role !== 'calculated')
        const template = sheet.form.templates.find((one) => one.rule === undefined && one.table === place?.table.index && one.sum !== undefined &&
          one === writerOf(sheet.form, place.table, classAt(sheet, place.table, place.row), place.column))
        if (template === undefined || cellAt(sheet, address).error !== undefined) continue
        const terms = (explained?.terms ?? []).map((term) => term.value).filter((value) => value !== null)
        const sum = terms.reduce((so, value) => so + BigInt(value), 0n)
        expect(explained?.value === null ? 'blank' : String(explained?.value)).to.equal(terms.length === 0 ? 'blank' : String(sum))
      }
    }), { numRuns: 100 })
  })

  it('leaves out cells, rows and tables that the form does not have, and values past the row’s end', () => {
    fc.assert(fc.property(scenes, ({ form, record }) => {
      const strange = [...record.map((table) => ({ ...table, rows: [...table.rows, { key: 'no such row', cells: [1, 2, 3] }] })), { id: 'no_such_table', rows: [{ key: '', cells: [1] }] }]
      const long = strange.map((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, cells: Array.from({ length: 100 }, () => 1) })) }))
      const sheet = openSheet(form, long.filter((table) => form.byId.get(table.id)?.bands.length === 0))
      matchesOracle(sheet)
    }), { numRuns: 50 })
  })

  it('holds no negative zero, and nothing that is not a whole count of smallest units', () => {
    fc.assert(fc.property(scenes, ({ form, record, patches }) => {
      const [[address] = []] = patches.flat()
      if (address === undefined || typeof cellAt(openSheet(form, record), address).value === 'string' || address.endsWith('remark')) return
      const sheet = openSheet(form, record)
      const held = (value: number | string): unknown => {
        edit(sheet, [[address, value]])
        const { value: now, error } = cellAt(sheet, address)
        return error ?? now
      }
      expect(Object.is(held(-0), 0)).to.equal(true)
      expect(held('12')).to.equal(12)
      for (const value of [0.5, NaN, '', ' ', '0x10', '1e3', 'abc', '1.5']) expect(held(value), String(value)).to.equal('not-a-number')
      for (const value of [2 ** 53, -(2 ** 53), Infinity, '9007199254740993', '9'.repeat(30)]) expect(held(value), String(value)).to.equal('out-of-range')
    }), { numRuns: 20 })
  })

  it('refuses edits of cells that it does not have, or fills in itself', () => {
    fc.assert(fc.property(scenes, ({ form }) => {
      const sheet = openSheet(form, emptyRecord(form, 1))
      expect(() => edit(sheet, [['first_table.nothing', 1]])).to.throw('No cell')
      expect(() => edit(sheet, [['constructor.a', 1]])).to.throw('No cell')
      for (const address of addressesOf(sheet)) {
        if (!['calculated', 'closed'].includes(placeOf(sheet, address)?.role ?? '')) continue
        expect(() => edit(sheet, [[address, 1]]), address).to.throw('not filled in by hand')
      }
    }), { numRuns: 20 })
  })
})
