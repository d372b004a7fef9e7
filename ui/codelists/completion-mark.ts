// Whether a list is complete for a period, as sign and word.
import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { CodelistPeriod } from '../../engine/core/contract/codelist.ts'
import { icon } from '../parts/icon.ts'
import { text } from '../text.ts'

/** `named`: with the period, where there are several. */
export function completionMark({ period, complete }: CodelistPeriod, named: boolean): TemplateResult {
  const word = text(complete === null ? 'codelist.incomplete' : 'codelist.complete')
  return html`<span class="mark ${complete === null ? 'warning' : 'done'}">${icon(complete === null ? 'pencil' : 'check')}<span>${named ? `${word}: ${period.title}` : word}</span></span>`
}
