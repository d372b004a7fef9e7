// What is wrong with the figures, errors first: each leads to its cell; one that wants a reason has its box right there.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Issue, Severity } from '../../engine/core/issue.ts'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { icon, type IconName } from '../parts/icon.ts'
import { language, text, type UiKey } from '../text.ts'
import { labelAt } from './label.ts'
import type { Draft } from './draft.ts'
import { wrongSentence } from './view-of.ts'

type Line = { severity: Severity; address: string; label: string; sentence: string; key: string }

const groups: readonly { severity: Severity; title: UiKey; sign: IconName }[] = [
  { severity: 'error', title: 'findings.errors', sign: 'error' },
  { severity: 'explain', title: 'findings.explain', sign: 'explain' },
  { severity: 'warning', title: 'findings.warnings', sign: 'warning' },
]

/** Texts that could not be read are errors, too, and stand first. */
export function findingLines(draft: Draft, found: readonly Issue[]): Line[] {
  const unread = [...draft.wrong].map(([address, wrong]): Line => ({
    severity: 'error', address, label: labelAt(draft, address), sentence: wrongSentence(wrong), key: '',
  }))
  return [...unread, ...found.map((one): Line => ({
    severity: one.severity,
    address: one.path,
    label: labelAt(draft, one.path),
    sentence: sentence(one.code, one.params ?? {}, language()),
    key: String(one.params?.['key'] ?? ''),
  }))]
}

/** The first errors of one table, in sight right below it while its cells are typed; the panel has all of them. */
export function errorsBelow(table: string, lines: readonly Line[], go: FindingActs['go']): TemplateResult | typeof nothing {
  const own = lines.filter((line) => line.severity === 'error' && line.address.split(/[.[]/)[0] === table)
  if (own.length === 0) return nothing
  return html`<ul class="errors-below" aria-live="polite">${own.slice(0, 3).map((line) => html`<li>${icon('error')}
      <button class="jump" type="button" @click=${() => go(line.address)}>${capital(line.sentence.includes(line.label) ? line.sentence : `${line.label}: ${line.sentence}`)}</button></li>`)}
    ${own.length > 3 ? html`<li class="hint">${text('findings.more', { n: own.length - 3 })}</li>` : nothing}</ul>`
}

export type FindingActs = { go: (address: string) => void; explain: (key: string, words: string) => void }

export function findingsPanel(draft: Draft, lines: readonly Line[], acts: FindingActs): TemplateResult {
  if (lines.length === 0) {
    return html`<p class="none">${icon('check')} ${text('findings.none')}</p><p class="hint">${text('findings.none-more')}</p>`
  }
  return html`${groups.map(({ severity, title, sign }) => {
    const own = lines.filter((line) => line.severity === severity)
    if (own.length === 0) return nothing
    return html`<section class="group ${severity}">
      <h3>${icon(sign)} ${text(title)} (${own.length})</h3>
      ${severity === 'error' ? html`<p class="hint">${text('findings.blocks')}</p>` : nothing}
      <ul>${own.map((line) => html`<li>
        <button class="jump" type="button" @click=${() => acts.go(line.address)}>${line.sentence.includes(line.label) ? nothing : html`<span class="where">${line.label}</span>`}<span>${capital(line.sentence)}</span></button>
        ${severity === 'explain' ? reasonBox(draft, line, acts) : nothing}
      </li>`)}</ul>
    </section>`
  })}`
}

function reasonBox(draft: Draft, line: Line, acts: FindingActs): TemplateResult {
  const given = draft.reasons.texts[line.key] ?? ''
  return html`<div class="field"><label for="reason-${line.key}">${text(given.trim() === '' ? 'findings.reason' : 'findings.reason-given')}</label>
    <textarea id="reason-${line.key}" rows="2" maxlength="2000" .value=${given} ?readonly=${!draft.filing.editable}
      @input=${(event: Event) => acts.explain(line.key, (event.target as HTMLTextAreaElement).value)}></textarea></div>`
}

/** Sentences that name their cell begin with it, in the middle of words. */
function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase('vi') + words.slice(1)
}

export const findingStyles = css`
  .errors-below { display: grid; gap: 0.25rem; margin-top: 0.5rem; font-size: var(--text-s); color: var(--error); }
  .errors-below li { display: flex; gap: 0.375rem; align-items: baseline; }
  .errors-below .jump { border: 0; padding: 0.125rem 0; background: none; color: inherit; text-align: left; text-decoration: underline; text-underline-offset: 0.2em; text-decoration-color: var(--line); }
  .none { color: var(--good); font-weight: 600; }
  .group { display: grid; gap: 0.5rem; }
  .group h3 { display: flex; gap: 0.375rem; align-items: center; }
  .group.error h3 { color: var(--error); }
  .group.warning h3, .group.explain h3 { color: var(--warning); }
  .group ul { display: grid; gap: 0.5rem; }
  .group li { display: grid; gap: 0.5rem; padding-bottom: 0.5rem; border-bottom: 1px solid var(--line); }
  .group li:last-child { border-bottom: 0; }
  .jump { display: grid; gap: 0.125rem; width: 100%; padding: 0.375rem 0.5rem; text-align: left; border: 0; border-radius: var(--radius); background: none; font-size: var(--text-s); overflow-wrap: anywhere; }
  .jump { font-weight: 400; }
  .jump:hover { background: var(--sunken); }
  .jump .where { font-weight: 600; text-decoration: underline; text-underline-offset: 0.2em; text-decoration-color: var(--line-strong); }
  .group textarea { min-height: 3.5rem; font-size: var(--text-s); }
`
