// What two versions of a definition differ in: each kind of change by one edit of a form, a workflow or a pack, and told
// alone. Definitions are plain values here; whether they mean anything is not asked.
import { expect } from 'chai'
import fc from 'fast-check'
import { weights, type Change, type ChangeKind } from '../../../engine/core/change.ts'
import { compareForms } from '../../../engine/core/form/compare.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
import { changeSentence } from '../../../engine/core/messages/change-sentence.ts'
import { languages } from '../../../engine/core/messages/sentence.ts'
import { compareWorkflows } from '../../../engine/core/workflow/compare.ts'
import type { WorkflowDefinition } from '../../../engine/core/workflow/definition.ts'
import { comparePacks } from '../../../engine/packs/compare-packs.ts'
import { loadPack, type Pack } from '../../../engine/packs/load-pack.ts'
import { soundBase } from '../../support/broken/read-broken.ts'
import { repositoryPacks } from '../../support/repository-packs.ts'

/* eslint-disable @typescript-eslint/no-explicit-any -- edits reach into a plain value */
type Loose = any

const form = (): Loose => ({
  id: 'a', code: 'A/1', title: 'Biểu A', 'legal-basis': 'Văn bản', source: { confidence: 'ours', note: 'x' }, version: 1,
  routes: [{ reporting: ['commune'], receiver: 'district', due: { year: '11-07' }, workflow: 'report' }],
  tables: [
    {
      id: 'main', title: 'Bảng',
      columns: [
        { title: 'Việc', measure: 'việc', columns: [{ id: 'acts', number: 1, title: 'Tổng số', parts: ['contracts'], 'of-which': ['contracts'], max: 100 }, { id: 'contracts', number: 2, title: 'Hợp đồng' }] },
        { id: 'share', title: 'Tỷ lệ', value: 'acts / contracts', aggregate: 'recompute' },
      ],
      rows: [{ id: 'r1', title: 'Dòng 1' }, { id: 'r2', title: 'Dòng 2' }],
      closed: [{ rows: ['r1'], columns: ['acts'] }],
      relations: [{ range: 'acts', least: 0, basis: 'ours' }],
    },
    { id: 'units', title: 'Xã', columns: [{ id: 'acts', title: 'Tổng số' }], rows: { per: 'lower-unit', title: 'Xã' }, 'roll-up': { from: 'b', cells: { acts: 'main.acts' } } },
  ],
  sections: [{ id: 'more', title: 'Thêm', fields: [{ id: 'kind', title: 'Loại', kind: 'choice', choices: [{ code: 'x', title: 'X' }], 'visible-when': 'acts > 0' }] }],
  rules: [{ id: 'some', check: 'acts > 0', basis: 'ours', severity: 'warning', message: 'Không có việc.' }],
  signatures: ['Người lập biểu'],
})

const workflow = (): Loose => ({
  id: 'report', title: 'Quy trình', version: 1, 'legal-basis': 'Văn bản', reasons: { wrong: 'Sai' },
  states: { start: { title: 'Đầu', tone: 'idle', initial: true, holder: 'clerk' }, end: { title: 'Cuối', tone: 'done', final: true } },
  actions: { go: { title: 'Đi', by: 'clerk', from: 'start', to: 'end', guard: 'errors = 0', effects: ['seal'] } },
})

const column = (one: Loose, id = 'acts'): Loose => one.tables[0].columns[0].columns.find((leaf: Loose) => leaf.id === id)

const flip = (list: Loose[]): unknown => list.splice(0, list.length, ...list.toReversed())

