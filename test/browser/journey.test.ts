// The main job in a real browser, as people do it: a commune files and is returned, approves and sends; the district and
// the province receive, roll up and pass on; the ministry receives and asks a number where it comes from; notary
// organisations file in đồng, one of them by the hand of the Sở. Every page is looked at and passes axe.
import { expect } from 'chai'
import { fileAndSend } from '../support/country.ts'
import { sitDown, type Desk } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

const commune = 'xabocbo_hpn_tbkn'
const district = 'huyenpacnam_tbkn'
const province = 'tinhbackan'
const form17a = 'Kết quả chứng thực tại Ủy ban nhân dân cấp xã'
const form17b = 'Kết quả chứng thực của Phòng Tư pháp và Ủy ban nhân dân cấp xã trên địa bàn huyện'
const form17c = 'Kết quả chứng thực của Phòng Tư pháp và Ủy ban nhân dân cấp xã trên địa bàn tỉnh'
const form12a = 'Tình hình tổ chức và hoạt động công chứng'
const form12b = 'Tình hình tổ chức và hoạt động công chứng trên địa bàn tỉnh'

describe('the main job in the browser', function () {
  this.timeout(120_000)
  // Each step goes on from the one before.
  this.bail(true)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  const at = async (login: string, work: (desk: Desk) => Promise<void>, view?: Parameters<typeof sitDown>[3]): Promise<void> => {
    const desk = await sitDown(office.browser, office.country.url, login, view)
    await work(desk)
    await desk.leave()
  }

  it('1. a commune’s specialist types and pastes, sees a wrong value at once, saves and passes the form on', async () => {
    await at(`${commune}_bc`, async (desk) => {
      await desk.look('inbox-commune')
      await desk.openTask('Nhập số liệu', form17a)
      await desk.look('filing-17a-blank')
      await desk.type('main.copies', 'mười hai')
      await desk.reads('“mười hai” không phải là số.')
      expect(await desk.cell('main.copies').getAttribute('aria-invalid')).to.equal('true')
      await desk.look('filing-17a-wrong')
      await desk.type('main.copies', '-5')
      await desk.reads('Số liệu không được âm (-5).')
      await desk.paste('main.copies', '1.250\t86\t0')
      expect(await desk.shown('main.copies')).to.equal('1.250')
      expect(await desk.shown('main.contracts')).to.equal('0')
      await desk.saved()
      await desk.act('Chuyển kiểm tra, phê duyệt')
      await desk.isIn('Chờ phê duyệt')
      expect(await desk.page.getByText('Phát hiện').count()).to.equal(0)
    })
  })

  it('2. the head returns it with a reason, it comes back, is approved in one act and sent in another', async () => {
    await at(`${commune}_ld`, async (desk) => {
      await desk.openTask('Phê duyệt biểu', form17a)
      await desk.page.getByRole('button', { name: 'Trả lại', exact: true }).click()
      const dialog = desk.page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click()
      await dialog.getByText('Vui lòng chọn một lý do.').waitFor()
      await desk.look('return-dialog')
      await dialog.getByRole('button', { name: 'Thôi' }).or(dialog.getByRole('button', { name: 'Hủy' })).first().click()
      await desk.act('Trả lại', { reason: 'Số liệu không hợp lệ', note: 'Thiếu số bản sao tháng 5' })
      await desk.isIn('Bị trả lại')
    })
    await at(`${commune}_bc`, async (desk) => {
      await desk.reads('Thiếu số bản sao tháng 5')
      await desk.look('inbox-returned')
      await desk.openTask('Sửa theo ý kiến trả lại', form17a)
      await desk.type('main.copies', '1300')
      await desk.saved()
      await desk.act('Chuyển kiểm tra, phê duyệt')
    })
    await at(`${commune}_ld`, async (desk) => {
      await desk.openTask('Phê duyệt biểu', form17a)
      await desk.act('Phê duyệt', {})
      await desk.isIn('Đã phê duyệt')
      await desk.reads(/Mã kiểm tra/)
      await desk.act('Gửi lên đơn vị cấp trên', {})
      await desk.isIn('Đã gửi')
      await desk.look('filing-17a-sent')
    })
  })

  it('3. the district receives, its own form has the commune’s row, its totals and the coverage, and goes up', async () => {
    await at(`${district}_bc`, async (desk) => {
      await desk.openTask('Tiếp nhận báo cáo', form17a, 'UBND xã Bộc Bố')
      await desk.look('received-17a')
      await desk.act('Tiếp nhận')
      await office.country.rollUp()
      await desk.openReport(form17b)
      const total = desk.page.locator('td[data-address="communes.total.copies"]')
      expect((await total.innerText()).trim()).to.contain('1.300')
      await desk.reads('UBND xã Bộc Bố')
      await desk.reads(/1\/3/)
      await desk.type('office.copies', '310')
      await desk.type('office.signatures', '20')
      await desk.saved()
      await desk.look('filing-17b')
      await desk.act('Chuyển kiểm tra, phê duyệt')
      await desk.isIn('Chờ kiểm tra')
      await desk.page.getByRole('link', { name: 'Tổng hợp' }).first().click()
      await desk.reads('Đã tiếp nhận')
      await desk.look('received')
    })
    await at(`${district}_kt`, async (desk) => {
      await desk.openTask('Kiểm tra biểu', form17b)
      await desk.act('Chuyển lãnh đạo phê duyệt')
    })
    await at(`${district}_ld`, async (desk) => {
      await desk.openTask('Phê duyệt biểu', form17b)
      await desk.act('Phê duyệt', {})
      await desk.act('Gửi lên đơn vị cấp trên', {})
    })
  })

  it('4. the province does the same; the ministry receives, sees the national table and asks down to the commune’s cell', async () => {
    await at(`${province}_bc`, async (desk) => {
      await desk.openTask('Tiếp nhận báo cáo', form17b, 'Pác Nặm')
      await desk.act('Tiếp nhận')
      await office.country.rollUp()
      await desk.openReport(form17c)
      expect((await desk.page.locator('td[data-address="districts.total.copies"]').innerText()).trim()).to.contain('1.300')
      await desk.look('filing-17c')
      await desk.act('Chuyển kiểm tra, phê duyệt')
    })
    await at(`${province}_kt`, async (desk) => {
      await desk.openTask('Kiểm tra biểu', form17c)
      await desk.act('Chuyển lãnh đạo phê duyệt')
    })
    await at(`${province}_ld`, async (desk) => {
      await desk.openTask('Phê duyệt biểu', form17c)
      await desk.act('Phê duyệt', {})
      await desk.act('Gửi lên đơn vị cấp trên', {})
    })
    await at('btp_khtc_analyst', async (desk) => {
      await desk.openTask('Tiếp nhận báo cáo', form17c)
      await desk.act('Tiếp nhận')
      await office.country.rollUp()
      await desk.openReport('Kết quả chứng thực trên toàn quốc')
      const total = desk.page.locator('td[data-address="provinces.total.commune_copies"]')
      expect((await total.innerText()).trim()).to.contain('1.300')
      await desk.reads(/1\/63/)
      await total.click()
      await desk.page.getByRole('button', { name: 'Số này từ đâu?' }).first().click()
      const panel = desk.page.locator('bm-source-panel')
      await desk.look('national-table')
      for (const step of [/Sở Tư pháp tỉnh Bắc Kạn/, /17c\/BTP/, /Phòng Tư pháp huyện Pác Nặm/, /17b\/BTP/, /UBND xã Bộc Bố/, /17a\/BTP/]) {
        await panel.locator('button.line').filter({ hasText: step }).first().click()
        await panel.locator('#here').waitFor()
      }
      await panel.getByText(/đã nhập|nhập lúc|Do .* nhập/i).first().waitFor()
      expect(await panel.locator('.figure').innerText()).to.contain('1.300')
      await desk.look('source-of-a-number')
      await panel.getByRole('button', { name: 'Xem các kỳ khác' }).press('Enter')
      expect((await panel.getByRole('row').last().innerText()).replace(/\s+/g, ' ').trim()).to.equal('6 tháng đầu năm 2020 1.300')
    })
  })

  it('5. a notary organisation files in đồng with a relation, the Sở files for the one without an account, and 12b adds up', async () => {
    await at('pcc1_tbkn_bc', async (desk) => {
      await desk.openTask('Nhập số liệu', form12a)
      await desk.type('main.acts', '1500')
      await desk.type('main.contracts', '1200')
      await desk.type('main.other_acts', '299')
      await desk.reads(/cộng lại là 1\.499/)
      await desk.look('filing-12a-relation')
      await desk.type('main.other_acts', '300')
      await desk.type('main.fees', '480.000.000')
      await desk.saved()
      await desk.act('Chuyển kiểm tra, phê duyệt')
    })
    await at('pcc1_tbkn_ld', async (desk) => {
      await desk.openTask('Phê duyệt biểu', form12a)
      await desk.act('Phê duyệt', {})
      await desk.act('Gửi lên đơn vị cấp trên', {})
    })
    await at(`${province}_bc`, async (desk) => {
      await desk.openTask('Tiếp nhận báo cáo', form12a, 'Phòng Công chứng số 1')
      await desk.act('Tiếp nhận')
      await desk.openTask('Nhập số liệu', form12a, 'Minh Họa')
      await desk.type('main.acts', '10')
      await desk.type('main.contracts', '10')
      await desk.type('main.fees', '20000000')
      await desk.saved()
      await desk.act('Ghi nhận báo cáo giấy đã ký', { number: '15/BC-VPCC', date: '05/06/2020' })
      await desk.reads('15/BC-VPCC')
      await desk.look('filing-12a-on-behalf')
      await office.country.rollUp()
      await desk.openReport(form12b)
      expect((await desk.page.locator('td[data-address="organisations.total.fees"]').innerText()).trim()).to.contain('500.000.000')
      await desk.reads(/2\/2/)
      await desk.look('filing-12b')
    })
  })

  it('a phone shows the same form, and the other grid takes the same figures', async () => {
    await fileAndSend(office.country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 1, 'main.signatures': 2, 'main.contracts': 3 })
    await at('xanhanmon_hpn_tbkn_bc', async (desk) => {
      await desk.look('phone-inbox')
      await desk.openTask('Nhập số liệu', form17a)
      await desk.type('main.copies', '12')
      await desk.saved()
      await desk.look('phone-filing')
    }, { width: 390, height: 844 })
    await at('xanhanmon_hpn_tbkn_bc', async (desk) => {
      await desk.openTask('Hoàn thiện số liệu và chuyển', form17a)
      await desk.type('main.signatures', '34')
      expect(await desk.shown('main.copies')).to.equal('12')
      await desk.saved()
      await desk.look('filing-rich-grid')
    }, { grid: 'rich' })
  })
})
