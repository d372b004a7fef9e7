// What stands where data will be: quiet bars of about their size, so that the page does not jump, and one spoken word.
import { css, html, type TemplateResult } from 'lit'
import { text } from '../text.ts'

export function loadingNote(lines = 4): TemplateResult {
  return html`<div class="loading-bars" role="status"><span class="hidden-text">${text('app.loading')}</span>${Array.from({ length: lines }, () => html`<i></i>`)}</div>`
}

export const loadingStyles = css`
  .loading-bars { display: grid; gap: 0.625rem; }
  .loading-bars i { height: 2.75rem; border-radius: var(--radius); background: var(--sunken); animation: breathe 1.4s ease-in-out infinite alternate; }
  @keyframes breathe { from { opacity: 1; } to { opacity: 0.45; } }
`
