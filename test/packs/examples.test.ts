import { expect } from 'chai'
import { parse } from 'yaml'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { catalogueOf } from '../../engine/packs/catalogue.ts'
import { checkExamples, fillIn } from '../../engine/packs/check-examples.ts'
import { aroundExamples } from '../../engine/packs/check-pack.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { showPosition, type Pack } from '../../engine/packs/load-pack.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { packFolders, repositoryPacks } from '../support/repository-packs.ts'
import { soundBase } from '../support/broken/read-broken.ts'
import { confirmation } from '../support/request-forms.ts'
import { compiled } from '../core/form/definitions.ts'

const catalogue = catalogueOf(repositoryPacks)
const aroundOf = (pack: Pack) => aroundExamples(pack, catalogue)
/** Has it any cell that comes out of others? */
const isCalculated = (form: Form): boolean => form.templates.some((one) => one.rule === undefined)

describe('the packs of this repository', () => {
  it('have no issue', () => {
    const { issues } = checkPacks(packFolders())
    expect(issues.map((one) => `${one.position === undefined ? '' : showPosition(one.position)} ${one.code} ${sentence(one.code, one.params)}`)).to.deep.equal([])
  })

  it('stand in the order in which they require each other, in whatever order they are read', () => {
    for (const folders of [packFolders(), packFolders().toReversed()]) {
      const ids = checkPacks(folders).packs.map((pack) => pack.definition.id)
      for (const pack of repositoryPacks) {
        for (const required of pack.definition.requires ?? []) expect(ids.indexOf(required), `${required} before ${pack.definition.id}`).to.be.below(ids.indexOf(pack.definition.id))
      }
    }
  })

  for (const pack of repositoryPacks) {
    for (const { definition, source } of pack.examples) {
      const form = pack.forms.find((one) => one.definition.id === definition.form)
      for (const example of definition.examples) {
        it(`${source.file}: ${example.title}`, () => {
          expect(form, definition.form).not.to.equal(undefined)
          if (form !== undefined) expect(checkExamples({ form: definition.form, examples: [example] }, compileForm(form.definition), aroundOf(pack))).to.deep.equal([])
        })
      }
    }
  }

  it('show by an example of every form that takes in figures where each of them goes', () => {
    for (const pack of repositoryPacks) {
      for (const { definition } of pack.forms) {
        const form = compileForm(definition)
        const examples = pack.examples.filter((one) => one.definition.form === definition.id && (one.definition.version ?? definition.version) === definition.version).flatMap((one) => one.definition.examples)
        const shown = examples.filter((one) => one.received !== undefined).flatMap((one) => Object.keys(one.expect ?? {}))
        for (const table of form.tables) {
          const missing = [...new Set(table.rollUps.flatMap((one) => Object.keys(one.cells)))].filter((column) => !shown.some((address) => address.startsWith(`${table.id}`) && address.endsWith(`.${column}`)))
          expect(missing, `${pack.definition.id}/${definition.id} ${table.id}`).to.deep.equal([])
        }
      }
    }
  })

  it('have, for every form, an example with expected values and nothing wrong, and for each of its rules and relations one that breaks it', () => {
    const lacking = repositoryPacks.flatMap((pack) => pack.forms.flatMap(({ definition }) => {
      const form = compileForm(definition)
      const examples = pack.examples.filter((one) => one.definition.form === definition.id).flatMap((one) => one.definition.examples)
      const broken = new Set(examples.flatMap((example) => {
        const filled = fillIn(example, form, '', aroundOf(pack))
        return 'issues' in filled ? [] : findings(filled.sheet).map((one) => String(one.params?.['key']).split('@')[0])
      }))
      const rules = new Set(form.templates.flatMap(({ rule }) => (rule === undefined ? [] : [rule.id])))
      const isGood = examples.some((one) => (one.findings ?? []).length === 0 && (Object.keys(one.expect ?? {}).length > 0 || !isCalculated(form)))
      return [...(isGood ? [] : [`${pack.definition.id}/${definition.id}: no good example`]), ...[...rules].filter((id) => !broken.has(id)).map((id) => `${pack.definition.id}/${definition.id}: nothing breaks ${id}`)]
    }))
    expect(lacking).to.deep.equal([])
  })

  it('lose an example’s truth with any other expected value or finding', () => {
    for (const pack of repositoryPacks) {
      for (const { definition } of pack.examples) {
        const form = pack.forms.find((one) => one.definition.id === definition.form)
        if (form === undefined) continue
        for (const example of definition.examples) {
          const compiled = compileForm(form.definition)
          const codes = (changed: object): string[] => checkExamples({ form: definition.form, examples: [{ ...example, ...changed }] }, compiled, aroundOf(pack)).map((one) => one.code)
          for (const [address, value] of Object.entries(example.expect ?? {})) {
            expect(codes({ expect: { ...example.expect, [address]: typeof value === 'number' ? value + 1 : 1 } }), address).to.deep.equal(['example.wrong-value'])
          }
          const other = (example.findings ?? []).length === 0 ? [{ code: 'finding.parts', at: 'main.acts' }] : []
          expect(codes({ findings: other }), example.title).to.deep.equal(['example.findings-differ'])
        }
      }
    }
  })
})

