// The demonstration's one control moves the application's time: to the due day, past the lock, to the next period. The
// people in it stay logged in, unfinished reports are closed without being sent, and new ones are asked for.
import { expect } from 'chai'
import { sitDown } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'
import { startTestServer } from '../support/server.ts'

describe('the clock of the demonstration', function () {
  this.timeout(60_000)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  it('goes to the due day, past the lock and into the next period by one control', async () => {
    const desk = await sitDown(office.browser, office.country.url, 'xabocbo_hpn_tbkn_bc')
    const move = async (to: string): Promise<void> => {
      await desk.page.getByText('Chuyển thời gian').click()
      await desk.page.getByRole('menuitem', { name: to }).or(desk.page.getByRole('button', { name: to })).first().click()
    }
    await desk.reads('Ngày của ứng dụng: 01/06/2020')
    await move('Đến hạn gửi')
    await desk.reads('Ngày của ứng dụng: 08/06/2020')
    await desk.look('demo-due-day')
    await move('Khóa kỳ')
    await desk.reads('Ngày của ứng dụng: 16/10/2020')
    await desk.reads('Không có việc nào')
    await desk.look('demo-locked')
    await move('Mở kỳ báo cáo tiếp theo')
    await desk.reads('Năm 2020')
    await desk.reads('Nhập số liệu')
    await desk.page.getByRole('link', { name: 'Báo cáo' }).first().click()
    await desk.reads('Báo cáo đã hoàn thành (không gửi)')
    await desk.look('demo-next-period')
    await desk.leave()
  })

  it('is refused in production', async () => {
    const server = await startTestServer({ database: office.country.database.app, routes: (await import('../../engine/http/routes/all.ts')).routes, installed: office.country.parts.installed, config: { mode: 'production', baseUrl: 'https://thongke.example', trustProxy: true } })
    const client = await server.client('xabocbo_hpn_tbkn_bc')
    const reply = await client.post('/demo/clock', { to: 'next' }, { headers: { 'x-forwarded-proto': 'https', origin: 'https://thongke.example' } })
    expect([reply.status, reply.body.code]).to.deep.equal([403, 'not-allowed'])
    await server.stop()
  })
})
