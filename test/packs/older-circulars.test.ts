// The forms of the older circulars, as far as they are more than shapes: what flows from a lower form into an upper one,
// what is said of their sources, and what they ask under periods of their own and under those of a later circular.
import { expect } from 'chai'
import { askedAt } from '../../engine/core/calculation/conditions.ts'
import { explainCell } from '../../engine/core/calculation/explain.ts'
import { cellAt, openSheet, type OutsideValues } from '../../engine/core/calculation/sheet.ts'
import { dayNumber } from '../../engine/core/calendar.ts'
import type { TableValues } from '../../engine/core/contract/filing.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { rollUp } from '../../engine/core/rollup/roll-up.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { fillIn } from '../../engine/packs/check-examples.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { packFolders, packOf } from '../support/repository-packs.ts'

const older = ['tt08-2011', 'tt20-2013', 'tt04-2016']
const forms = older.flatMap((id) => packOf(id).forms.map(({ definition }) => ({ pack: id, definition })))
const formIn = (pack: string, id: string): Form => compileForm(packOf(pack).forms.find(({ definition }) => definition.id === id)?.definition as Form['definition'])

/** What a lower form says where only these cells were filled in, in two units, taken in by the upper one. */
function takenIn(pack: string, [lowerId, upperId]: readonly [string, string], reports: readonly TableValues[][]) {
  const [lower, upper] = [formIn(pack, lowerId), formIn(pack, upperId)]
  const sources = reports.map((tables, index) => ({ reference: `${pack}/${lowerId}`, unit: { id: `xa_${index}`, title: `Xã ${index}`, kind: 'ubnd_xa' }, figures: { form: lower, tables, asOf: '2014-06-06' } }))
  const sheet = openSheet(upper, rollUp(upper, pack, [], sources))
  return (address: string) => cellAt(sheet, address).value
}