describe('an example with a choice from a codelist', () => {
  const codelists = { places: ['B'], causes: ['A', 'A1'] }
  const found = (value: string, codelist: keyof typeof codelists): string[] => {
    const form = compiled({
      id: 'c', code: '1', title: 'Một', 'legal-basis': 'x', source: { confidence: 'ours', note: 'x' }, version: 1, routes: [{ reporting: ['a'], workflow: 'w' }], signatures: ['A'],
      tables: [{ id: 'main', rows: 'one', columns: [{ id: 'one', title: 'M', kind: 'choice', choices: { codelist } }] }],
    })
    const known = { entries: (name: string) => (Object.hasOwn(codelists, name) ? codelists[name as keyof typeof codelists].map((code) => ({ code, title: code })) : undefined) }
    return checkExamples({ form: 'c', examples: [{ title: 'x', values: { 'main.one': value } }] }, form, { known }).map((one) => `${one.path} ${one.code}`)
  }

  it('takes the codes that it has, and tells every other', () => {
    expect([found('A1', 'causes'), found('B', 'places')]).to.deep.equal([[], []])
    expect(found('B', 'causes')).to.deep.equal(['/examples/0/values/main.one example.bad-value'])
  })

  it('is run so by the check of a pack', () => {
    const base = soundBase()
    const choosing = (value: string) => checkPacks([{ ...base, files: base.files.map((one) => one.path === 'people.form.yaml'
      ? { ...one, text: one.text.replace('    rows: one', '      - { id: cause, title: Nguyên nhân, kind: choice, choices: { codelist: causes } }\n    rows: one') }
      : one.path === 'examples/people.yaml' ? { ...one, text: one.text.replace('values: {', `values: { main.cause: ${value},`) } : one) }]).issues.map((one) => one.code)
    expect([choosing('A1'), choosing('A2')]).to.deep.equal([[], ['example.bad-value']])
  })
})

describe('an example of figures from elsewhere', () => {
  const form = compiled({
    id: 'late', code: '1', title: 'Một', 'legal-basis': 'x', source: { confidence: 'ours', note: 'x' }, version: 1, routes: [{ reporting: ['a'], workflow: 'w' }], signatures: ['A'],
    tables: [{ id: 'main', rows: 'one', columns: [{ id: 'left', title: 'Còn', value: 'period.to - period.data_to' }] }],
  })

  it('gives days as people write them', () => {
    const example = { title: 'Còn 30 ngày', outside: { 'period.data_to': '2018-05-31', 'period.to': '2018-06-30' }, values: {}, expect: { 'main.left': 30 }, findings: [] }
    expect(checkExamples({ form: 'late', examples: [example] }, form)).to.deep.equal([])
  })
})

describe('an example of a request', () => {
  const form = compiled(parse(confirmation) as object)
  const example = {
    title: 'Ủy quyền, hai khoản',
    rows: { obligations: { a: '', b: 'Căn nhà' } },
    values: {
      'request.agency': 'cuc_thads', 'request.applicant': 'Nguyễn Văn An', 'request.identity': '079123456789', 'request.birthday': '1980-02-29', 'request.address': 'Xã Bắc Bộ', 'request.signed_on': '2020-06-06',
      'request.role': 'proxy', 'request.answer_by': 'post', 'proxy.principal': 'Trần Thị Bình', 'proxy.document_no': '12/UQ', 'proxy.document_day': '2020-06-01',
      'judgment.number': '12/2020/DS-ST', 'judgment.day': '2020-01-15', 'judgment.periodic': false, 'judgment.from': '2020-02-01', 'summary.content': 'Xác nhận đã thi hành',
      'obligations[a].kind': 'money', 'obligations[a].due': 5_000_000, 'obligations[a].paid': 2_000_000, 'obligations[b].kind': 'thing', 'obligations[b].thing': 'Nhà', 'obligations[b].done': true, 'obligations[b].done_on': '2020-05-05',
    },
    expect: { 'request.age': 40, 'summary.total': 5_000_000, 'obligations[a].left': 3_000_000, 'summary.left': 3_000_000, 'judgment.from': null, 'obligations[b].done_on': '2020-05-05', 'obligations[b].done': true },
    findings: [],
  }
  const codes = (changed: object): string[] => checkExamples({ form: 'confirmation', examples: [{ ...example, ...changed }] }, form).map((one) => one.code)

  it('gives records, days and yes or no as people write them, and a field that is not seen is blank', () => {
    expect(checkExamples({ form: 'confirmation', examples: [example] }, form)).to.deep.equal([])
    expect(codes({ expect: { 'judgment.from': '2020-02-01' } })).to.deep.equal(['example.wrong-value'])
    expect(codes({ values: { ...example.values, 'judgment.periodic': true }, expect: { 'judgment.from': '2020-02-01' } })).to.deep.equal([])
  })

  it('is refused with a day that there is not, a choice that is not given, and a record that nobody listed', () => {
    expect(codes({ values: { ...example.values, 'judgment.day': '2020-02-30' } })).to.deep.equal(['example.bad-value'])
    expect(codes({ values: { ...example.values, 'request.role': 'judge' } })).to.deep.equal(['example.bad-value'])
    expect(codes({ rows: { obligations: { a: '' } } })).to.include('example.unknown-cell')
  })
})
