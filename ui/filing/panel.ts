// The panel beside the sheet: one of findings, lower units, where a number comes from, history.
import { html, type TemplateResult } from 'lit'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { icon } from '../parts/icon.ts'
import { text, type UiKey } from '../text.ts'
import { coveragePanel } from './coverage-panel.ts'
import type { Draft } from './draft.ts'
import { findingLines, findingsPanel, type FindingActs } from './findings-panel.ts'
import './history-panel.ts'
import { labelAt, valueAt } from './label.ts'
import './source-panel.ts'
import type { Step } from './source-panel.ts'

export type PanelName = 'findings' | 'coverage' | 'source' | 'history'

const titles: Record<PanelName, UiKey> = { findings: 'panel.findings', coverage: 'panel.coverage', source: 'panel.source', history: 'panel.history' }

export function panel(name: PanelName, draft: Draft, found: readonly Issue[], asked: Step | null, login: string, acts: FindingActs & { close: () => void }): TemplateResult {
  return html`<aside id="panel" class="panel" aria-labelledby="panel-title">
    <div class="panel-head"><h2 id="panel-title" tabindex="-1">${text(titles[name])}</h2>
      <button class="button small quiet" type="button" @click=${acts.close}>${icon('close')}<span class="hidden-text">${text('panel.close')}</span></button></div>
    <div class="panel-body">${body(name, draft, found, asked, login, acts)}</div>
  </aside>`
}

function body(name: PanelName, draft: Draft, found: readonly Issue[], asked: Step | null, login: string, acts: FindingActs): TemplateResult {
  switch (name) {
    case 'findings':
      return findingsPanel(draft, findingLines(draft, found), acts)
    case 'coverage':
      return coveragePanel(draft.filing.coverage)
    case 'source':
      return html`<bm-source-panel .start=${asked} .login=${login}></bm-source-panel>`
    case 'history':
      return html`<bm-history-panel .filingId=${draft.filing.id} .events=${draft.filing.events} .login=${login}
        .label=${(address: string) => labelAt(draft, address)} .value=${(address: string, value: WireValue) => valueAt(draft, address, value)}></bm-history-panel>`
  }
}