describe('forms of older circulars', () => {
  it('take the communes’ copies and signatures into a row each, fees in thousandths of a million', () => {
    const at = takenIn('tt08-2011', ['10a', '10b'], [[10, 1500, 2, 20], [5, 500, null, null]].map((cells) => [{ id: 'main', rows: [{ key: '', cells }] }]))
    expect(['copies.quantity', 'copies.fees', 'signatures.quantity', 'signatures.fees', 'translators.quantity'].map((cell) => at(`main.${cell}`))).to.deep.equal([15, 2000, 2, 20, null])
  })

  it('take in adopted children by commune', () => {
    const cells = [3, 1, 2, 3, null, null, null, null, 1, 2, null, 3, null, null]
    const at = takenIn('tt08-2011', ['18a', '18b'], [[{ id: 'main', rows: [{ key: '', cells }] }], [{ id: 'main', rows: [{ key: '', cells }] }]])
    expect(['total', 'male', 'one_to_four', 'relatives', 'healthy'].map((column) => at(`communes.all.${column}`))).to.deep.equal([6, 2, null, 4, 6])
    expect(at('communes[xa_1].female')).to.equal(2)
  })

  it('take in the total of a commune’s mediation groups', () => {
    const groups = (received: number): TableValues[] => [{ id: 'main', rows: ['to_1', 'to_2'].map((key) => ({ key, title: key, cells: [received, received, null, null, received, received] })) }]
    const calculated = [groups(4), groups(1)].map((tables) => {
      const sheet = openSheet(formIn('tt20-2013', '12b'), tables)
      return [{ id: 'main', rows: [{ key: 'all', cells: formIn('tt20-2013', '12b').tables[0]?.columns.map(({ id }) => cellAt(sheet, `main.all.${id}`).value) ?? [] }] }]
    })
    const at = takenIn('tt20-2013', ['12b', '12c'], calculated)
    expect([at('communes[xa_0].received'), at('communes[xa_1].settled'), at('communes.all.received'), at('communes.all.failed')]).to.deep.equal([8, 2, 10, null])
  })

  it('count what a row counts where a column leaves it to the row, and take in nothing that is counted otherwise', () => {
    const sheet = openSheet(formIn('tt08-2011', '10b'), [])
    expect(['copies.quantity', 'signatures.quantity', 'copies.fees'].map((cell) => explainCell(sheet, `main.${cell}`)?.measure)).to.deep.equal(['bản', 'chữ ký', 'triệu đồng'])
    const changed = packFolders().map((one) => (one.folder.endsWith('tt08-2011')
      ? { ...one, files: one.files.map((file) => (file.path === '10b.form.yaml' ? { ...file, text: file.text.replace('Chứng thực bản sao bằng tiếng Việt, measure: bản', 'Chứng thực bản sao bằng tiếng Việt, measure: trang') } : file)) }
      : one))
    expect(checkPacks(changed).issues.map(({ code, params }) => [code, params])).to.deep.equal([['roll-up.does-not-fit', { name: 'main.copies', found: 'bản', wanted: 'trang' }]])
  })

  it('ask for estimates only where the data end before the period does, and under no circular that does without them', () => {
    const asking = forms.filter(({ definition }) => definition.sections?.some(({ id }) => id === 'estimate'))
    expect(asking.map(({ pack, definition }) => `${pack}/${definition.id}`)).to.include.members(['tt04-2016/30', 'tt20-2013/13a'])
    const period = (year: number, dataTo: string, to: string): OutsideValues => ({ 'period.year': year, 'period.data_to': dayNumber(`${year}-${dataTo}`), 'period.to': dayNumber(`${year}-${to}`) })
    for (const { pack, definition } of asking) {
      const form = compileForm(definition)
      const table = form.byId.get('estimate') as Form['tables'][number]
      const hidden = (outside: OutsideValues): boolean => !askedAt(openSheet(form, [], outside), { table, row: 0, column: 0 }).visible
      expect([hidden(period(2015, '04-30', '06-30')), hidden(period(2015, '12-31', '12-31')), hidden(period(2020, '05-31', '06-30'))], `${pack}/${definition.id}`).to.deep.equal([false, true, true])
    }
  })

  it('are asked for in kinds of period of their own circular, not in those of another', () => {
    const changed = packFolders().map((one) => (one.folder.endsWith('tt04-2016')
      ? { ...one, files: one.files.map((file) => (file.path === '14a.form.yaml' ? { ...file, text: file.text.replace('final_year:', 'six_months_final:') } : file)) }
      : one))
    expect(checkPacks(changed).issues.map(({ code, params }) => [code, params])).to.deep.equal([['route.unknown-period-kind', { name: 'six_months_final', nearest: '' }]])
  })

  it('have an example that breaks each of their rules', () => {
    for (const { pack, definition } of forms) {
      const form = compileForm(definition)
      // A rule over columns is one rule.
      const whole = (id: string): string => definition.rules?.find((rule) => rule.columns?.some((column) => `${rule.id}_${column}` === id))?.id ?? id
      const broken = packOf(pack).examples.filter((one) => one.definition.form === definition.id).flatMap((one) => one.definition.examples).flatMap((example) => {
        const filled = fillIn(example, form, '')
        return 'sheet' in filled ? findings(filled.sheet).map((one) => whole(String(one.params?.['key']).split('@')[0] ?? '')) : []
      })
      const all = new Set(form.templates.flatMap(({ rule }) => (rule === undefined ? [] : [whole(rule.id)])))
      expect([...all].filter((id) => !broken.includes(id)), `${pack}/${definition.id}`).to.deep.equal([])
    }
  })

  it('say where they come from and how sure that is, and none is made up', () => {
    expect(forms.map(({ definition }) => definition.source.confidence)).to.not.include('ours')
    for (const { pack, definition } of forms) {
      expect(definition['legal-basis'], definition.code).to.equal(packOf(pack).definition['legal-basis']?.replace(/ ngày .*$/, ''))
      // A due date is left out where none was seen, and the form says so.
      for (const { due } of definition.routes) if (due === undefined) expect(definition.source.unseen, definition.code).to.include('due')
      for (const { basis, severity } of definition.rules ?? []) expect(basis === 'ours' && severity === 'error', definition.code).to.equal(false)
    }
  })
})
