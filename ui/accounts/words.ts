// How the page of accounts names states and acts: a sign, a word, a look; what is asked before an act, what is said after it.
import { html, nothing, type TemplateResult } from 'lit'
import type { AccountAct, AccountCounts, AccountRow } from '../../engine/core/contract/account.ts'
import { icon, type IconName } from '../parts/icon.ts'
import { asideMark } from '../parts/state-mark.ts'
import { text, type UiKey } from '../text.ts'

const states: Readonly<Record<AccountRow['state'], { sign: IconName; word: UiKey; look: string }>> = {
  active: { sign: 'check', word: 'account.state.active', look: 'done' },
  locked: { sign: 'lock', word: 'account.state.locked', look: 'waiting' },
  revoked: { sign: 'square', word: 'account.state.revoked', look: 'closed' },
  lacking: { sign: 'circle', word: 'account.state.lacking', look: 'returned' },
}

export function accountMarks({ state, mustChangePassword, reason }: AccountRow): TemplateResult {
  const { sign, word, look } = states[state]
  return html`<span class="marks"><span class="mark ${look}">${icon(sign)}<span>${text(word)}</span></span>
    ${asideMark(mustChangePassword && state !== 'revoked' ? { icon: 'clock', word: text('account.unchanged'), look: 'plain' } : null)}</span>
    ${reason === null || (state !== 'locked' && state !== 'revoked') ? nothing : html`<span class="hint">${text('account.because', { reason })}</span>`}`
}

/** The filters above the list, in their order. */
export const filters: readonly { readonly show: keyof AccountCounts; readonly word: UiKey }[] = [
  { show: 'all', word: 'account.show.all' },
  { show: 'active', word: 'account.state.active' },
  { show: 'unchanged', word: 'account.unchanged' },
  { show: 'locked', word: 'account.state.locked' },
  { show: 'revoked', word: 'account.state.revoked' },
  { show: 'lacking', word: 'account.state.lacking' },
]

type ActWords = { readonly title: UiKey; readonly confirm: UiKey; readonly done: UiKey; readonly tone: 'main' | 'return'; readonly to: 'active' | 'locked' | 'revoked' | null }

export const acts: Readonly<Record<AccountAct, ActWords>> = {
  reset: { title: 'account.reset', confirm: 'account.reset-confirm', done: 'account.reset-done', tone: 'main', to: null },
  lock: { title: 'account.lock', confirm: 'account.lock-confirm', done: 'account.lock-done', tone: 'return', to: 'locked' },
  unlock: { title: 'account.unlock', confirm: 'account.unlock-confirm', done: 'account.unlock-done', tone: 'main', to: 'active' },
  replace: { title: 'account.replace', confirm: 'account.replace-confirm', done: 'account.replace-done', tone: 'main', to: null },
  revoke: { title: 'account.revoke', confirm: 'account.revoke-confirm', done: 'account.revoke-done', tone: 'return', to: 'revoked' },
}
