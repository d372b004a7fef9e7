// The bar below a list whose lines can be chosen: how many are, what can be done to them, how far it has come, and what was
// refused. Drawn by the page that has the list.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { FilingLine } from '../../engine/core/contract/filing.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import '../filing/act-dialog.ts'
import type { ActDetails } from '../filing/act-dialog.ts'
import { showRoute } from '../frame/route.ts'
import type { Boxes } from '../parts/filing-table.ts'
import { icon } from '../parts/icon.ts'
import { text } from '../text.ts'
import type { Several } from './several.ts'

/** As a person calls a filing: form and, where it is not the reader's own, unit. */
export function nameOf(line: FilingLine, ownUnit: string): string {
  return line.unit.id === ownUnit ? `${line.form.code} – ${line.form.title}` : `${line.unit.name}: ${line.form.code}`
}

export function severalBar(several: Several, { unit, account }: Session): TemplateResult {
  const { acting } = several
  return html`${statusOf(several, unit.id)}
    <bm-act-dialog .action=${acting?.action ?? null} .about=${acting?.lines.map((line) => nameOf(line, unit.id)) ?? []}
      @bm-cancel=${() => several.begin(null)} @bm-act=${(event: CustomEvent<ActDetails>) => void several.act(event.detail, account.login)}></bm-act-dialog>`
}

function statusOf(several: Several, ownUnit: string): TemplateResult {
  const { progress, outcome, chosen } = several
  if (progress !== undefined) {
    return html`<div class="several" role="status"><p class="grow"><strong>${progress.action.title}</strong>: ${text('several.progress', { done: progress.done, of: progress.of })}</p>
      <progress max=${progress.of} value=${progress.done} aria-label=${progress.action.title}></progress></div>`
  }
  return html`${outcome === undefined ? nothing : html`<div class="outcome notice ${outcome.failed.length === 0 ? 'good' : 'warning'}" role="status">${icon(outcome.failed.length === 0 ? 'check' : 'warning')}
      <div class="grow stack"><p>${text('several.done', { action: outcome.action.title, n: outcome.done })}${outcome.failed.length === 0 ? nothing : ` ${text('several.failed', { n: outcome.failed.length })}`}</p>
        ${outcome.failed.length === 0 ? nothing : html`<ul class="failed">${outcome.failed.map(({ line, words }) => html`<li><a href=${showRoute({ page: 'filing', id: line.id })}>${nameOf(line, ownUnit)}</a>: ${words}</li>`)}</ul>`}</div></div>`}
    ${chosen.size === 0 ? nothing : html`<div class="several" role="region" aria-label=${text('several.label')}><p class="grow" role="status">${text('several.chosen', { n: chosen.size })}</p>
      <button class="button quiet" type="button" @click=${() => several.choose([...chosen], false)}>${text('several.none')}</button>
      ${several.choices.map((choice) => html`<button class="button ${choice.action.tone === 'plain' ? '' : choice.action.tone}" type="button" @click=${() => several.begin(choice)}>${choice.action.title} (${choice.lines.length})</button>`)}</div>`}`
}

/** A box that chooses one line, or all of a list; nothing where nothing can be done to them together. `label`: where it has no words beside it. */
export function chooseBox(several: Several, ids: readonly string[], label?: string): TemplateResult | typeof nothing {
  const able = ids.filter((id) => several.isOffered(id))
  if (able.length === 0) return nothing
  const count = able.filter((id) => several.chosen.has(id)).length
  return html`<input class="choose" type="checkbox" aria-label=${label ?? nothing} .checked=${count === able.length} .indeterminate=${count > 0 && count < able.length} ?disabled=${several.progress !== undefined}
    @change=${(event: Event) => several.choose(able, (event.target as HTMLInputElement).checked)} />`
}

/** Boxes for a table of filings; none where nothing can be done to any of them together. */
export function boxesFor(several: Several, lines: readonly FilingLine[], label: string, ownUnit: string): Boxes | undefined {
  const ids = lines.map((line) => line.id)
  if (!ids.some((id) => several.isOffered(id))) return undefined
  return {
    all: chooseBox(several, ids, text('several.all', { name: label })),
    of: (line) => chooseBox(several, [line.id], text('several.choose', { name: nameOf(line, ownUnit) })),
  }
}

export function mayLeave({ progress }: Several): boolean {
  return progress === undefined || window.confirm(text('several.leave'))
}

export const severalStyles = css`
  .several { position: sticky; bottom: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; padding: 0.75rem 1rem; background: var(--raised); border: 1px solid var(--line-strong); border-radius: var(--radius); box-shadow: var(--shade); }
  input[type='checkbox'].choose { width: 1.5rem; height: 1.5rem; }
  .outcome { position: sticky; bottom: 0; z-index: 4; }
  .several .grow { flex: 1 1 12rem; font-weight: 500; }
  .several progress { flex: 1 1 10rem; height: 0.75rem; accent-color: var(--accent); }
  .failed { display: grid; gap: 0.25rem; max-height: 14rem; overflow: auto; list-style: disc; padding-left: 1.25rem; }
  /* Above the rail, which stands at the bottom of a phone. */
  @media (max-width: 56rem) { .several, .outcome { bottom: 4.25rem; } }
`
