// Slips with one-time passwords, which nobody can show again: on the page until they have been handed over, on paper six
// on a sheet of A4 with lines to cut along. Whoever gets one is to know from it alone how to begin.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Slip } from '../../engine/core/contract/account.ts'
import { icon } from '../parts/icon.ts'
import { text } from '../text.ts'

export type SlipPlace = { readonly address: string; readonly support: string }

/** `busy`: more of them are being made, and it is too early to print. */
export function slipList(slips: readonly Slip[], place: SlipPlace, { busy, print, close }: { busy: boolean; print: () => void; close: () => void }): TemplateResult | typeof nothing {
  if (slips.length === 0) return nothing
  return html`<section class="slips" aria-labelledby="slips">
    <div class="slips-head">
      <h2 id="slips" tabindex="-1">${text('account.slips', { n: slips.length })}</h2>
      <div class="notice warning" role="status">${icon('warning')}<p class="grow">${text('account.slips-once')}</p></div>
      <div class="row">
        <button class="button main" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${() => busy || print()}>${icon('paper')}${text('account.print', { n: slips.length })}</button>
        <button class="button" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${() => busy || close()}>${text('account.slips-close')}</button>
      </div>
    </div>
    <ul class="sheet" tabindex="0" aria-label=${text('account.slips', { n: slips.length })}>${slips.map((one) => slip(one, place))}</ul>
  </section>`
}

function slip({ login, password, name, role, unit }: Slip, { address, support }: SlipPlace): TemplateResult {
  return html`<li class="slip">
    <p class="of">${unit.name}</p>
    <p>${role.title}${name === role.title ? nothing : html` · <strong>${name}</strong>`}</p>
    <dl>
      <dt>${text('account.slip-address')}</dt><dd>${address}</dd>
      <dt>${text('account.login')}</dt><dd class="sign">${login}</dd>
      <dt>${text('account.slip-password')}</dt><dd class="sign">${password}</dd>
    </dl>
    <ol>${(['account.slip-first', 'account.slip-second', 'account.slip-third'] as const).map((step) => html`<li>${text(step)}</li>`)}</ol>
    <p class="support">${text('login.support')}: ${support}</p>
  </li>`
}

export const slipStyles = css`
  .slips { display: grid; gap: 0.75rem; padding: 1rem; border: 1px solid var(--warning); border-radius: var(--radius); background: var(--surface); }
  .slips-head { display: grid; gap: 0.75rem; }
  .sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 0.5rem; max-height: 26rem; overflow: auto; }
  .slip { display: grid; gap: 0.375rem; align-content: start; padding: 0.75rem 1rem; border: 1px dashed var(--line-strong); font-size: var(--text-s); overflow-wrap: anywhere; }
  .slip .of { font-weight: 700; font-size: var(--text-m); }
  .slip dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.125rem 0.75rem; padding: 0.375rem 0; border-block: 1px solid var(--line); }
  .slip dt { color: var(--ink-quiet); }
  .sign { font-family: ui-monospace, 'DejaVu Sans Mono', 'Courier New', monospace; font-size: 1.0625rem; font-weight: 600; }
  .slip ol { list-style: decimal; padding-left: 1.25rem; }
  .support { color: var(--ink-quiet); }
  @media print {
    .slips { border: 0; padding: 0; display: block; background: none; page: slips; }
    .slips-head { display: none; }
    .sheet { display: block; max-height: none; overflow: visible; }
    /* Side by side without a grid: older browsers break the rows of a grid over two pages, a box in a line never. All of one height, so that a cut goes through a row. */
    .slip { display: inline-block; vertical-align: top; width: 50%; min-height: 91mm; margin: 0; padding: 3.5mm 5mm; border: 1px dashed #555; font-size: 9pt; line-height: 1.35; color: #000; }
    .slip > * + * { margin-top: 1.5mm; }
    .slip .of { font-size: 11pt; }
    .slip dt, .slip .support { color: #000; }
    .sign { font-size: 11.5pt; }
  }
`
