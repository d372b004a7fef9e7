// How the saving stands, in one line that is always there: a sign, a word, and the way to try again.
import { html, nothing, type TemplateResult } from 'lit'
import { showTime } from '../format.ts'
import { icon } from '../parts/icon.ts'
import { text } from '../text.ts'
import type { SaveStatus } from './saver.ts'

export function statusLine(status: SaveStatus, wrong: number, saveNow: () => void): TemplateResult {
  return html`<span class="status" role="status">${words(status, saveNow)}${wrong === 0 ? nothing : html`<span class="unsaved-wrong">${icon('error')} ${text('save.wrong', { n: wrong })}</span>`}</span>`
}

function words(status: SaveStatus, saveNow: () => void): TemplateResult {
  switch (status.kind) {
    case 'idle':
      return html`<span class="quiet">${icon('save')} ${text('save.nothing')}</span>`
    case 'waiting':
      return html`<span class="quiet">${icon('pencil')} ${text('save.pending')}</span>`
    case 'saving':
      return html`<span class="quiet">${icon('clock')} ${text('save.saving')}</span>`
    case 'saved':
      return html`<span class="saved">${icon('check')} ${text('save.saved-at', { time: showTime(status.at) })}</span>`
    case 'failed':
      return html`<button class="button small return" type="button" @click=${saveNow}>${icon('error')} ${text('save.failed')}</button>`
    case 'stopped':
      return html`<span class="wrong">${icon('error')} ${text('save.read-only', { why: status.why })}</span>`
  }
}