/** Kind → edits of the form, each of which makes exactly this change. */
const ofForms: Readonly<Record<string, readonly ((one: Loose) => void)[]>> = {
  'title': [(one) => (one.title = 'Biểu B'), (one) => (column(one).title = 'Tổng'), (one) => (one.tables[0].title = 'Bảng khác'), (one) => (one.tables[0].rows[0].title = 'Khác'), (one) => (one.sections[0].title = 'Khác')],
  'number': [(one) => (column(one).number = 3), (one) => (one.tables[0].rows[0].number = 'I')],
  'wording': [(one) => (column(one).help = 'Lời'), (one) => (one.rules[0].message = 'Khác'), (one) => (one.notes = ['Ghi chú']), (one) => (one.sections[0].fields[0].choices[0].title = 'Y'), (one) => (one.tables[1].rows.title = 'Phường')],
  'order': [(one) => flip(one.tables[0].rows), (one) => flip(one.tables[0].columns[0].columns), (one) => flip(one.tables)],
  'property': [(one) => (one.id = 'b'), (one) => (one.field = 'x'), (one) => (column(one)['something-new'] = 1), (one) => (one.routes[0]['copy-to'] = 'x'), (one) => (one.rules[0].periods = ['year'])],
  'code': [(one) => (one.code = 'A/2')],
  'legal-basis': [(one) => (one['legal-basis'] = 'Văn bản khác')],
  'signatures': [(one) => (one.signatures = ['Khác'])],
  'serves': [(one) => (one.serves = { from: '2020/year' })],
  'table-added': [(one) => one.tables.push({ id: 'new', columns: [], rows: 'one' })],
  'table-removed': [(one) => one.tables.pop()],
  'section-added': [(one) => one.sections.push({ id: 'new', fields: [] })],
  'section-removed': [(one) => delete one.sections],
  'column-added': [(one) => one.tables[0].columns.push({ id: 'new', title: 'Mới' })],
  'column-removed': [(one) => one.tables[0].columns.pop()],
  'column-renamed': [(one) => (column(one, 'contracts').id = 'agreements')],
  'row-added': [(one) => one.tables[0].rows.push({ id: 'r3', title: 'Dòng 3' }), (one) => (one.tables[0].rows[0].rows = [{ id: 'r11', title: 'Con' }])],
  'row-removed': [(one) => one.tables[0].rows.pop()],
  'row-renamed': [(one) => (one.tables[0].rows[0].id = 'r9')],
  'field-added': [(one) => one.sections[0].fields.push({ id: 'new', title: 'Mới', kind: 'text' })],
  'field-removed': [(one) => (one.sections[0].fields = [])],
  'field-renamed': [(one) => (one.sections[0].fields[0].id = 'sort')],
  'rows-shape': [(one) => (one.tables[0].rows = 'one'), (one) => (one.tables[1].rows.total = { id: 'total', title: 'Tổng' }), (one) => (one.tables[0].rows[0].rows = { per: 'record', title: 'x' }), (one) => (one.sections[0].repeat = { title: 'x' })],
  'heading': [(one) => (one.tables[0].columns[0].title = 'Công việc'), (one) => (one.tables[0].columns[0].id = 'works'), (one) => (one.tables[0].columns[1] = { title: 'Nhóm', columns: [one.tables[0].columns[1]] })],
  'measure': [(one) => (column(one).measure = 'vụ'), (one) => (one.tables[0].columns[1].measure = '%')],
  'decimals': [(one) => (column(one).decimals = 2)],
  'cell-kind': [(one) => (column(one).kind = 'text')],
  'limit-tightened': [(one) => (column(one).max = 99), (one) => (column(one).min = 1), (one) => (column(one, 'contracts').max = 5)],
  'limit-loosened': [(one) => (column(one).max = 101), (one) => (column(one).min = -1), (one) => delete column(one).max],
  'choice-added': [(one) => one.sections[0].fields[0].choices.push({ code: 'y', title: 'Y' })],
  'choice-removed': [(one) => (one.sections[0].fields[0].choices = [])],
  'parts': [(one) => (column(one).parts = ['contracts', 'others']), (one) => delete column(one).parts],
  'parts-are': [(one) => (column(one)['parts-are'] = 'computed')],
  'of-which': [(one) => (column(one)['of-which'] = ['others'])],
  'formula-added': [(one) => (column(one).value = 'contracts')],
  'formula-removed': [(one) => delete one.tables[0].columns[1].value],
  'formula-changed': [(one) => (one.tables[0].columns[1].value = 'contracts / acts')],
  'aggregate': [(one) => (one.tables[0].columns[1].aggregate = 'none')],
  'condition': [(one) => (one.sections[0].fields[0]['visible-when'] = 'acts > 1'), (one) => (one.sections[0]['visible-when'] = 'acts > 1')],
  'required': [(one) => (one.sections[0].fields[0].required = true)],
  'cells-closed': [(one) => one.tables[0].closed[0].columns.push('contracts')],
  'cells-opened': [(one) => delete one.tables[0].closed],
  'relation-added': [(one) => one.tables[0].relations.push({ range: 'contracts', least: 0, basis: 'ours' })],
  'relation-removed': [(one) => (one.tables[0].relations = [])],
  'roll-up-added': [(one) => (one.tables[1]['roll-up'] = [one.tables[1]['roll-up'], { from: 'c', cells: { acts: 'main.acts' } }])],
  'roll-up-removed': [(one) => delete one.tables[1]['roll-up']],
  'roll-up-source': [(one) => (one.tables[1]['roll-up'].cells.acts = 'main.others')],
  'rule-added': [(one) => one.rules.push({ id: 'other', check: 'acts > 1', basis: 'ours', message: 'x' })],
  'rule-removed': [(one) => (one.rules = [])],
  'rule-check': [(one) => (one.rules[0].check = 'acts >= 0')],
  'rule-scope': [(one) => (one.rules[0].table = 'units')],
  'basis': [(one) => (one.rules[0].basis = 'implied')],
  'severity-raised': [(one) => (one.rules[0].severity = 'explain'), (one) => (one.rules[0].severity = 'error')],
  'route-added': [(one) => one.routes.push({ reporting: ['district'], workflow: 'report' }), (one) => one.routes[0].reporting.push('town'), (one) => one.routes.push({ reporting: ['commune'], workflow: 'report' })],
  'route-removed': [(one) => (one.routes = [])],
  'receiver': [(one) => (one.routes[0].receiver = 'province')],
  'workflow-of-route': [(one) => (one.routes[0].workflow = 'other')],
  'periods': [(one) => (one.routes[0].periods = ['year'])],
  'due-added': [(one) => (one.routes[0].due.half = '06-06')],
  'due-removed': [(one) => (one.routes[0].due = {})],
  'due-earlier': [(one) => (one.routes[0].due.year = '11-06')],
  'due-later': [(one) => (one.routes[0].due.year = '01-20 next')],
}

