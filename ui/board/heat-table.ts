// The board as a table of units by forms. Every cell says its figures and its standing in words; colour only repeats them.
// The cells are one stop of the Tab key: the arrows, Home and End go from cell to cell, Enter lists the reports in one.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Board, BoardLine } from '../../engine/core/contract/board.ts'
import type { ReportCounts, Standing } from '../../engine/core/board.ts'
import type { FormRef } from '../../engine/core/contract/shapes.ts'
import { text } from '../text.ts'
import { sayCounts } from './standing.ts'

export type HeatActs = {
  readonly open: (line: BoardLine, form: FormRef | null) => void
  readonly addressOf: (line: BoardLine) => string
  /** Which lines are chosen, where lines can be; undefined elsewhere. */
  readonly chosen: ReadonlySet<string> | undefined
  readonly choose: (code: string, on: boolean) => void
}

export function heatTable(board: Board, { open, addressOf, chosen, choose }: HeatActs): TemplateResult {
  const { forms, lines } = board
  const name = (line: BoardLine): unknown => {
    const words = line.own ? text('board.own', { unit: line.unit.name }) : line.unit.name
    return line.own || line.units === 1 ? html`<span>${words}</span>` : html`<a href=${addressOf(line)}>${words}<span class="below">${text('board.units', { n: line.units })}</span></a>`
  }
  const cell = (line: BoardLine, row: number, form: FormRef | null, column: number, counts: ReportCounts | null): TemplateResult => {
    if (counts === null) return html`<td class="none"><span aria-hidden="true">·</span><span class="hidden-text">${text('board.nothing-owed')}</span></td>`
    const { standing, figures, word } = sayCounts(counts)
    return html`<td class=${standing}><button type="button" data-cell="${row},${column}" tabindex=${row === 0 && column === 0 ? 0 : -1} @click=${() => open(line, form)}><strong>${figures}</strong><span>${word}</span></button></td>`
  }
  return html`<div class="scroll" role="region" tabindex="0" aria-label=${text('board.table')} @keydown=${moveBetweenCells}>
    <table>
      <caption class="hidden-text">${text('board.table-how')}</caption>
      <thead><tr>
        <th scope="col" class="unit">${text('board.column-unit')}</th>
        <th scope="col">${text('board.all-forms')}</th>
        ${forms.map((form) => html`<th scope="col"><abbr title=${form.title}>${form.code}</abbr></th>`)}
      </tr></thead>
      <tbody>${lines.map((line, row) => html`<tr>
        <th scope="row" class="unit">${chosen === undefined ? nothing : html`<input type="checkbox" aria-label=${text('board.choose', { unit: line.unit.name })} .checked=${chosen.has(line.unit.code)} @change=${(event: Event) => choose(line.unit.code, (event.target as HTMLInputElement).checked)} />`}${name(line)}</th>
        ${cell(line, row, null, 0, line.total)}
        ${forms.map((form, index) => cell(line, row, form, index + 1, line.cells[index] ?? null))}
      </tr>`)}</tbody>
    </table>
  </div>`
}

const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** To the next cell in the direction that anything is owed in. */
function moveBetweenCells(event: KeyboardEvent): void {
  const region = event.currentTarget as HTMLElement
  const from = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
  if (from === null) return
  const step = steps[event.key]
  const [row = 0, column = 0] = (from.dataset['cell'] ?? '').split(',').map(Number)
  const inRow = [...region.querySelectorAll<HTMLElement>(`[data-cell^="${row},"]`)]
  let to: HTMLElement | null | undefined
  if (event.key === 'Home') to = inRow[0]
  else if (event.key === 'End') to = inRow.at(-1)
  else if (step !== undefined) {
    const furthest = Math.max(region.querySelectorAll('tbody tr').length, region.querySelectorAll('thead th').length)
    for (let far = 1; far <= furthest && (to === undefined || to === null); far++) to = region.querySelector<HTMLElement>(`[data-cell="${row + step[0] * far},${column + step[1] * far}"]`)
  } else return
  event.preventDefault()
  if (to === undefined || to === null) return
  from.tabIndex = -1
  to.tabIndex = 0
  to.focus()
}

const standings: readonly Standing[] = ['complete', 'complete-late', 'going', 'idle', 'overdue']

export function legend(): TemplateResult {
  return html`<ul class="legend" aria-label=${text('board.legend')}>${standings.map((one) => html`<li><span class="swatch ${one}"></span>${text(`board.legend-${one}`)}</li>`)}</ul>`
}

export const heatStyles = css`
  .scroll { position: relative; overflow: auto; max-height: 75dvh; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
  .scroll table { border-collapse: separate; border-spacing: 0; min-width: 100%; }
  .scroll th, .scroll td { border-bottom: 1px solid var(--line); border-right: 1px solid var(--line); text-align: left; vertical-align: middle; }
  .scroll thead th { position: sticky; top: 0; z-index: 2; padding: 0.5rem 0.625rem; background: var(--sunken); font-size: var(--text-s); font-weight: 600; color: var(--ink-quiet); white-space: nowrap; }
  .scroll abbr { text-decoration: none; }
  .scroll .unit { position: sticky; left: 0; z-index: 1; background: var(--surface); min-width: 14rem; max-width: 20rem; padding: 0.375rem 0.625rem; font-weight: 500; }
  .scroll tbody .unit { display: flex; gap: 0.5rem; align-items: center; min-height: 3.25rem; border-right: 0; box-shadow: inset -1px 0 var(--line); }
  .scroll thead .unit { z-index: 3; background: var(--sunken); }
  .below { display: block; font-size: var(--text-s); font-weight: 400; color: var(--ink-quiet); }
  .scroll td { padding: 0; }
  .scroll td.none { text-align: center; color: var(--ink-quiet); }
  .scroll td button { display: grid; justify-items: start; width: 100%; min-width: 6.5rem; min-height: 3.25rem; padding: 0.25rem 0.625rem; border: 0; background: none; text-align: left; font-variant-numeric: tabular-nums; line-height: 1.25; }
  .scroll td button span { font-size: var(--text-s); }
  .scroll td button:hover { text-decoration: underline; }
  .scroll td button:focus-visible { outline-offset: -3px; }
  .complete { background: var(--good-tint); color: var(--good); }
  .complete-late { background: var(--warning-tint); color: var(--warning); }
  .going { background: var(--accent-tint); color: var(--accent-strong); }
  .idle { background: var(--sunken); color: var(--ink); }
  .overdue { background: var(--error-tint); color: var(--error); }
  .legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; font-size: var(--text-s); color: var(--ink-quiet); }
  .legend li { display: inline-flex; align-items: center; gap: 0.375rem; }
  .swatch { width: 1rem; height: 1rem; border: 1px solid var(--line-strong); border-radius: 3px; }
  @media (max-width: 44rem) {
    .scroll .unit { min-width: 8.5rem; max-width: 9.5rem; font-size: var(--text-s); }
    .scroll td button { min-width: 5.5rem; }
  }
`
