// A list of filings as a table that turns into cards on a phone. Explicit roles keep it a table for screen readers when
// its display changes. Every row has one link, the form; the rest of the row is words.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { FilingLine } from '../../engine/core/contract/filing.ts'
import { dayOf, showInstant } from '../format.ts'
import { now } from '../frame/clock.ts'
import { showRoute } from '../frame/route.ts'
import { text, type UiKey } from '../text.ts'
import { noDue, readDue } from './due.ts'
import { asideMark, placeMarks, stateMark } from './state-mark.ts'

export type ListColumn = 'form' | 'unit' | 'receiver' | 'period' | 'state' | 'due' | 'updated'

const heads: Record<ListColumn, UiKey> = {
  form: 'list.form', unit: 'list.unit', receiver: 'list.receiver', period: 'list.period', state: 'list.state', due: 'list.due', updated: 'list.updated',
}

/** The boxes by which lines are chosen: of one line, and of all of them. */
export type Boxes = { readonly all: unknown; readonly of: (line: FilingLine) => unknown }

/** `leading` is the column whose words are the link: the form among one's own, the unit among those of others. */
export function filingTable(lines: readonly FilingLine[], columns: readonly ListColumn[], label: string, leading: 'form' | 'unit', boxes?: Boxes): TemplateResult {
  return html`<table role="table" aria-label=${label}>
    <thead role="rowgroup"><tr role="row">${boxes === undefined ? nothing : html`<td role="cell" class="box">${boxes.all}</td>`}${columns.map((column) => html`<th role="columnheader" scope="col">${text(heads[column])}</th>`)}</tr></thead>
    <tbody role="rowgroup">${lines.map((line) => html`<tr role="row">${boxes === undefined ? nothing : html`<td role="cell" class="box">${boxes.of(line)}</td>`}${columns.map((column) =>
      column === leading
        ? html`<th role="rowheader" scope="row" class=${column}>${cell(line, column, true)}</th>`
        : html`<td role="cell" class=${column} data-label=${text(heads[column])}>${cell(line, column, false)}</td>`)}</tr>`)}</tbody>
  </table>`
}

function cell(line: FilingLine, column: ListColumn, link: boolean): unknown {
  const href = showRoute({ page: 'filing', id: line.id })
  switch (column) {
    case 'form': {
      const words = html`<span class="code">${line.form.code}</span><span class="words">${line.form.title}</span>`
      return link ? html`<a href=${href}>${words}</a>` : words
    }
    case 'unit':
      return link ? html`<a href=${href}>${line.unit.name}</a>` : line.unit.name
    case 'receiver':
      return line.receiver === null ? html`<span class="quiet">${text('list.no-receiver')}</span>` : line.receiver.name
    case 'period':
      return line.period.title
    case 'state':
      return html`<span class="marks">${stateMark(line.state)}
        ${asideMark(line.staleSince === null ? null : { icon: 'warning', word: text('list.stale'), look: 'warning' })}
        ${placeMarks(line)}</span>`
    case 'due':
      return dueCell(line)
    case 'updated':
      return line.updatedAt === null ? html`<span class="quiet">${text('list.never')}</span>` : html`<span class="figures">${showInstant(line.updatedAt)}</span>`
  }
}

function dueCell(line: FilingLine): unknown {
  const due = readDue(line.due, line.late, dayOf(now()))
  if (due === null) return html`<span class="quiet">${noDue(line)}</span>`
  const settled = line.state.tone === 'done' || line.state.tone === 'sent' || line.state.tone === 'closed'
  const words = settled && !due.late ? '' : due.words
  return html`<span class="figures">${due.day}</span>${words === '' ? nothing : html`<br><span class=${due.late ? 'late' : due.near ? 'near' : 'hint'}>${words}</span>`}`
}

export const filingTableStyles = css`
  table { width: 100%; border-collapse: collapse; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
  th, td { padding: 0.5rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
  thead th { font-size: var(--text-s); font-weight: 600; color: var(--ink-quiet); background: var(--sunken); white-space: nowrap; }
  .box { width: 2.25rem; padding-right: 0; vertical-align: middle; }
  thead .box { background: var(--sunken); }
  tbody tr:hover { background: var(--sunken); }
  tbody th a { display: grid; gap: 0.125rem; text-decoration: none; font-weight: 600; }
  tbody th a:hover { text-decoration: underline; }
  .code { font-size: var(--text-s); color: var(--ink-quiet); font-variant-numeric: tabular-nums; font-weight: 500; }
  .marks { display: flex; flex-wrap: wrap; gap: 0.25rem; }
  .due { white-space: nowrap; }
  .form { min-width: 13rem; }
  .receiver, .unit { min-width: 9rem; }
  .period { min-width: 6rem; }
  .updated { min-width: 5.5rem; }
  .marks .mark { white-space: normal; border-radius: 0.75rem; }
  .near { color: var(--warning); font-weight: 600; font-size: var(--text-s); }
  .due .late { font-size: var(--text-s); }
  @media (max-width: 44rem) {
    table, tbody { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; border: 0; background: none; }
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    tr { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.375rem; padding: 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
    th, td { padding: 0; border: 0; min-width: 0; white-space: normal !important; }
    td { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 0.5rem; }
    td.box { display: block; }
    td.box::before { content: none; }
    td::before { content: attr(data-label); color: var(--ink-quiet); font-size: var(--text-s); }
    td br { display: none; }
    .due { grid-template-columns: 6rem auto minmax(0, 1fr); }
  }
`