const ofWorkflows: Readonly<Record<string, readonly ((one: Loose) => void)[]>> = {
  'title': [(one) => (one.title = 'Khác'), (one) => (one.states.start.title = 'Khác'), (one) => (one.actions.go.title = 'Khác')],
  'wording': [(one) => (one.states.start.tone = 'working'), (one) => (one.actions.go.confirm = 'Chắc chưa?')],
  'property': [(one) => (one.id = 'other'), (one) => (one.reasons.wrong = 'Nhầm'), (one) => (one.actions.go.clock = 'x'), (one) => (one.states.start['on-save'] = 'end')],
  'legal-basis': [(one) => (one['legal-basis'] = 'Khác')],
  'entry-added': [(one) => (one.clocks = { writing: { title: 'Hạn' } }), (one) => (one.reasons.other = 'Khác')],
  'entry-removed': [(one) => (one.reasons = {})],
  'state-added': [(one) => (one.states.middle = { title: 'Giữa', tone: 'waiting' })],
  'state-removed': [(one) => delete one.states.end],
  'state-role': [(one) => (one.states.start.counts = true), (one) => delete one.states.end.final],
  'holder': [(one) => (one.states.start.holder = 'head'), (one) => (one.states.start['editable-by'] = 'clerk')],
  'action-added': [(one) => (one.actions.back = { title: 'Về', by: 'head', from: 'end', to: 'start' })],
  'action-removed': [(one) => delete one.actions.go],
  'action-by': [(one) => (one.actions.go.by = ['clerk', 'head'])],
  'action-from': [(one) => (one.actions.go.from = 'end')],
  'action-to': [(one) => (one.actions.go.to = 'start'), (one) => (one.actions.go.to = [{ when: 'stale', state: 'start' }, { state: 'end' }])],
  'guard-added': [(one) => (one.actions.go.offered = 'stale')],
  'guard-removed': [(one) => delete one.actions.go.guard],
  'guard-changed': [(one) => (one.actions.go.guard = 'errors < 1')],
  'asked-of-actor': [(one) => (one.actions.go.note = 'required'), (one) => (one.actions.go.reasons = ['wrong']), (one) => (one.actions.go.paper = true)],
  'effects': [(one) => (one.actions.go.effects = ['seal', 'deliver'])],
}

