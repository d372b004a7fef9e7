// Roll-ups through the store: whatever order people act in, the figures above are those of the seals that count, as one
// roll-up from nothing makes them; and every number leads down to the cells that people typed. The country is that of
// test/support/rolled: two forms below, every aggregation, blocks, kinds of unit, codes of the units' own entries.
import { expect } from 'chai'
import fc from 'fast-check'
import { fromOutside, lowerOf } from '../../engine/actions/open-filing.ts'
import { compiledForm } from '../../engine/actions/compiled.ts'
import { groupsOf, lowerSources } from '../../engine/actions/roll-up-sources.ts'
import { openSheet, valuesOf } from '../../engine/core/calculation/sheet.ts'
import type { ExplainReply, Filing, TableValues } from '../../engine/core/contract/filing.ts'
import { rollUp } from '../../engine/core/rollup/roll-up.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { everything, findFiling } from '../../engine/store/filing.ts'
import { rolledFolder } from '../support/rolled-pack.ts'
import { act, completeList, countryOf, findLine, mustAct, openFiling, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const below = { east_town: 'east', east_ward: 'east', west_town: 'west' } as const
const counties = ['east', 'west'] as const
type Below = keyof typeof below

describe('roll-ups of several forms, kinds of unit and codes', function () {
  this.timeout(240_000)
  let country: Country
  const clients = new Map<string, Client>()
  const ids = new Map<string, string>()
  const as = (unit: string): Client => clients.get(unit) as Client
  const idOf = (unit: string, form: string): string => ids.get(`${unit} ${form}`) as string

  before(async () => {
    country = await startCountry(countryOf('rolled', () => soundPacks([rolledFolder()])))
    for (const unit of [...Object.keys(below), ...counties, 'province']) clients.set(unit, await country.client(`${unit}_clerk`))
    // Own entries: two of one unit stand for one code of the ministry, one for none, and one has a ministry code for a name.
    const entry = async (unit: Below, code: string, mapsTo?: string): Promise<void> => {
      const reply = await as(unit).post('/codelists/rolled/causes/entries', { entries: [{ code, title: `Mục ${code}`, from: '2020-01-01', ...(mapsTo === undefined ? {} : { mapsTo }) }] })
      expect(reply.status, reply.text).to.equal(201)
    }
    await entry('east_town', 'a', 'fire')
    await entry('east_town', 'b', 'fire')
    await entry('east_town', 'flood', 'flood')
    await entry('west_town', 'x', 'flood')
    for (const unit of Object.keys(below)) await completeList(as(unit), 'rolled/causes')
    // As it was kept before lists had to be complete: nothing stands for a code any more.
    await country.database.app('codelist_entry').where({ code: 'flood' }).update({ maps_to: null })
    const forms = [...Object.keys(below).flatMap((unit) => [[unit, 'leaf'], [unit, 'staff']]), ...counties.map((unit) => [unit, 'county']), ['province', 'province']] as [string, string][]
    for (const [unit, form] of forms) ids.set(`${unit} ${form}`, (await findLine(as(unit), 'own', form)).id)
  })
  after(() => country.end())

  type Step = { readonly unit: string; readonly form: string; readonly what: 'edit' | 'file' | 'receive' | 'return'; readonly values: readonly number[]; readonly roll: 'now' | 'meanwhile' | 'not' }
  const places = [...Object.keys(below).flatMap((unit) => [{ unit, form: 'leaf' }, { unit, form: 'leaf' }, { unit, form: 'leaf' }, { unit, form: 'staff' }, { unit, form: 'staff' }]), ...counties.map((unit) => ({ unit, form: 'county' }))]
  const step: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom(...places),
    fc.record({
      what: fc.constantFrom('edit' as const, 'file' as const, 'file' as const, 'file' as const, 'receive' as const, 'receive' as const, 'receive' as const, 'return' as const, 'return' as const),
      values: fc.array(fc.nat(10 ** 6), { minLength: 10, maxLength: 10 }),
      roll: fc.constantFrom('now' as const, 'meanwhile' as const, 'not' as const),
    }),
  ).map(([place, one]) => ({ ...place, ...one }))

  function typed({ unit, form, values: [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] }: Step): Record<string, number | string | null> {
    if (form === 'county') return { 'all.plan': a }
    if (form === 'staff') return { 'main.male.clerks': a % 2 === 0 ? null : b, 'main.female.clerks': c }
    const own: Record<string, number> = unit === 'east_town' ? { 'own[a/day].cases': a, 'own[b/night].cases': b, 'own[b/day].cases': g, 'own[flood/day].cases': c } : unit === 'west_town' ? { 'own[x/day].cases': d } : {}
    return {
      'main.people': a % 3 === 0 ? null : a, 'main.age': b % 1000, 'main.lowest': (c % 4000) - 1000, 'main.highest': (d % 4000) - 1000, 'main.price': e, 'main.first_day': f % 20000,
      'main.flooded': g % 2, 'main.note': h % 2 === 0 ? 'đủ' : null, 'sexes.male.births': f, 'sexes.female.births': g, 'causes.fire.cases': h, 'causes.flood.cases': a, 'causes.flood.worst': b, ...own,
    }
  }

  /** Whatever is not possible at that moment is refused, which is as good a step as any. */
  async function take(one: Step): Promise<void> {
    const id = idOf(one.unit, one.form)
    const receiver = as(one.unit in below ? below[one.unit as Below] : 'province')
    const replies = []
    if (one.what === 'edit' || one.what === 'file') replies.push(await save(as(one.unit), id, typed(one)))
    if (one.what === 'file') replies.push(await act(as(one.unit), id, 'send'))
    if (one.what === 'receive' || one.what === 'return') {
      const { body } = await receiver.get(`/filings/${id}`)
      replies.push(await receiver.post(`/filings/${id}/actions/${one.what}`, { revision: body?.revision ?? 0, ...(one.what === 'return' ? { reason: 'wrong' } : {}) }))
    }
    for (const reply of replies) expect([200, 403, 409, 412], reply.text).to.include(reply.status)
  }

  /** From nothing but what people have typed and the seals that count. */
  async function fromNothing(filing: Filing): Promise<TableValues[]> {
    return transaction(country.database.app, async (trx) => {
      const where = { trx, parts: country.parts }
      const row = await findFiling(trx, everything, filing.id)
      if (row === undefined) throw new Error('gone')
      const compiled = await compiledForm(where, row)
      const typedOnly = filing.tables.flatMap((table) => (table.id === 'all' ? [{ id: 'all', rows: table.rows.map((one) => ({ ...one, cells: one.cells.map((value, index) => (compiled.form.byId.get('all')?.columns[index]?.id === 'plan' ? value : null)) })) }] : []))
      const sources = await lowerSources(where, await lowerOf(where, row, compiled), (one) => one.countedSealId)
      const { tables, outside } = await fromOutside(where, row, compiled, rollUp(compiled.form, compiled.pack, typedOnly, sources, groupsOf(where)))
      return valuesOf(openSheet(compiled.form, tables, outside))
    })
  }
  const cellsOf = (tables: readonly TableValues[]) => Object.fromEntries(tables.flatMap((table) => table.rows.map((row) => [`${table.id} ${row.key}`, row.cells])))

  async function compare(unit: string, form: string): Promise<void> {
    const filing = await openFiling(as(unit), idOf(unit, form))
    const wanted = cellsOf(await fromNothing(filing))
    const isSame = JSON.stringify(Object.entries(cellsOf(filing.tables)).sort()) === JSON.stringify(Object.entries(wanted).sort())
    if (filing.takesIn) expect(cellsOf(filing.tables), unit).to.deep.equal(wanted)
    else expect(filing.staleSince !== null, `${unit} says that it differs from below when it does`).to.equal(!isSame)
  }

  it('give after any order of acts, edits and runs of the worker what one from nothing gives, or say that they differ', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 80 }), async (steps) => {
        const running: Promise<void>[] = []
        for (const one of steps) {
          await take(one)
          if (one.roll === 'now') await country.rollUp()
          if (one.roll === 'meanwhile') running.push(country.rollUp(), country.rollUp())
        }
        await Promise.all(running)
        await country.rollUp()
        for (const unit of counties) await compare(unit, 'county')
        await compare('province', 'province')
      }),
      { numRuns: 4, endOnFailure: true },
    )
    const taken = await country.database.app('filing_change').whereIn('filing_id', counties.map((unit) => idOf(unit, 'county'))).whereNull('by_account').count<{ count: string }[]>('* as count')
    expect(Number(taken[0]?.count), 'times that a county took figures in').to.be.greaterThan(5)
  })

  it('lead from every kind of roll-up down to the cells that people typed, with who approved them, and name who is awaited', async () => {
    const bring = async (unit: Below, form: string, values: Record<string, number>): Promise<void> => {
      const id = idOf(unit, form)
      const receiver = as(below[unit])
      const { state } = await openFiling(as(unit), id)
      if (state.id === 'sent' || state.id === 'received') await receiver.post(`/filings/${id}/actions/return`, { revision: (await openFiling(as(unit), id)).revision, reason: 'wrong' })
      expect((await save(as(unit), id, values)).status).to.equal(200)
      await mustAct(as(unit), id, 'send')
      await mustAct(receiver, id, 'receive')
    }
    await bring('east_town', 'leaf', { 'main.people': 100, 'main.age': 305, 'sexes.male.births': 3, 'causes.fire.cases': 7, 'own[a/day].cases': 4, 'own[b/day].cases': 5, 'own[flood/day].cases': 50 })
    await bring('east_ward', 'leaf', { 'main.people': 300, 'main.age': 405, 'sexes.male.births': 4, 'causes.fire.cases': 9 })
    const east = idOf('east', 'county')
    const { state } = await openFiling(as('east'), east)
    if (state.id !== 'drafting' && state.id !== 'returned') expect((await as('province').post(`/filings/${east}/actions/return`, { revision: (await openFiling(as('east'), east)).revision, reason: 'wrong' })).status).to.equal(200)
    await country.rollUp()

    const explain = async (client: Client, id: string, address: string): Promise<ExplainReply> => {
      const reply = await client.get(`/filings/${id}/explain?address=${encodeURIComponent(address)}`)
      if (reply.status !== 200) throw new Error(reply.text)
      return reply.body as ExplainReply
    }
    const seen = async (client: Client, id: string, address: string): Promise<unknown> => {
      const { value, kind, sources } = await explain(client, id, address)
      return [value, kind, sources.map((one) => [one.unit.code, one.form.id, one.address, one.value, one.seal.by.login])]
    }
    const town = ['east_town', 'leaf'] as const
    const ward = ['east_ward', 'leaf'] as const
    const unitId = (await openFiling(as('east_town'), idOf(...town))).unit.id
    expect(await seen(as('east'), east, 'all.people')).to.deep.equal([400, 'rolled-up', [[...ward, 'main.people', 300, 'east_ward_clerk'], [...town, 'main.people', 100, 'east_town_clerk']]])
    expect(await seen(as('east'), east, 'all.age')).to.deep.equal([380, 'rolled-up', [[...ward, 'main.age', 405, 'east_ward_clerk'], [...town, 'main.age', 305, 'east_town_clerk']]])
    expect(await seen(as('east'), east, 'kinds.towns.people')).to.deep.equal([100, 'rolled-up', [[...town, 'main.people', 100, 'east_town_clerk']]])
    expect(await seen(as('east'), east, `units[0:${unitId}/male].births`)).to.deep.equal([3, 'rolled-up', [[...town, 'sexes.male.births', 3, 'east_town_clerk']]])
    expect(await seen(as('east'), east, 'printed.fire.cases')).to.deep.equal([16, 'rolled-up', [[...ward, 'causes.fire.cases', 9, 'east_ward_clerk'], [...town, 'causes.fire.cases', 7, 'east_town_clerk']]])
    expect(await seen(as('east'), east, 'listed[fire/day].cases'), 'of own entries mapped to the ministry’s').to.deep.equal([9, 'rolled-up', [[...town, 'own[a/day].cases', 4, 'east_town_clerk'], [...town, 'own[b/day].cases', 5, 'east_town_clerk']]])
    expect(await seen(as('east'), east, 'listed[flood/day].cases'), 'an own entry is no code of the ministry, whatever it is called').to.deep.equal([null, 'blank', []])
    const leaf = await explain(as('east_town'), idOf(...town), 'own[a/day].cases')
    expect([leaf.value, leaf.kind, leaf.typed?.by.login]).to.deep.equal([4, 'typed', 'east_town_clerk'])

    await mustAct(as('east'), east, 'send')
    await mustAct(as('province'), east, 'receive')
    await country.rollUp()
    const top = idOf('province', 'province')
    const { sources, missing } = await explain(as('province'), top, 'all.people')
    expect(sources.filter((one) => one.unit.code === 'east').map((one) => [one.address, one.value])).to.deep.equal([['all.people', 400]])
    expect(missing.map((one) => one.code).filter((code) => sources.some((one) => one.unit.code === code))).to.deep.equal([])
    expect((await explain(as('province'), top, 'causes.fire.cases')).sources.find((one) => one.unit.code === 'east')?.address).to.equal('printed.fire.cases')
    // What was sealed leads to what was sealed: read from above, as it was received.
    expect(await seen(as('province'), east, 'all.people')).to.deep.equal([400, 'rolled-up', [[...ward, 'main.people', 300, 'east_ward_clerk'], [...town, 'main.people', 100, 'east_town_clerk']]])
  })
})
