// How many of how many, as words with a bar beside them; the words are what counts.
import { css, svg, html, type TemplateResult } from 'lit'

export function meter(part: number, whole: number, words: string): TemplateResult {
  const share = whole === 0 ? 0 : (part / whole) * 100
  return html`<span class="meter"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="all" width="100" height="8" rx="2"/><rect class="in" width=${share} height="8" rx="2"/>`}</svg><span>${words}</span></span>`
}

export const meterStyles = css`
  .meter { display: inline-flex; align-items: center; gap: 0.5rem; font-size: var(--text-s); font-weight: 600; font-variant-numeric: tabular-nums; }
  .meter svg { width: 5rem; height: 0.5rem; }
  .meter .all { fill: var(--line); }
  .meter .in { fill: var(--good); }
`
