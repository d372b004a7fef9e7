// A filing's state as sign, word and colour. The workflow says the word and the tone; the tone chooses only how it looks.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { FilingLine } from '../../engine/core/contract/filing.ts'
import type { StateRef } from '../../engine/core/contract/shapes.ts'
import { text } from '../text.ts'
import { icon, type IconName } from './icon.ts'

const signs: Record<StateRef['tone'], IconName> = {
  idle: 'circle', working: 'pencil', waiting: 'clock', returned: 'back', sent: 'sent', done: 'check', closed: 'square',
}

export function stateMark(state: StateRef): TemplateResult {
  return html`<span class="mark ${state.tone}">${icon(signs[state.tone])}<span>${state.title}</span></span>`
}

export type Aside = { icon: IconName; word: string; look: 'late' | 'warning' | 'plain' }

/** A second mark beside the state: late, stale, on behalf. */
export function asideMark(aside: Aside | null): TemplateResult | typeof nothing {
  return aside === null ? nothing : html`<span class="mark ${aside.look}">${icon(aside.icon)}<span>${aside.word}</span></span>`
}

/** For whom it is made: entered on behalf, or in the place of a unit that has ended. */
export function placeMarks({ onBehalf, inPlaceOf }: Pick<FilingLine, 'onBehalf' | 'inPlaceOf'>): unknown {
  return [
    asideMark(onBehalf ? { icon: 'paper', word: text('list.on-behalf'), look: 'plain' } : null),
    asideMark(inPlaceOf === undefined ? null : { icon: 'tree', word: text('list.in-place-of', { unit: inPlaceOf.name }), look: 'plain' }),
  ]
}

export const markStyles = css`
  .mark { display: inline-flex; align-items: center; gap: 0.3em; padding: 0.125rem 0.5rem; border-radius: 999px; font-size: var(--text-s); font-weight: 500; background: var(--sunken); color: var(--ink); line-height: 1.4; white-space: nowrap; }
  @media (max-width: 44rem) { .mark { white-space: normal; border-radius: 12px; } }
  .mark.idle, .mark.closed, .mark.plain { color: var(--ink-quiet); }
  .mark.working, .mark.sent { background: var(--accent-tint); color: var(--accent-strong); }
  .mark.waiting, .mark.warning { background: var(--warning-tint); color: var(--warning); }
  .mark.returned, .mark.late { background: var(--error-tint); color: var(--error); }
  .mark.done { background: var(--good-tint); color: var(--good); }
`
