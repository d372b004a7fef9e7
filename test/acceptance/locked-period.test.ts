// What opening the next period does to reports that are under way (Quy chế, Điều 5 khoản 3): one country per state, in
// which a commune's, a district's and a province's report are brought into that state by the people who do so.
import { expect } from 'chai'
import type { FilingLine, Inbox } from '../../engine/core/contract/filing.ts'
import { act, findLine, mustAct, openFiling, openNext, save, startCountry, type Country } from '../support/country.ts'

type Level = { readonly form: string; readonly unit: string; readonly above: string; readonly upper: string; readonly cell: string; readonly checker: boolean }

const levels: readonly Level[] = [
  { form: '17a', unit: 'xabocbo_hpn_tbkn', above: 'huyenpacnam_tbkn_bc', upper: '17b', cell: 'main.copies', checker: false },
  { form: '17b', unit: 'huyenbabe_tbkn', above: 'tinhbackan_bc', upper: '17c', cell: 'office.copies', checker: true },
  { form: '12b', unit: 'tinhlongan', above: 'btp_khtc_analyst', upper: '12_national', cell: 'register.organisations_registered', checker: true },
]

const way = ['drafting', 'checking', 'approving', 'approved', 'sent', 'received'] as const
type Goal = (typeof way)[number] | 'returned' | 'returned after it was received'

async function bring(country: Country, { form, unit, above, cell, checker }: Level, goal: Goal): Promise<string> {
  const [bc, kt, ld] = [await country.client(`${unit}_bc`), checker ? await country.client(`${unit}_kt`) : undefined, await country.client(`${unit}_ld`)]
  const { id } = await findLine(bc, 'own', form)
  expect((await save(bc, id, { [cell]: 40 })).status).to.equal(200)
  const far = goal === 'returned' ? 'approving' : goal === 'returned after it was received' ? 'received' : goal
  const reached = (): Promise<string> => openFiling(bc, id).then((one) => one.state.id)
  if ((await reached()) !== far) await mustAct(bc, id, 'submit')
  if (kt !== undefined && (await reached()) !== far) await mustAct(kt, id, 'pass')
  for (const action of ['approve', 'send']) if ((await reached()) !== far) await mustAct(ld, id, action)
  const receiver = await country.client(above)
  if ((await reached()) !== far) await mustAct(receiver, id, 'receive')
  await country.rollUp()
  if (goal !== far) {
    const by = goal === 'returned' ? ld : receiver
    expect((await act(by, id, 'return', { reason: 'data_invalid', note: 'Sai' })).status).to.equal(200)
    expect((await save(bc, id, { [cell]: 41 })).status).to.equal(200)
  }
  return id
}

describe('Opening the next period', function () {
  this.timeout(60_000)
  const goals: readonly Goal[] = ['drafting', 'checking', 'approving', 'approved', 'returned', 'sent', 'received', 'returned after it was received']
  for (const goal of goals) {
    it(`A-5.3 deals with a report that is ${goal}, at every level, as the regulation says`, async () => {
      const country = await startCountry()
      try {
        const concerned = levels.filter((level) => level.checker || goal !== 'checking')
        const ids: string[] = []
        for (const level of concerned) ids.push(await bring(country, level, goal))
        country.clock.set(new Date('2020-06-01T08:15:00+07:00'))
        const admin = await country.client('btp_cntt_system_admin')
        expect((await openNext(admin, { pack: 'tt03-2019', kind: 'year', year: 2020 })).status).to.equal(201)
        await country.rollUp()

        for (const [index, level] of concerned.entries()) {
          const id = ids[index] as string
          const [bc, receiver] = [await country.client(`${level.unit}_bc`), await country.client(level.above)]
          const filing = await openFiling(bc, id)
          const stays = goal === 'sent' || goal === 'received'
          expect(filing.period.locked).to.equal(true)
          expect(filing.state.title).to.equal(goal === 'sent' ? 'Đã gửi' : goal === 'received' ? 'Đã tiếp nhận' : 'Báo cáo đã hoàn thành (không gửi)')
          expect(filing.official).to.equal(stays)
          expect([filing.editable, filing.actions]).to.deep.equal([false, []])

          // Above: no task, counted only if it was received, listed if it was sent.
          const inbox = (await receiver.get('/inbox')).body as Inbox
          expect(inbox.tasks.map((one) => one.filing.id)).not.to.include(id)
          const listed = (await receiver.get('/filings?box=received')).body.filings as FilingLine[]
          expect(listed.find((one) => one.id === id)?.state.id).to.equal(filing.state.id)
          const upperLine = ((await receiver.get(`/filings?box=own`)).body.filings as FilingLine[]).find((one) => one.form.id === level.upper && one.period.locked)
          const upper = await openFiling(receiver, upperLine?.id ?? '')
          const counts = goal === 'received' || goal === 'returned after it was received'
          const unit = upper.coverage[0]?.units.find((one) => one.filing === id)
          expect(unit?.counted).to.equal(counts)
          const { rows } = await country.database.app.raw<{ rows: { number: number; cells: (number | null)[] }[] }>(
            'select s.number, s.cells from filing f join seal s on s.id = f.counted_seal_id where f.id = ?', [id])
          expect(rows).to.have.length(counts ? 1 : 0)
          if (counts) expect(rows[0]?.cells, 'the last received seal is in force').to.include(40).and.not.include(41)
          if (level.upper === '17b') expect(upper.tables.find((one) => one.id === 'communes')?.rows[0]?.cells[0]).to.equal(counts ? 40 : null)

          // Nothing is written any more, by anybody.
          const before = await country.database.app('filing').where({ id }).first()
          expect((await save(bc, id, { [level.cell]: 1 })).status).to.equal(409)
          for (const [login, action] of [[`${level.unit}_bc`, 'submit'], [`${level.unit}_ld`, 'approve'], [`${level.unit}_ld`, 'send'], [level.above, 'receive'], [level.above, 'return']] as const) {
            const request = action === 'return' ? { reason: 'data_invalid', note: 'Sai' } : {}
            const reply = await (await country.client(login)).post(`/filings/${id}/actions/${action}`, { revision: filing.revision, ...request })
            expect([403, 409], `${login} ${action}`).to.include(reply.status)
          }
          expect(await country.database.app('filing').where({ id }).first()).to.deep.equal(before)
        }
      } finally {
        await country.end()
      }
    })
  }
})
