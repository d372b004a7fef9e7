// The language says every structure that the research on the circulars has found. One small pack has each of them once
// (test/support/structures); its examples are the specification, and are run by the check.
import { expect } from 'chai'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import { addressesOf, openSheet, placeOf, valuesOf } from '../../engine/core/calculation/sheet.ts'
import { edit } from '../../engine/core/calculation/edit.ts'
import type { TableValues } from '../../engine/core/contract/filing.ts'
import { joinKey } from '../../engine/core/form/address.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { describeForm } from '../../engine/core/form/describe.ts'
import { languages } from '../../engine/core/messages/sentence.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { formatFile } from '../../engine/packs/format.ts'
import { kindOf } from '../../engine/packs/load-pack.ts'
import { packFolders } from '../support/repository-packs.ts'

const folder = path.resolve(import.meta.dirname, '../support/structures')
const { packs, issues } = checkPacks([...packFolders(), { ...readFolder(folder), folder: 'structures' }])
const pack = packs.find((one) => one.definition.id === 'structures')
const forms = pack?.forms.map(({ definition }) => compileForm(definition)) ?? []
const form = (id: string): Form => forms.find((one) => one.id === id) as Form

describe('the structures of the circulars', () => {
  it('pass the check, and give what their examples say', () => {
    expect(issues).to.deep.equal([])
    expect(forms.map(({ id }) => id).sort()).to.deep.equal([...new Set(pack?.examples.map(({ definition }) => definition.form))].sort())
  })

  it('are written as format writes them', () => {
    const written = (of: string): string[] => readFolder(of).files.flatMap(({ path: file, text }) => {
      const kind = kindOf(file)
      const result = kind === undefined ? undefined : formatFile(kind, file, text)
      return result !== undefined && 'text' in result && result.text === text ? [] : [file]
    })
    expect([folder, path.resolve(folder, '../rolled'), path.resolve(folder, '../desk-pack')].map(written)).to.deep.equal([[], [], []])
  })

  it('are described without a placeholder left in a sentence', () => {
    for (const one of forms) for (const language of languages) for (const { text } of describeForm(one.definition, language)) expect(text, one.id).to.not.match(/[{}]/)
    const lines = (id: string) => describeForm(form(id).definition, 'vi').map((line) => line.text)
    expect(lines('births_11c')).to.include('Sinh trong nước lấy từ main.inside, ở dòng tương ứng')
    expect(lines('claims_24g').find((one) => one.startsWith('opening_is_closing'))).to.contain('Kỳ trước chuyển sang là [Kỳ trước chuyển sang – Tổng số],')
    expect(lines('claims_24g').find((one) => one.startsWith('not_more_than_granted'))).to.contain('“Đã chi [ô đang xét] nhiều hơn số phải bồi thường [Số tiền phải bồi thường].”')
  })

  for (const one of forms) {
    it(`are described in words, and come back as they were filled in: ${one.code}`, () => {
      for (const language of languages) {
        const words = describeForm(one.definition, language).map((line) => line.text).join('\n')
        expect(words, language).to.include(one.title).and.not.match(/undefined|\[object/)
      }
      const sheet = openSheet(one, someRows(one))
      const typed = addressesOf(sheet).filter((address) => placeOf(sheet, address)?.role === 'typed')
      edit(sheet, typed.map((address, index) => [address, index % 7]))
      const again = openSheet(one, valuesOf(sheet))
      expect([...again.cells.v]).to.deep.equal([...sheet.cells.v])
      expect(valuesOf(again)).to.deep.equal(valuesOf(sheet))
    })
  }

  it('print two heads in one grid, each column under the number that it shares', () => {
    const [events, marriages] = form('births_13a').tables
    expect(marriages?.continues).to.equal(events?.index)
    expect([events?.spans, marriages?.spans]).to.deep.equal([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]])
    // Column 1 takes the room of the two that it is split into in section V.
    expect(form('other_14a').tables.map(({ spans }) => spans)).to.deep.equal([[2], [1, 1]])
  })

  it('close cells of a row and of all rows under it', () => {
    const sheet = openSheet(form('education_10d'), someRows(form('education_10d')))
    const closed = addressesOf(sheet).filter((address) => placeOf(sheet, address)?.role === 'closed')
    expect(closed).to.deep.equal(['main.own.broadcasts', 'main.departments.broadcasts', 'main[1:row_0].broadcasts', 'main[1:row_1].broadcasts'])
  })
})

/** Two instances of every band. */
function someRows(one: Form): TableValues[] {
  return one.tables.map((table) => ({
    id: table.id,
    rows: table.bands.flatMap((band) => [0, 1].map((index) => ({ key: joinKey(table, band.index, `row_${index}`, ''), title: `Dòng ${index}`, cells: [] }))),
  }))
}
