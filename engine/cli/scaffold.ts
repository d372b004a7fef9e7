// Beginnings: the smallest pack, form and workflow that pass their own checks, written to be changed. Names are taken
// from what is at hand (unit kinds, roles, workflows); texts in ‹…› are for the author to fill in.
import type { Catalogue } from '../packs/catalogue.ts'
import type { PackFile } from '../packs/load-pack.ts'

const schemaLine = (kind: string): string => `# yaml-language-server: $schema=http://localhost:8080/schemas/${kind}.schema.json\n`

/** A pack that stands by itself: who there is, when, by which steps, one form and its example. */
export function newPack(id: string): PackFile[] {
  const organisation = `${schemaLine('organisation')}roles:
  clerk: { title: Người lập biểu, capabilities: [work-on-filings] }
  head: { title: Lãnh đạo, capabilities: [work-on-filings] }
kinds:
  lower: { title: "‹Loại đơn vị báo cáo›", roles: [clerk, head] }
  upper: { title: "‹Loại đơn vị nhận báo cáo›", roles: [clerk, head] }
`
  const periods = `${schemaLine('periods')}kinds:
  year: { title: "Năm {year}", cycle: yearly, order: 1, from: 01-01, to: 12-31, data-to: { default: 10-31 } }
open-by-offset: -15
open-by-class: default
`
  return [
    { path: 'pack.yaml', text: `${schemaLine('pack')}id: ${id}\ntitle: "‹Tên bộ biểu mẫu›"\nversion: 1\nlegal-basis: "‹Văn bản quy định›"\n` },
    { path: 'organisation.yaml', text: organisation },
    { path: 'periods.yaml', text: periods },
    ...newWorkflow('report', { roles: ['clerk', 'head'] }),
    ...newForm('first', { kinds: ['lower', 'upper'], periods: ['year'], workflow: 'report' }),
  ]
}

export type FormNames = { readonly kinds: readonly string[]; readonly periods: readonly string[]; readonly workflow: string }

export function newForm(id: string, { kinds: [reporting = '', receiver], periods: [period = ''], workflow }: FormNames): PackFile[] {
  const quoted = /^\d/.test(id) ? `"${id}"` : id
  return [
    {
      path: `${id}.form.yaml`,
      text: `${schemaLine('form')}id: ${quoted}
code: "‹Ký hiệu in trên biểu›"
title: "‹Tên biểu như in›"
legal-basis: "‹Văn bản ban hành biểu›"
source: { confidence: ours, note: "‹Dựng lại từ đâu, phần nào chưa chắc›" }
version: 1
routes:
  - reporting: [${reporting}]
${receiver === undefined ? '' : `    receiver: ${receiver}\n`}    due: { ${period}: 12-15 }
    workflow: ${workflow}
tables:
  - id: main
    columns:
      - { id: all, number: 1, title: Tổng số, measure: việc, parts: [one, other] }
      - title: Chia ra
        columns:
          - { id: one, number: 2, title: "‹Loại thứ nhất›", measure: việc }
          - { id: other, number: 3, title: "‹Loại thứ hai›", measure: việc }
    rows: one
rules:
  - id: some
    check: all > 0
    basis: ours
    severity: warning
    message: Không có việc nào trong kỳ.
signatures: [Người lập biểu, THỦ TRƯỞNG ĐƠN VỊ]
`,
    },
    {
      path: `examples/${id}.yaml`,
      text: `${schemaLine('example')}form: ${quoted}
examples:
  - title: Tổng bằng các phần
    values: { main.all: 3, main.one: 1, main.other: 2 }
    findings: []
  - title: Tổng không bằng các phần
    values: { main.all: 4, main.one: 1, main.other: 2 }
    findings: [{ code: finding.parts, at: main.all }]
`,
    },
  ]
}

export function newWorkflow(id: string, { roles: [clerk = '', head = clerk] }: { readonly roles: readonly string[] }): PackFile[] {
  return [{
    path: `${id}.workflow.yaml`,
    text: `${schemaLine('workflow')}id: ${id}
title: "‹Tên quy trình›"
version: 1
legal-basis: "‹Văn bản quy định các bước›"
reasons:
  wrong: Số liệu chưa đúng
states:
  drafting: { title: Đang lập, tone: working, holder: ${clerk}, asks: Nhập số liệu và trình, editable-by: ${clerk}, takes-in: true, initial: true, closes-to: closed }
  approving: { title: Chờ duyệt, tone: waiting, holder: ${head}, asks: Duyệt và gửi, closes-to: closed }
  sent: { title: Đã gửi, tone: sent, holder: receiver.${clerk}, asks: Tiếp nhận, official: true, visible-to-receiver: true }
  received: { title: Đã tiếp nhận, tone: done, holder: receiver.${clerk}, counts: true, official: true, visible-to-receiver: true }
  closed: { title: Đã khóa khi chưa gửi, tone: closed, final: true }
actions:
  submit:
    title: Trình
    tone: main
    by: ${clerk}
    from: drafting
    to: approving
    guard: errors = 0 and unexplained = 0 and filled > 0
    blocked: Biểu chưa có số liệu, còn lỗi hoặc còn mục chưa giải trình.
  send: { title: Duyệt và gửi, tone: main, by: ${head}, from: approving, to: sent, effects: [seal, deliver] }
  receive: { title: Tiếp nhận, tone: main, by: receiver.${clerk}, from: sent, to: received }
  return: { title: Trả lại, tone: return, by: holder, from: [approving, sent, received], to: drafting, reasons: [wrong], note: required }
`,
  }]
}

/** Names that a new form of this pack can stand on: its own first, then those of other packs; undefined where none are. */
export function formNames(pack: string, catalogue: Catalogue): FormNames | undefined {
  const flows = [...catalogue.packs.values()].sort((a, b) => Number(b.definition.id === pack) - Number(a.definition.id === pack))
    .flatMap((one) => one.workflows.map(({ definition }) => (one.definition.id === pack ? definition.id : `${one.definition.id}/${definition.id}`)))
  const [kinds, periods] = [[...catalogue.kinds.keys()].slice(0, 2), [...catalogue.periodKinds].slice(0, 1)]
  return kinds.length === 0 || periods.length === 0 || flows[0] === undefined ? undefined : { kinds, periods, workflow: flows[0] }
}
