// The bar over the sheet: how things stand and the one main act on the first line, what blocks an act below it, tools and
// panels on the last.
import { html, nothing, type TemplateResult } from 'lit'
import type { PossibleAction } from '../../engine/core/contract/filing.ts'
import { icon, type IconName } from '../parts/icon.ts'
import { asideMark, stateMark } from '../parts/state-mark.ts'
import type { GridKind } from '../sheet/sheet-frame.ts'
import { text, within } from '../text.ts'
import type { Draft } from './draft.ts'
import type { PanelName } from './panel.ts'
import type { SaveStatus } from './saver.ts'
import { statusLine } from './status-line.ts'

export type View = { readonly compact: boolean; readonly previous: boolean; readonly grid: GridKind; readonly hasRich: boolean }
export type BarActs = {
  readonly begin: (action: PossibleAction) => void
  readonly back: (forth: boolean) => void
  readonly toggle: (panel: PanelName) => void
  readonly save: () => void
  readonly show: (view: Partial<View>) => void
}

export function bar(draft: Draft, status: SaveStatus, found: number, panel: PanelName | null, busy: boolean, view: View, acts: BarActs): TemplateResult {
  const { filing } = draft
  const blocked = filing.actions.filter((one) => one.blocked !== null)
  const received = filing.coverage.reduce((sum, one) => sum + one.received, 0)
  const expected = filing.coverage.reduce((sum, one) => sum + one.expected, 0)
  const opener = (name: PanelName, sign: IconName, words: string): TemplateResult =>
    html`<button class="button small" type="button" aria-expanded=${panel === name ? 'true' : 'false'} aria-controls="panel" @click=${() => acts.toggle(name)}>${icon(sign)}<span>${words}</span></button>`
  return html`<section class="bar" aria-label=${text('filing.actions')}>
    <div class="row state">${stateMark(filing.state)}${asideMark(filing.staleSince === null ? null : { icon: 'warning', word: text('list.stale'), look: 'warning' })}
      ${filing.editable ? statusLine(status, draft.wrong.size, acts.save) : nothing}</div>
    <div class="row tools">
      ${filing.editable ? html`<button class="button small" type="button" title="Ctrl+Z" ?disabled=${draft.steps.done.length === 0} @click=${() => acts.back(false)}>${icon('undo')}<span>${text('sheet.undo')}</span></button>
        <button class="button small" type="button" title="Ctrl+Y" ?disabled=${draft.steps.undone.length === 0} @click=${() => acts.back(true)}>${icon('redo')}<span class="hidden-text">${text('sheet.redo')}</span></button>` : nothing}
      ${opener('findings', found === 0 ? 'check' : 'warning', text('findings.count', { n: found }))}
      ${filing.coverage.length === 0 ? nothing : opener('coverage', 'tree', `${text('panel.coverage')} ${received}/${expected}`)}
      ${opener('source', 'search', text('panel.source'))}
      ${opener('history', 'history', text('panel.history'))}
      ${viewMenu(draft, view, acts)}
    </div>
    ${actButtons(filing.actions, busy, acts)}
    ${blocked.length === 0 ? nothing : html`<ul class="blocked">${blocked.map((one) => html`<li id="blocked-${one.id}">${icon('info')} ${text('filing.blocked', { action: within(one.title), why: one.blocked ?? '' })}</li>`)}</ul>`}
  </section>`
}

function actButtons(actions: readonly PossibleAction[], busy: boolean, acts: BarActs): TemplateResult {
  const main = actions.find((one) => one.tone === 'main' && one.blocked === null) ?? actions.find((one) => one.tone === 'main')
  const others = actions.filter((one) => one !== main)
  const button = (action: PossibleAction, look: string): TemplateResult => html`<button class="button ${look}" type="button" data-action=${action.id}
    aria-disabled=${action.blocked !== null || busy ? 'true' : nothing} aria-describedby=${action.blocked === null ? nothing : `blocked-${action.id}`} @click=${() => acts.begin(action)}>${action.title}</button>`
  return html`<div class="row acts">
    ${others.length > 2
      ? html`<bm-menu align="end" label=${text('filing.more-actions')}>${others.map((one) => button(one, 'quiet'))}</bm-menu>`
      : others.map((one) => button(one, one.tone === 'return' ? 'return' : ''))}
    ${main === undefined ? nothing : button(main, 'main')}
  </div>`
}

function viewMenu(draft: Draft, view: View, acts: BarActs): TemplateResult {
  const choice = (on: boolean, words: string, next: Partial<View>): TemplateResult =>
    html`<button class="button quiet choice" type="button" aria-pressed=${on ? 'true' : 'false'} @click=${() => acts.show(next)}><span class="tick">${on ? icon('check') : nothing}</span>${words}</button>`
  return html`<bm-menu label=${text('sheet.tools')}>
    ${choice(view.compact, text('sheet.density'), { compact: !view.compact })}
    ${draft.previous === null && draft.predecessors === null ? nothing : choice(view.previous, text('sheet.previous'), { previous: !view.previous })}
    ${view.hasRich ? html`${choice(view.grid === 'rich', text('sheet.grid-rich'), { grid: 'rich' })}${choice(view.grid === 'table', text('sheet.grid-table'), { grid: 'table' })}` : nothing}
    <p class="keys"><strong>${text('sheet.keys')}</strong><br>${text('sheet.keys-list')}</p>
  </bm-menu>`
}
