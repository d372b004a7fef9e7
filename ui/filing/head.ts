// The heading block, laid out as on the printed form: number and legal basis on the left, title and period in the
// middle, who reports to whom on the right; and the foot with notes and signatures.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { sourceSentence } from '../../engine/core/form/source-words.ts'
import type { ClockRef, Filing } from '../../engine/core/contract/filing.ts'
import { dayOf, showDay } from '../format.ts'
import { now } from '../frame/clock.ts'
import { noDue, readDue } from '../parts/due.ts'
import { text } from '../text.ts'

export function heading(filing: Filing): TemplateResult {
  const definition = filing.definition as FormDefinition
  const due = readDue(filing.due, filing.late, dayOf(now()))
  const settled = filing.state.tone === 'done' || filing.state.tone === 'sent' || filing.state.tone === 'closed'
  return html`<header class="form-head">
    <dl class="left">
      <div><dt>${text('filing.code')}</dt><dd><strong>${filing.form.code}</strong></dd></div>
      <div><dt>${text('filing.basis')}</dt><dd>${definition['legal-basis']}</dd></div>
      <div><dt>${text('filing.due')}</dt><dd>${due === null
        ? noDue(filing)
        : html`<span class="figures">${due.day}</span>${due.words === '' || (settled && !due.late) ? nothing : html` · <span class=${due.late ? 'late' : due.near ? 'near' : 'quiet'}>${due.words}</span>`}`}</dd></div>
      ${filing.clocks.filter((clock) => clock.is !== 'ended' && clock.due !== filing.due).map(limit)}
    </dl>
    <div class="middle">
      <h1 tabindex="-1">${filing.form.title}</h1>
      <p class="period">${filing.period.title}</p>
      <p class="quiet">${text('filing.cut-off')} <span class="figures">${showDay(filing.dataTo)}</span></p>
    </div>
    <dl class="right">
      <div><dt>${text('filing.reporting')}</dt><dd><strong>${filing.unit.name}</strong></dd></div>
      <div><dt>${text('filing.receiving')}</dt><dd>${filing.receiver?.name ?? text('filing.no-receiver')}</dd></div>
      ${filing.inPlaceOf === undefined ? nothing : html`<div><dt>${text('filing.in-place-of')}</dt><dd>${filing.inPlaceOf.name}</dd></div>`}
      ${filing.onBehalf ? html`<div><dt>${text('filing.on-behalf')}</dt><dd>${filing.paper === null ? '' : text('filing.paper', { number: filing.paper.number, day: showDay(filing.paper.date) })}</dd></div>` : nothing}
    </dl>
  </header>`
}

/** A limit of the workflow beside that of the form. */
function limit(clock: ClockRef): TemplateResult {
  const due = readDue(clock.due, clock.is === 'expired', dayOf(now()))
  return html`<div><dt>${clock.title}</dt><dd>${due === null
    ? html`<span class="quiet">${text('filing.clock-paused', { n: clock.left ?? 0 })}</span>`
    : html`<span class="figures">${due.day}</span> · <span class=${due.late ? 'late' : due.near ? 'near' : 'quiet'}>${due.words}</span>`}</dd></div>`
}

export function foot(filing: Filing): TemplateResult {
  const definition = filing.definition as FormDefinition
  const notes = definition.notes ?? []
  return html`${notes.length === 0 ? nothing : html`<section class="notes"><h2>${text('filing.notes')}</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`}
    <section class="signatures" aria-label=${text('filing.signatures')}>
      ${definition.signatures.map((one) => {
        const { title, note } = typeof one === 'string' ? { title: one, note: undefined } : one
        return html`<div><p class="signature">${title}</p><p class="quiet">${note ?? text('filing.signature-note')}</p></div>`
      })}
    </section>
    <p class="source quiet">${sourceSentence(definition.source, text)}</p>`
}

export const headStyles = css`
  .form-head { display: grid; grid-template-columns: minmax(12rem, 1fr) minmax(18rem, 2fr) minmax(12rem, 1fr); gap: 1rem 1.5rem; padding: 1rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
  .form-head dl { display: grid; gap: 0.375rem; align-content: start; font-size: var(--text-s); }
  .form-head dt { color: var(--ink-quiet); line-height: 1.3; }
  .form-head dd { line-height: 1.35; }
  .middle { text-align: center; display: grid; gap: 0.25rem; align-content: start; }
  .middle h1 { font-size: 1.25rem; }
  .period { font-weight: 600; }
  .near { color: var(--warning); font-weight: 600; }
  .notes { font-size: var(--text-s); }
  .notes h2 { font-size: var(--text-s); }
  .notes li { padding-left: 1em; text-indent: -0.75em; }
  .notes li::before { content: '– '; }
  .source { font-size: var(--text-s); }
  .signatures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; text-align: center; padding: 0.5rem 0 2.5rem; }
  .signature { font-weight: 600; }
  .signatures .quiet { font-style: italic; font-size: var(--text-s); }
  @media (max-width: 56rem) {
    .form-head { grid-template-columns: 1fr 1fr; gap: 0.75rem 1rem; padding: 0.875rem; }
    .middle { grid-column: 1 / -1; order: -1; text-align: left; }
  }
`
