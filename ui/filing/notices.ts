// What has to be known before working on a filing: what just happened, who returned it and why, that lower figures moved
// on, why it cannot be edited, which sealed copy is official.
import { html, nothing, type TemplateResult } from 'lit'
import type { Filing, Predecessors } from '../../engine/core/contract/filing.ts'
import { showDay, showInstant } from '../format.ts'
import { showRoute } from '../frame/route.ts'
import { icon, type IconName } from '../parts/icon.ts'
import { text } from '../text.ts'
import type { Notice } from './work.ts'

export function notices(filing: Filing, notice: Notice | null, dismiss: () => void): TemplateResult {
  const back = filing.state.tone === 'returned' ? filing.lastReturn : null
  return html`<div class="notices">
    ${notice === null ? nothing : html`<div class="notice ${notice.look}" role=${notice.look === 'good' ? 'status' : 'alert'}>${icon(notice.look === 'good' ? 'check' : 'warning')}<p class="grow">${notice.words}</p>
      <button class="button small quiet" type="button" @click=${dismiss}>${icon('close')}<span class="hidden-text">${text('app.close')}</span></button></div>`}
    ${back === null ? nothing : note('error', 'back', html`<strong>${text('filing.returned', { name: back.by.name, unit: back.unit, at: showInstant(back.at) })}</strong>
      <p>${[back.reason, back.note].filter((one) => one !== null && one !== '').join(': ')}</p>`)}
    ${filing.staleSince === null ? nothing : note('warning', 'warning', html`<p>${text('filing.stale', { at: showInstant(filing.staleSince) })}</p>`)}
    ${filing.predecessors === undefined ? nothing : note('', 'tree', formedOf(filing, filing.predecessors))}
    ${filing.readOnlyBecause === null ? nothing : note(filing.waitsFor === undefined ? '' : 'warning', filing.waitsFor === undefined ? 'info' : 'list', html`<p>${filing.readOnlyBecause}</p>
      ${(filing.waitsFor ?? []).map((one) => html`<p><a href=${showRoute({ page: 'codelist', pack: one.pack, id: one.id })}>${text('filing.to-codelist', { title: one.title })}</a></p>`)}`)}
    ${filing.seal === null ? nothing : note(filing.official ? 'good' : '', 'seal', html`<p>${filing.official ? html`<strong>${text('filing.official')}.</strong> ` : nothing}${text(filing.onBehalf ? 'filing.seal-recorded' : 'filing.seal', { number: filing.seal.number, name: filing.seal.by.name, at: showInstant(filing.seal.at) })}</p>
      <p class="hint hash">${text('filing.seal-hash', { hash: filing.seal.hash.slice(0, 16) })}</p>`)}
  </div>`
}

/** Whose work of the year the report counts, too, and what stands beside its cells. */
function formedOf(filing: Filing, { units, sharedWith, period, missing }: Predecessors): TemplateResult {
  const names = (list: readonly { name: string }[]): string => list.map((one) => one.name).join(', ')
  const figures = sharedWith.length > 0 ? text('filing.predecessors-not-divisible', { others: names(sharedWith) })
    : period === null ? text('filing.predecessors-none')
    : missing.length > 0 ? text('filing.predecessors-missing', { period, names: names(missing) })
    : text('filing.predecessors-figures', { period })
  return html`<p>${text('filing.predecessors', { from: showDay(filing.period.dataFrom), names: names(units) })} ${figures}</p>`
}

function note(look: string, sign: IconName, body: TemplateResult): TemplateResult {
  return html`<div class="notice ${look}">${icon(sign)}<div class="grow">${body}</div></div>`
}
