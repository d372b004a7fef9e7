// The structures of the circulars in the real browser: a second head in the same grid, a column that splits in one
// section, blocks of rows, closed cells, records and rows under rows, filled in by keyboard, in both grids.
import { expect } from 'chai'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { readFolder } from '../../engine/cli/read-folders.ts'
import type { TableValues } from '../../engine/core/contract/filing.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { checkAccessibility, errorsOf, launchBrowser } from '../support/browser.ts'
import { gridExceptions } from '../support/desk.ts'
import { packFolders } from '../support/repository-packs.ts'
import { openStandIn, type StandIn } from '../ui/stand-in.ts'
import { ids, type Mock } from '../ui/mock-server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const screens = path.join(root, 'var/test/screens')
const { packs } = checkPacks([...packFolders(), { ...readFolder(path.join(root, 'test/support/structures')), folder: 'structures' }])
const definitionOf = (id: string): FormDefinition =>
  packs.flatMap((pack) => pack.forms).find(({ definition }) => definition.id === id)?.definition as FormDefinition

for (const grid of ['table', 'rich'] as const) {
  describe(`the structures of the circulars on the page, in ${grid === 'table' ? 'our own table' : 'Handsontable'}`, function () {
    this.timeout(60_000)
    let browser: Browser
    let standIn: StandIn
    let mock: Mock
    let page: Page

    before(async () => {
      mkdirSync(screens, { recursive: true })
      browser = await launchBrowser()
    })
    after(() => browser?.close())
    beforeEach(async () => {
      standIn = await openStandIn(browser)
      ;({ mock, page } = standIn)
      mock.key = 'non-commercial-and-evaluation'
      await page.addInitScript(`localStorage.setItem('bieumau.grid', '${grid}')`)
    })
    afterEach(async () => {
      const errors = errorsOf(page).filter((one) => !one.startsWith('401 ') || !one.endsWith('/session'))
      await standIn.close()
      expect(errors).to.deep.equal([])
    })

    const open = async (form: string, tables: TableValues[] = []): Promise<void> => {
      const definition = definitionOf(form)
      const model = mock.records.get(ids.single)
      if (model === undefined) throw new Error('The stand-in has no filing to model on')
      mock.records.set(ids.foreign, { filing: { ...model.filing, id: ids.foreign, definition, form: { ...model.filing.form, id: form, code: definition.code, title: definition.title }, tables, previous: [] }, history: [] })
      await page.goto(mock.url)
      await standIn.logIn()
      await page.locator('bm-inbox-page h1').waitFor()
      await page.goto(`${mock.url}/filings/${ids.foreign}`)
      await page.locator(`${grid === 'table' ? 'bm-sheet-table' : 'bm-sheet-handsontable'} td[data-address]`).first().waitFor()
    }
    const cell = (address: string) => page.locator(`td[data-address="${address}"]`).first()
    const figure = async (address: string): Promise<string> => (await cell(address).locator('.figure').innerText()).trim()
    const look = async (name: string): Promise<void> => {
      await page.screenshot({ path: path.join(screens, `structure-${name}-${grid}.png`), fullPage: true })
      expect(await checkAccessibility(page, grid === 'rich' ? gridExceptions : [])).to.deep.equal([])
    }
    const left = async (address: string): Promise<number> => (await cell(address).boundingBox())?.x ?? -1
    const right = async (address: string): Promise<number> => {
      const box = await cell(address).boundingBox()
      return box === null ? -1 : box.x + box.width
    }

    /** Every title of a row stands beside its figures, and is there to read in full. */
    const titlesStandBesideFigures = async (addresses: readonly string[], titles: readonly string[]): Promise<void> => {
      for (const [index, address] of addresses.entries()) {
        // The library draws titles twice; those that are seen lie over the others.
        const title = page.locator(grid === 'table' ? 'tbody th' : '.ht_clone_inline_start tbody th').filter({ hasText: titles[index] as string }).first()
        const [beside, figures] = [await title.boundingBox(), await cell(address).boundingBox()]
        expect(Math.abs((beside?.y ?? -9) - (figures?.y ?? 9)), address).to.be.below(1.5)
        expect(Math.abs((beside?.height ?? -9) - (figures?.height ?? 9)), address).to.be.below(2)
        expect(await title.evaluate((one) => [one, ...one.querySelectorAll('*')].every((part) => part.scrollWidth <= part.clientWidth + 1 || getComputedStyle(part).display === 'inline')), `${titles[index]} is not cut off`).to.equal(true)
      }
    }

    it('stand under each other by column number where a second head begins, and are typed through with Tab', async () => {
      await open('births_13a')
      await titlesStandBesideFigures(['events.births.total', 'events.deaths.total', 'marriages.marriages.total'], ['KHAI SINH', 'KHAI TỬ', 'KẾT HÔN'])
      await cell('events.births.total').click()
      for (const key of ['12', '7', '5', '9', '3']) {
        await page.keyboard.type(key)
        await page.keyboard.press('Tab')
      }
      expect(await figure('events.births.late')).to.equal('3')
      await cell('marriages.marriages.age_male').click()
      await page.keyboard.type('26,5')
      await page.keyboard.press('Enter')
      expect(await figure('marriages.marriages.age_male')).to.equal('26,5')
      for (const [above, below] of [['total', 'total'], ['male', 'first'], ['on_time', 'age_male'], ['again', 'again']] as const) {
        expect(Math.abs((await left(`events.births.${above}`)) - (await left(`marriages.marriages.${below}`))), above).to.be.below(1)
      }
      await look('two-heads')
    })

    it('give a column the room of the two that it splits into below', async () => {
      await open('other_14a')
      await titlesStandBesideFigures(['events.changes.total', 'single_status.certificates.male'], ['Thay đổi, cải chính, bổ sung hộ tịch', 'Cấp Giấy xác nhận tình trạng hôn nhân'])
      expect(Math.abs((await left('events.change.total')) - (await left('single_status.to_marry.male')))).to.be.below(1)
      expect(Math.abs((await right('events.change.total')) - (await right('single_status.to_marry.female')))).to.be.below(1)
      await cell('single_status.to_marry.male').click()
      await page.keyboard.type('10')
      await page.keyboard.press('Enter')
      expect(await figure('single_status.certificates.male')).to.equal('10')
      await look('split-column')
    })

    it('have rows of blocks, which add up within the unit and across units', async () => {
      const row = (key: string, title: string) => ({ key, title, cells: [] })
      await open('certified_17c', [{ id: 'communes', rows: [row('a/actual', 'Huyện A'), row('a/estimate', 'Huyện A'), row('b/actual', 'Huyện B'), row('b/estimate', 'Huyện B')] }])
      await titlesStandBesideFigures(['communes.all_actual.copies', 'communes[b/estimate].copies'], ['Tổng số – Thực hiện', 'Huyện B – Ước tính'])
      for (const [address, value] of [['communes[a/actual].copies', '100'], ['communes[b/actual].copies', '50'], ['communes[b/estimate].copies', '5']] as const) {
        await cell(address).click()
        await page.keyboard.type(value)
        await page.keyboard.press('Enter')
      }
      expect(await figure('communes.all_actual.copies')).to.equal('150')
      expect(await figure('communes.all_estimate.acts')).to.equal('5')
      expect(await page.getByRole('rowheader').allInnerTexts()).to.include.members(['Tổng số – Thực hiện', 'Huyện A – Thực hiện', 'Huyện B – Ước tính'])
      await look('blocks')
    })

    it('close cells that are never filled in, and say so to a key and to a reader', async () => {
      const row = (key: string, title: string) => ({ key, title, cells: [] })
      await open('education_10d', [{ id: 'main', rows: [row('0:ha', 'Huyện A'), row('1:so', 'Sở Y tế')] }])
      await titlesStandBesideFigures(['main[1:so].broadcasts'], ['Sở Y tế'])
      const closed = cell('main[1:so].broadcasts')
      expect(await closed.getAttribute('class')).to.include('closed')
      expect(await closed.getAttribute('aria-readonly')).to.equal('true')
      await closed.click()
      await page.keyboard.type('7')
      expect(await figure('main[1:so].broadcasts')).to.equal('')
      await cell('main[0:ha].broadcasts').click()
      await page.keyboard.type('40')
      await page.keyboard.press('Enter')
      expect(await figure('main.all.broadcasts')).to.equal('40')
      await look('closed-cells')
    })

    it('do not show columns that are only for calculating', async () => {
      await open('arbitration_35a')
      expect(await page.locator('td[data-address="main.per_case"]').count()).to.equal(0)
      await cell('main.taxes').click()
      await page.keyboard.type('5')
      await page.keyboard.press('Enter')
      expect(await figure('main.taxes')).to.equal('5')
      await look('hidden-column')
    })

    it('name a record of several rows by its own name, not by the words of its rows, and add and take one away', async () => {
      const row = (key: string, title: string) => ({ key, title, cells: [] })
      const key = '00000000-0000-4000-8000-000000000777'
      await open('certified_17c', [{ id: 'communes', rows: [row(`${key}/actual`, 'Huyện A'), row(`${key}/estimate`, 'Huyện A')] }])
      const names = () => page.getByLabel(/^Tên gọi/)
      expect(await names().inputValue()).to.equal('Huyện A')
      await names().fill('Huyện Á Đông')
      await page.keyboard.press('Tab')
      await page.getByRole('rowheader', { name: 'Huyện Á Đông – Ước tính' }).filter({ visible: true }).first().waitFor()
      await page.getByRole('button', { name: 'Thêm huyện' }).click()
      await names().nth(1).waitFor()
      await page.getByRole('button', { name: 'Bỏ Huyện Á Đông' }).click()
      await names().nth(1).waitFor({ state: 'detached' })
      expect(await page.getByRole('rowheader').filter({ hasText: 'Á Đông' }).count()).to.equal(0)
    })

    if (grid === 'table') {
      it('leave a phone room for figures: of a high heading only the numbers stay in sight', async () => {
        await open('education_10d', [{ id: 'main', rows: Array.from({ length: 12 }, (_, index) => ({ key: `0:${index}`, title: `Huyện ${index}`, cells: [] })) }])
        await page.setViewportSize({ width: 390, height: 600 })
        const top = (what: string): Promise<number> => page.locator(what).first().evaluate((one) => one.getBoundingClientRect().top - (one.closest('.scroll')?.getBoundingClientRect().top ?? 0))
        await page.locator('.scroll').evaluate((one) => one.scrollTo(0, 400))
        expect(await top('thead th')).to.be.below(-100)
        expect(await top('.numbers td')).to.be.within(0, 2)
      })
    }
  })
}
