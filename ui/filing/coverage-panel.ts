// Which lower units are in and which are not: the figure first, then who is missing, each with its state.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Coverage } from '../../engine/core/contract/filing.ts'
import { showRoute } from '../frame/route.ts'
import { icon } from '../parts/icon.ts'
import { meter } from '../parts/meter.ts'
import { asideMark, stateMark } from '../parts/state-mark.ts'
import { text } from '../text.ts'

export function coveragePanel(coverage: readonly Coverage[]): TemplateResult {
  if (coverage.length === 0) return html`<p class="quiet">${text('coverage.none')}</p>`
  return html`${coverage.map((one) => {
    const missing = one.units.filter((unit) => !unit.counted)
    const counted = one.units.filter((unit) => unit.counted)
    return html`<section class="coverage">
      <h3>${one.form.code}</h3>
      <p class="hint">${one.form.title}</p>
      ${meter(one.received, one.expected, text('coverage.line', { received: one.received, expected: one.expected }))}
      ${missing.length === 0
        ? html`<p class="all">${icon('check')} ${text('coverage.all')}</p>`
        : html`<h4>${text('coverage.missing')} (${missing.length})</h4><ul>${missing.map(unitLine)}</ul>`}
      ${counted.length === 0 ? nothing : html`<details><summary>${text('coverage.in')} (${counted.length})</summary><ul>${counted.map(unitLine)}</ul></details>`}
    </section>`
  })}`
}

function unitLine(one: Coverage['units'][number]): TemplateResult {
  return html`<li><a href=${showRoute({ page: 'filing', id: one.filing })}>${one.unit.name}</a>
    <span class="row">${stateMark(one.state)}${asideMark(one.onBehalf ? { icon: 'paper', word: text('list.on-behalf'), look: 'plain' } : null)}</span></li>`
}

export const coverageStyles = css`
  .coverage { display: grid; gap: 0.5rem; justify-items: start; }
  .coverage h4 { margin: 0.25rem 0 0; font-size: var(--text-s); }
  .coverage ul { width: 100%; display: grid; gap: 0.375rem; }
  .coverage li { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; justify-content: space-between; font-size: var(--text-s); padding: 0.25rem 0; border-bottom: 1px solid var(--line); }
  .coverage details { width: 100%; }
  .coverage summary { cursor: pointer; font-size: var(--text-s); font-weight: 600; padding: 0.25rem 0; }
  .all { color: var(--good); font-weight: 600; }
`
