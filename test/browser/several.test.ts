// Many reports in one act, as the specialist of an office does it who has seven hundred to receive: choose, read which ones,
// confirm once, see how far it has come and what was refused; and the head of a commune who approves what waits.
import { expect } from 'chai'
import type { FilingList } from '../../engine/core/contract/filing.ts'
import { act, fileAndSend, findLine, mustAct, openFiling, save } from '../support/country.ts'
import { sitDown } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

const [first, second, third] = ['xabocbo_hpn_tbkn', 'xabangthanh_hpn_tbkn', 'xanhanmon_hpn_tbkn'] as const
const district = 'huyenpacnam_tbkn'
const figures = { 'main.copies': 12, 'main.signatures': 3, 'main.contracts': 1 }

describe('several reports in one act', function () {
  this.timeout(90_000)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  const states = async (): Promise<Record<string, string>> => {
    const { body } = await (await office.country.client(`${district}_bc`)).get('/filings?box=received')
    return Object.fromEntries((body as FilingList).filings.filter((one) => one.form.id === '17a').map((one) => [one.unit.code, one.state.id]))
  }

  it('the district’s specialist receives all that wait after one confirmation that names each, and sees what was refused and why', async () => {
    const ids = [await fileAndSend(office.country, first, '17a', figures), await fileAndSend(office.country, second, '17a', figures), await fileAndSend(office.country, third, '17a', figures)]
    const desk = await sitDown(office.browser, office.country.url, `${district}_bc`)
    await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Tổng hợp' }).click()
    const group = desk.page.getByRole('region', { name: 'Kết quả chứng thực tại Ủy ban nhân dân cấp xã' })
    await group.getByRole('checkbox', { name: /^Chọn tất cả/ }).focus()
    await desk.page.keyboard.press('Space')
    const bar = desk.page.getByRole('region', { name: 'Việc cho nhiều báo cáo' })
    await bar.getByText('Đã chọn 3 báo cáo').waitFor()
    await desk.look('received-several')
    await bar.getByRole('button', { name: 'Tiếp nhận (3)' }).click()
    const dialog = desk.page.getByRole('dialog')
    for (const name of ['xã Bộc Bố', 'xã Bằng Thành', 'xã Nhạn Môn']) await dialog.getByText(name).waitFor()
    await desk.look('several-dialog')
    // A colleague returns one of them while this is being read.
    const colleague = await office.country.client(`${district}_bc`)
    const { revision } = await openFiling(colleague, ids[1] as string)
    expect((await act(colleague, ids[1] as string, 'return', { revision, reason: 'data_invalid', note: 'Thiếu' })).status).to.equal(200)
    await dialog.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
    await desk.reads('Tiếp nhận: đã xong 2 báo cáo. 1 báo cáo chưa thực hiện được:')
    await desk.page.getByRole('listitem').filter({ hasText: 'xã Bằng Thành' }).getByText('người khác vừa xử lý báo cáo này').waitFor()
    await desk.look('several-refused')
    expect(await states()).to.deep.equal({ [first]: 'received', [second]: 'returned', [third]: 'received' })
    await desk.leave(412)
  })

  it('returns several with one reason and note, asked for beside the fields', async () => {
    const desk = await sitDown(office.browser, office.country.url, `${district}_bc`, { width: 390 })
    await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Tổng hợp' }).click()
    for (const name of ['xã Bộc Bố', 'xã Nhạn Môn']) await desk.page.getByRole('checkbox', { name: new RegExp(name) }).check()
    await desk.page.getByRole('button', { name: 'Trả lại (2)' }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click()
    await dialog.getByText('Vui lòng chọn một lý do.').waitFor()
    await dialog.getByLabel('Số liệu không hợp lệ').check()
    await dialog.getByLabel('Ý kiến').fill('Bổ sung số bản sao tháng 5')
    await desk.look('several-return-phone')
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click()
    await desk.reads('Trả lại: đã xong 2 báo cáo.')
    expect(await states()).to.deep.equal({ [first]: 'returned', [second]: 'returned', [third]: 'returned' })
    const { lastReturn } = await openFiling(await office.country.client(`${first}_bc`), (await findLine(await office.country.client(`${first}_bc`), 'own', '17a')).id)
    expect(lastReturn).to.deep.include({ reason: 'Số liệu không hợp lệ', note: 'Bổ sung số bản sao tháng 5' })
    await desk.leave()
  })

  it('the head chooses in the inbox, and what her role may not do is not offered to her', async () => {
    const bc = await office.country.client(`${first}_bc`)
    const { id } = await findLine(bc, 'own', '17a')
    await save(bc, id, { 'main.copies': 13 })
    await mustAct(bc, id, 'submit')
    const desk = await sitDown(office.browser, office.country.url, `${first}_ld`)
    await desk.page.getByRole('checkbox', { name: /Kết quả chứng thực tại Ủy ban nhân dân cấp xã/ }).check()
    const bar = desk.page.getByRole('region', { name: 'Việc cho nhiều báo cáo' })
    expect(await bar.getByRole('button').allInnerTexts()).to.deep.equal(['Bỏ chọn', 'Trả lại (1)', 'Phê duyệt (1)'])
    await desk.look('inbox-several')
    await bar.getByRole('button', { name: 'Phê duyệt (1)' }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Phê duyệt', exact: true }).click()
    await desk.reads('Phê duyệt: đã xong 1 báo cáo.')
    await desk.reads('Gửi báo cáo')
    await desk.leave()
  })

  it('a commune without any case says so for all of its forms at once; the one whose rows nobody has named yet is left, and told why', async () => {
    const commune = 'xayenduong_hbb_tbkn'
    const desk = await sitDown(office.browser, office.country.url, `${commune}_bc`)
    await desk.page.getByRole('checkbox', { name: /^Chọn cả/ }).check()
    await desk.page.getByRole('button', { name: 'Không phát sinh (4)' }).click()
    await desk.look('several-nothing')
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Không phát sinh', exact: true }).click()
    await desk.reads('Không phát sinh: đã xong 3 báo cáo. 1 báo cáo chưa thực hiện được:')
    await desk.page.getByRole('listitem').filter({ hasText: '12b/BTP/PBGDPL/HGCS' }).getByText('chưa được xác nhận hoàn thành').waitFor()
    await desk.look('several-nothing-done')
    const { filings } = (await (await office.country.client(`${commune}_ld`)).get('/filings?box=own')).body as FilingList
    expect(Object.fromEntries(filings.map((one) => [one.form.id, one.state.id]))).to.deep.equal({ '12b': 'not_started', '13a': 'approving', '17a': 'approving', '22a': 'approving' })
    await desk.leave(409)
  })
})
