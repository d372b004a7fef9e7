// What a page shows when its data did not come: the server's own sentence where it gave one, what to do next, and a
// reference that support can look up. A refusal that trying again cannot heal offers no such button.
import { html, nothing, type TemplateResult } from 'lit'
import { Refused } from '../api/client.ts'
import { text } from '../text.ts'
import { icon } from './icon.ts'

type Words = { title: string; detail: string; reference: string | undefined; retry: boolean }

export function wordsOf(cause: unknown, login: string): Words {
  if (!(cause instanceof Refused)) {
    return { title: text('problem.offline.title'), detail: text('problem.offline.detail'), reference: undefined, retry: true }
  }
  const { status, title, detail, instance } = cause.problem
  if (status === 403) {
    return { title: text('problem.forbidden.title'), detail: text('problem.forbidden.detail', { login }), reference: undefined, retry: false }
  }
  if (status === 404) {
    return { title: text('problem.missing.title'), detail: text('problem.missing.detail'), reference: undefined, retry: false }
  }
  return { title, detail, reference: instance, retry: true }
}

/** `titled`: false where the page's own heading says the same. */
export function problemNote(cause: unknown, login: string, retry: () => void, titled = true): TemplateResult {
  const words = wordsOf(cause, login)
  return html`<div class="notice error" role="alert">
    ${icon('error')}
    <div class="grow stack">
      <div>
        ${titled ? html`<strong>${words.title}</strong>` : nothing}
        <p>${words.detail}</p>
        ${words.reference === undefined ? nothing : html`<p class="hint">${text('problem.reference', { id: words.reference })}</p>`}
      </div>
      ${words.retry ? html`<div><button class="button" type="button" @click=${retry}>${text('app.retry')}</button></div>` : nothing}
    </div>
  </div>`
}
