// A small ministry over the repository's organisation and workflow: two communes of one district, a form with figures from
// everywhere, a form with rows of a codelist, and forms that come and go. Packs as texts, so that a test reads like one.
import type { PackFile } from '../../engine/packs/load-pack.ts'
import { packFolders } from './repository-packs.ts'

export type Folder = { readonly folder: string; readonly files: readonly PackFile[] }

const form = (id: string, more: string, { version = 1, reporting = 'ubnd_xa', receiver = 'phong_tu_phap', due = '{ six_months: 07-04, year: 01-20 next }' } = {}): string => `
id: ${id}
code: ${id}/M
title: Biểu ${id}
legal-basis: Ví dụ
source: { confidence: ours, note: Ví dụ }
version: ${version}
${more.includes('routes:') ? '' : `routes:\n  - { reporting: [${reporting}], receiver: ${receiver}, due: ${due}, workflow: workflows/report }`}
${more}
signatures: [Người lập biểu]
`

const one = `tables:
  - id: main
    columns: [{ id: total, title: Tổng số, measure: việc }]
    rows: one`

export const small: Folder = {
  folder: 'small',
  files: [
    { path: 'pack.yaml', text: 'id: small\ntitle: Bộ nhỏ\nversion: 1\nrequires: [justice-sector, workflows]\nvalid-from: 2020-01-01\nvalid-to: 2025-01-01\n' },
    {
      path: 'organisation.yaml',
      text: `
roles: {}
kinds: {}
unit-properties:
  people: { title: Dân số, kind: number, measure: người }
  area: { title: Diện tích, kind: number, decimals: 1 }
  remote: { title: Vùng xa, kind: yes-no }
`,
    },
    {
      path: 'periods.yaml',
      text: `
kinds:
  six_months: { title: "6 tháng {year}", cycle: small, order: 1, from: 01-01, to: 06-30, data-to: { default: 06-30 } }
  year: { title: "Năm {year}", cycle: small, order: 2, from: 01-01, to: 12-31, data-to: { default: 12-31 } }
  urgent: { title: "Đột xuất {year}" }
open-by-offset: -15
open-by-class: default
`,
    },
    {
      path: 'units.yaml',
      text: `
demo: { clock: 2020-06-01, open: { kind: six_months, year: 2020 }, password: Minhhoa@2020, administrator: btp }
units:
  - { code: btp, kind: bo_tu_phap, name: Bộ Tư pháp }
  - { code: tinh, kind: so_tu_phap, name: Sở Tư pháp, parent: btp, accounts: [{ role: bc, name: An }, { role: kt, name: Bình }, { role: ld, name: Lan }] }
  - { code: huyen, kind: phong_tu_phap, name: Phòng Tư pháp, parent: tinh, to: 2021-07-01, accounts: [{ role: bc, name: An }, { role: kt, name: Bình }, { role: ld, name: Lan }] }
  - { code: huyen_moi, kind: phong_tu_phap, name: Phòng Tư pháp mới, parent: tinh, from: 2021-07-01, accounts: [{ role: bc, name: An }] }
  - { code: xa_mot, kind: ubnd_xa, name: Xã Một, parent: huyen, properties: { people: 4000, area: 12.5, remote: true }, accounts: [{ role: bc, name: An }, { role: ld, name: Lan }] }
  - { code: xa_hai, kind: ubnd_xa, name: Xã Hai, parent: huyen, properties: { people: 2000 }, accounts: [{ role: bc, name: An }, { role: ld, name: Lan }] }
changes:
  - { on: 2021-01-01, units: [xa_mot], name: Phường Một, properties: { people: 5000 } }
  - { on: 2021-07-01, units: [huyen], becomes: [huyen_moi] }
  - { on: 2021-07-01, units: [xa_mot, xa_hai], parent: huyen_moi }
`,
    },
    {
      path: 'codelists/causes.codelist.yaml',
      text: `
id: causes
title: Nguyên nhân
version: 1
scope: unit-mapped
properties: { weight: { title: Hệ số, kind: number, decimals: 1 } }
entries:
  - { code: M1, title: Nguyên nhân thứ nhất }
  - { code: M2, title: Nguyên nhân thứ hai }
  - { code: M3, title: Nguyên nhân từ 2021, from: 2021-01-01 }
`,
    },
    {
      path: 'flow.form.yaml',
      text: form('flow', `tables:
  - id: main
    columns:
      - { id: opening, title: Kỳ trước chuyển sang, measure: việc }
      - { id: fresh, title: Phát sinh, measure: việc }
      - { id: done, title: Đã giải quyết, measure: việc }
      - { id: closing, title: Chuyển kỳ sau, measure: việc, value: opening + fresh - done, aggregate: recompute }
      - { id: per_thousand, title: Trên nghìn dân, decimals: 2, value: fresh / unit.people * 1000, aggregate: recompute }
      - { id: this_year, title: Năm, value: 'period.year + if(unit.remote, 1, 0) + fresh * 0', aggregate: none }
      - { id: growth, title: So với năm trước, value: fresh - previous(fresh), aggregate: recompute }
    rows: one
    relations:
      - { carried-over: opening, from: closing, basis: implied }
rules:
  - { id: as_other, check: fresh <= form("other").main.total, basis: implied, message: Ví dụ }`),
    },
    { path: 'other.form.yaml', text: form('other', one) },
    {
      path: 'other_up.form.yaml',
      text: form('other_up', `tables:
  - id: main
    columns: [{ id: total, title: Tổng số, measure: việc }]
    rows: { per: lower-unit, title: Xã, total: { id: all, title: Tổng số } }
    roll-up: { from: other, cells: { total: main.total } }`, { reporting: 'phong_tu_phap', receiver: 'so_tu_phap' }),
    },
    {
      path: 'reasons.form.yaml',
      text: form('reasons', `tables:
  - id: main
    columns:
      - { id: cases, title: Số việc, measure: việc }
      - { id: weighted, title: Quy đổi, measure: việc, decimals: 1, value: cases * entry.weight }
    rows: { per: entry, codelist: causes, title: Nguyên nhân, total: { id: all, title: Tổng số } }`),
    },
    {
      path: 'reasons_up.form.yaml',
      text: form('reasons_up', `tables:
  - id: main
    columns: [{ id: cases, title: Số việc, measure: việc }]
    rows: { per: entry, codelist: causes, title: Nguyên nhân, total: { id: all, title: Tổng số } }
    roll-up: { from: reasons, by: code, cells: { cases: main.cases } }`, { reporting: 'phong_tu_phap', receiver: 'so_tu_phap' }),
    },
    { path: 'changing.form.yaml', text: form('changing', one) },
    { path: 'changing@2.form.yaml', text: form('changing', `serves: { from: 2021 }\n${one.replace('Tổng số', 'Tổng cộng')}`, { version: 2 }) },
    { path: 'interim_only.form.yaml', text: form('brief', `serves: { from: 2020/year, to: 2020/year }\n${one}`) },
    // Filed by the commune, and again by the district with the communes' figures in it.
    {
      path: 'again.form.yaml',
      text: form('again', `routes:
  - { reporting: [ubnd_xa], receiver: phong_tu_phap, due: { six_months: 07-04 }, workflow: workflows/report }
  - { reporting: [phong_tu_phap], receiver: so_tu_phap, due: { six_months: 07-16 }, workflow: workflows/report }
tables:
  - id: own
    columns: [{ id: total, title: Tổng số, measure: việc }]
    rows: one
  - id: below
    columns: [{ id: total, title: Tổng số, measure: việc }]
    rows: { per: lower-unit, title: Xã, total: { id: all, title: Tổng số } }
    roll-up: { from: again, cells: { total: own.total } }`),
    },
    // From the reform on the commune reports to the province.
    {
      path: 'moving.form.yaml',
      text: form('moving', `routes:
  - { reporting: [ubnd_xa], receiver: phong_tu_phap, periods: [six_months, year], workflow: workflows/report, to: 2021-07-01 }
  - { reporting: [ubnd_xa], receiver: so_tu_phap, periods: [six_months, year], workflow: workflows/report, from: 2021-07-01 }
${one}`),
    },
    {
      path: 'urgent.form.yaml',
      text: form('urgent', `routes:\n  - { reporting: [ubnd_xa], receiver: [phong_tu_phap, so_tu_phap], copy-to: [so_tu_phap, { unit: huyen_moi }], periods: [urgent], workflow: workflows/report }\n${one}`),
    },
  ],
}