const edited = (make: () => Loose, edit: (one: Loose) => void, version = 2): Loose => {
  const one = make()
  edit(one)
  one.version = version
  return one
}
const compare = (before: Loose, after: Loose): Change[] =>
  'states' in before ? compareWorkflows(before as WorkflowDefinition, after as WorkflowDefinition) : compareForms(before as FormDefinition, after as FormDefinition)
const kinds = (changes: readonly Change[]): ChangeKind[] => changes.map((one) => one.kind).filter((kind) => kind !== 'version-raised')

const seen = new Set<ChangeKind>()

describe('comparing definitions', () => {
  for (const [make, table] of [[form, ofForms], [workflow, ofWorkflows]] as const) {
    for (const [kind, edits] of Object.entries(table)) {
      it(`tells ${kind} of a ${make === form ? 'form' : 'workflow'}, and nothing else`, () => {
        for (const edit of edits) {
          const changes = compare(make(), edited(make, edit))
          expect(kinds(changes), String(edit)).to.deep.equal([kind])
          const told = changes.find((one) => one.kind !== 'version-raised') as Change
          expect(told.weight).to.equal(weights[kind as ChangeKind])
          seen.add(told.kind)
          for (const language of languages) expect(changeSentence(told, language), String(edit)).to.match(/^.+: .+\.$/).and.not.match(/change\.|\{(?:before|after|name|at|property|cell|relation|column|choice|period)\}|undefined|\[object/)
        }
      })
    }
  }

  it('tells the other way of what can be undone', () => {
    const lowered = compare(edited(form, (one) => (one.rules[0].severity = 'error'), 1), edited(form, () => {}))
    expect(kinds(lowered)).to.deep.equal(['severity-lowered'])
    const eased = compare(edited(form, (one) => (one.sections[0].fields[0].required = true), 1), edited(form, () => {}))
    expect(kinds(eased)).to.deep.equal(['no-longer-required'])
    for (const kind of [...kinds(lowered), ...kinds(eased)]) seen.add(kind)
  })

  it('says nothing of the same thing spelt differently', () => {
    const tree = edited(form, (one) => {
      one.tables[0].columns[1].value = { '/': [{ var: 'acts' }, { var: 'contracts' }] }
      one.rules[0].check = '(acts)>0'
      one.tables[1]['roll-up'] = [one.tables[1]['roll-up']]
    }, 1)
    expect(compare(form(), tree)).to.deep.equal([])
    const listed = edited(workflow, (one) => {
      one.actions.go.by = ['clerk']
      one.actions.go.to = [{ state: 'end' }]
      one.actions.go.guard = { '==': [{ var: 'errors' }, 0] }
    }, 1)
    expect(compare(workflow(), listed)).to.deep.equal([])
  })

  it('tells of a form of a later circular which series go on, how they convert, and only what stops as stopping', () => {
    const column = (id: string, title: string, measure: string, more: object = {}): Loose => ({ id, title, measure, ...more })
    const old = { ...form(), sections: [], rules: [], tables: [{ id: 'main', rows: 'one', columns: [
      column('acts', 'Tổng số', 'việc', { parts: ['contracts', 'other'] }), column('contracts', 'Hợp đồng', 'việc'), column('other', 'Khác', 'việc'), column('paid', 'Nộp', 'đồng'),
    ] }] }
    const next = {
      ...old, id: 'b', code: 'B/1', succeeds: { form: 'before/a', cells: { 'table.deals': 'main.contracts', 'table.paid': { cell: 'main.paid', per: 1000 } }, note: 'Nay chỉ tính giao dịch.' },
      tables: [{ id: 'table', rows: 'one', columns: [column('deals', 'Giao dịch', 'việc'), column('paid', 'Nộp', 'nghìn đồng')] }],
    }
    const told = compare(old, next)
    expect(told.map(({ kind, at }) => `${kind} ${at}`)).to.have.members([
      'succession b', 'series-continued table.deals', 'series-converted table.paid', 'code b', 'title table.deals', 'column-removed table.acts', 'column-removed table.other',
    ])
    expect(told.map((one) => changeSentence(one))).to.include('Cột “Nộp” (table.paid): chuỗi số liệu nối tiếp “Nộp” (main.paid); 1000 đồng là 1 nghìn đồng.')
    expect(kinds(compare(old, { ...next, succeeds: undefined })), 'like any other form where it does not say so').to.include.members(['table-removed', 'table-added'])
    const changed = compare(next, { ...next, version: 2, succeeds: { ...next.succeeds, cells: { 'table.deals': 'main.acts' } } })
    expect(kinds(changed), 'what went on goes on otherwise').to.deep.equal(['succession-changed'])
    for (const { kind } of [...told, ...changed]) seen.add(kind)
  })

  it('refuses content that changes under a version that stays or goes down, and takes a higher version without a change', () => {
    for (const make of [form, workflow]) {
      const [first, second] = compare(make(), edited(make, (one) => (one.title = 'Khác'), 1))
      expect([first?.kind, first?.weight, second?.kind]).to.deep.equal(['version-not-raised', 'breaking', 'title'])
      expect(compare(edited(make, () => {}, 3), edited(make, () => {}, 2)).map((one) => one.kind)).to.deep.equal(['version-not-raised'])
      expect(compare(make(), edited(make, () => {}, 2)).map((one) => [one.kind, one.weight])).to.deep.equal([['version-raised', 'safe']])
    }
    seen.add('version-raised').add('version-not-raised')
  })

  it('tells forms and workflows that come and go, and every other file entry by entry', () => {
    const pack = (edit: (path: string, text: string) => string | undefined): Pack => {
      const { folder, files } = soundBase()
      const { pack: loaded, issues } = loadPack(folder, files.flatMap(({ path, text }) => {
        const now = edit(path, text)
        return now === undefined ? [] : [{ path, text: now }]
      }))
      expect(issues).to.deep.equal([])
      return loaded as Pack
    }
    const whole = pack((_, text) => text)
    const without = (file: string): Pack => pack((path, text) => (path === file ? undefined : text))
    const told = (before: Pack, after: Pack): string[] => comparePacks(before, after).flatMap(({ changes }) => changes.map((one) => one.kind))
    expect(told(whole, whole)).to.deep.equal([])
    expect(told(whole, without('summary.form.yaml'))).to.deep.equal(['form-removed'])
    expect(told(without('summary.form.yaml'), whole)).to.deep.equal(['form-added'])
    expect(told(whole, without('report.workflow.yaml'))).to.deep.equal(['workflow-removed'])
    expect(told(without('report.workflow.yaml'), whole)).to.deep.equal(['workflow-added'])
    expect(told(whole, without('periods.yaml'))).to.deep.equal(['entry-removed'])
    expect(told(whole, pack((path, text) => (path === 'pack.yaml' ? text.replace(/title: .*/, 'title: Khác') : text)))).to.deep.equal(['property'])
    for (const kind of ['form-removed', 'form-added', 'workflow-removed', 'workflow-added'] as const) seen.add(kind)
  })

  it('finds no difference between a pack of the repository and itself, and some after any edit of a value', () => {
    for (const pack of repositoryPacks) expect(comparePacks(pack, pack)).to.deep.equal([])
    const forms = repositoryPacks.flatMap((pack) => pack.forms.map((one) => one.definition))
    fc.assert(fc.property(fc.constantFrom(...forms), fc.nat(), (definition, at) => {
      const leaves: [Loose, string][] = []
      const visit = (value: Loose): void => {
        for (const [key, one] of Object.entries(value)) {
          if (typeof one === 'object' && one !== null) visit(one)
          else leaves.push([value, key])
        }
      }
      const changed = structuredClone(definition)
      visit(changed)
      const [holder, key] = leaves[at % leaves.length] as [Loose, string]
      // Headings without figures carry a measure only for the columns below them, which may have their own.
      if (key === 'measure' && holder.columns !== undefined) return
      holder[key] = typeof holder[key] === 'number' ? holder[key] + 1 : `${String(holder[key])}x`
      expect(compareForms(definition, changed), `${definition.id} ${key}`).to.not.deep.equal([])
    }), { numRuns: 300 })
  })

  after('every kind of change has been told', function () {
    if (this.test?.parent?.tests.some((one) => one.state !== 'passed') === true) return
    expect([...Object.keys(weights)].filter((kind) => !seen.has(kind as ChangeKind))).to.deep.equal([])
  })
})
