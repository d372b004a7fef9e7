// An empty page says that it is empty on purpose, and when something will appear.
import { html, type TemplateResult } from 'lit'
import { icon, type IconName } from './icon.ts'

export function emptyNote(sign: IconName, title: string, more: string): TemplateResult {
  return html`<div class="notice">${icon(sign)}<div class="grow"><strong>${title}</strong><p class="quiet">${more}</p></div></div>`
}