/** An older circular: its form is assigned to the small ministry's periods, with their due dates. */
export const older: Folder = {
  folder: 'older',
  files: [
    { path: 'pack.yaml', text: 'id: older\ntitle: Văn bản cũ\nversion: 1\nrequires: [workflows]\n' },
    { path: 'kept.form.yaml', text: form('kept', `serves: { to: 2016 }\n${one}`, { due: '{ year: 11-07 }' }) },
  ],
}

/** A reform in the middle of the year: one form is replaced from the year's report on. */
export const reform: Folder = {
  folder: 'reform',
  files: [
    { path: 'pack.yaml', text: 'id: reform\ntitle: Biểu tạm thời\nversion: 1\nrequires: [small, workflows]\nreplaces:\n  - { form: small/other, by: other_m, from: 2020/year, to: 2020/year, note: Công văn ví dụ }\n' },
    { path: 'other_m.form.yaml', text: form('other_m', one) },
  ],
}

/** The small ministry with the older form assigned. */
export const assigning: Folder = {
  ...small,
  files: small.files.map((file) => (file.path === 'pack.yaml'
    ? { ...file, text: `${file.text.replace('requires: [', 'requires: [older, ')}assigns:\n  - form: older/kept\n    to: 2020\n    routes: [{ reporting: [ubnd_xa], receiver: phong_tu_phap, due: { six_months: 07-10 }, workflow: workflows/report }]\n    note: Ví dụ\n` }
    : file)),
}

/** Packs of the repository that the small ones stand on. */
/** The holidays end with 2021, so that later years are unknown. */
export const ground = (): Folder[] => packFolders().filter(({ folder }) => /(^|\/)(workflows|justice-sector)$/.test(folder))
  .map((one) => ({ ...one, files: one.files.map((file) => (file.path === 'calendar.yaml' ? { ...file, text: file.text.replace(/^ {2}202[2-9].*\n/gm, '') } : file)) }))
