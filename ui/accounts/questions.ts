// What the page of accounts asks before it does something: how many of which kind are issued, who the further account is for,
// why an account is locked or taken back. Templates only; the page keeps what was typed and sends it.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { AccountAct, AccountList, AccountRow, AccountScope, LackingCount } from '../../engine/core/contract/account.ts'
import { icon } from '../parts/icon.ts'
import { text, type UiKey } from '../text.ts'
import { acts } from './words.ts'

export type Question =
  | { readonly what: 'issue'; readonly scope: AccountScope; readonly optional: boolean }
  | { readonly what: 'add' }
  | { readonly what: 'act'; readonly act: AccountAct; readonly row: AccountRow }

export type Field = 'role' | 'name' | 'symbol' | 'reason'
export const fields: readonly Field[] = ['role', 'name', 'symbol', 'reason']
export type Wrong = Partial<Record<Field | 'all', string>>

type Asked = {
  readonly data: AccountList
  readonly wrong: Wrong
  readonly busy: boolean
  readonly change: (question: Question) => void
  readonly submit: (event: Event) => void
  readonly cancel: () => void
}

/** Of the kinds that are meant: how many in the unit alone or with those below. */
export function wanted(lacking: readonly LackingCount[], scope: AccountScope, optional: boolean): { readonly of: LackingCount; readonly count: number }[] {
  return lacking.flatMap((of) => {
    const count = scope === 'unit' ? of.own : of.below
    return count === 0 || (of.optional && !optional) ? [] : [{ of, count }]
  })
}

export const total = (counts: readonly { readonly count: number }[]): number => counts.reduce((sum, one) => sum + one.count, 0)

export function askFor(question: Question, asked: Asked): TemplateResult {
  const { wrong, busy, submit, cancel } = asked
  const { title, body, confirm, tone, ready } = contentOf(question, asked)
  return html`<form novalidate @submit=${submit}>
    <h2 id="question">${title}</h2>
    ${body}
    ${wrong.all === undefined ? nothing : html`<div class="notice error" role="alert">${icon('error')}<p class="grow">${wrong.all}</p></div>`}
    <div class="row end">
      <button class="button" type="button" @click=${cancel}>${text('app.cancel')}</button>
      <button class="button ${tone}" type="submit" aria-disabled=${busy || !ready ? 'true' : nothing}>${busy ? text('act.busy') : confirm}</button>
    </div>
  </form>`
}

type Content = { title: string; body: TemplateResult; confirm: string; tone: 'main' | 'return'; ready: boolean }

function contentOf(question: Question, asked: Asked): Content {
  switch (question.what) {
    case 'issue':
      return issueContent(question, asked)
    case 'add':
      return { title: text('account.add-to', { unit: asked.data.unit.name }), body: addFields(asked), confirm: text('account.add'), tone: 'main', ready: true }
    case 'act': {
      const { login, name, role } = question.row
      const { title, confirm, tone } = acts[question.act]
      return {
        title: text(title), confirm: text(title), tone, ready: true,
        body: html`<p>${text(confirm, { login, name: name ?? role.title })}</p>
          ${question.act === 'replace' ? html`${nameField(asked.wrong)}${symbolField(asked.wrong, 'account.symbol-next')}` : nothing}
          ${question.act === 'reset' ? nothing : reasonField(asked.wrong)}`,
      }
    }
  }
}

function issueContent(question: Question & { what: 'issue' }, { data, change }: Asked): Content {
  const { scope, optional } = question
  const counts = wanted(data.lacking, scope, optional)
  const count = total(counts)
  const sizes = { unit: total(wanted(data.lacking, 'unit', optional)), below: total(wanted(data.lacking, 'below', optional)) }
  const further = total(wanted(data.lacking, scope, true)) - total(wanted(data.lacking, scope, false))
  const radio = (one: AccountScope): TemplateResult => html`<label class="choice"><input type="radio" name="scope" .checked=${scope === one} @change=${() => change({ ...question, scope: one })} />
    <span>${text(`account.issue-${one}`, { unit: data.unit.name, n: sizes[one] })}</span></label>`
  return {
    title: text('account.issue-title'), confirm: text('account.issue-confirm', { n: count }), tone: 'main', ready: count > 0,
    body: html`
      ${data.units === 1 ? nothing : html`<fieldset><legend class="label">${text('account.issue-where')}</legend>${radio('unit')}${radio('below')}</fieldset>`}
      ${further === 0 && !optional ? nothing : html`<label class="choice"><input type="checkbox" .checked=${optional} @change=${(event: Event) => change({ ...question, optional: (event.target as HTMLInputElement).checked })} />
        <span>${text('account.issue-optional', { n: further })}</span></label>`}
      ${count === 0 ? html`<p class="quiet">${text('account.issue-nothing')}</p>` : html`<div class="kinds" tabindex="0" role="group" aria-label=${text('account.issue-kinds')}>
        <table><thead><tr><th scope="col">${text('account.kind')}</th><th scope="col">${text('account.role')}</th><th scope="col" class="number">${text('account.count')}</th></tr></thead>
          <tbody>${counts.map(({ of, count: many }) => html`<tr><td>${of.kind.title}</td><td>${of.role.title}</td><td class="number">${many}</td></tr>`)}</tbody></table></div>
        <p>${text('account.issue-says', { n: count })}</p>`}`,
  }
}

function addFields({ data, wrong }: Asked): TemplateResult {
  return html`
    <div class="field"><label for="role">${text('account.role')}</label>
      <select id="role" aria-invalid=${invalid(wrong, 'role')} aria-describedby=${described(wrong, 'role')}>
        <option value="">${text('account.choose-role')}</option>${data.roles.map((one) => html`<option value=${one.id}>${one.title}</option>`)}
      </select>${mark(wrong, 'role')}</div>
    ${nameField(wrong)}${symbolField(wrong, 'account.symbol-hint')}
    ${reasonField(wrong)}`
}

function nameField(wrong: Wrong): TemplateResult {
  return html`<div class="field"><label for="name">${text('account.name')}</label>
    <input id="name" maxlength="200" autocomplete="off" aria-invalid=${invalid(wrong, 'name')} aria-describedby=${described(wrong, 'name')} />${mark(wrong, 'name')}</div>`
}

function symbolField(wrong: Wrong, hint: UiKey): TemplateResult {
  return html`<div class="field"><label for="symbol">${text('account.symbol')}</label>
    <input id="symbol" maxlength="20" autocomplete="off" autocapitalize="none" spellcheck="false" aria-invalid=${invalid(wrong, 'symbol')} aria-describedby=${described(wrong, 'symbol', 'symbol-hint')} />
    <p class="hint" id="symbol-hint">${text(hint)}</p>${mark(wrong, 'symbol')}</div>`
}

function reasonField(wrong: Wrong): TemplateResult {
  return html`<div class="field"><label for="reason">${text('account.reason')}</label>
    <textarea id="reason" maxlength="500" aria-invalid=${invalid(wrong, 'reason')} aria-describedby=${described(wrong, 'reason', 'reason-hint')}></textarea>
    <p class="hint" id="reason-hint">${text('account.reason-hint')}</p>${mark(wrong, 'reason')}</div>`
}

const mark = (wrong: Wrong, id: Field): TemplateResult | typeof nothing => (wrong[id] === undefined ? nothing : html`<p class="wrong" id="${id}-wrong" role="alert">${wrong[id]}</p>`)
const invalid = (wrong: Wrong, id: Field): 'true' | typeof nothing => (wrong[id] === undefined ? nothing : 'true')
function described(wrong: Wrong, id: Field, hint?: string): string | typeof nothing {
  const ids = [...(hint === undefined ? [] : [hint]), ...(wrong[id] === undefined ? [] : [`${id}-wrong`])]
  return ids.length === 0 ? nothing : ids.join(' ')
}

export const questionStyles = css`
  dialog form { display: grid; gap: 1rem; }
  .choice { display: flex; gap: 0.625rem; align-items: baseline; padding: 0.25rem 0; }
  .choice input { translate: 0 0.15em; }
  .kinds { max-height: 15rem; overflow: auto; }
  .kinds .number { text-align: right; font-variant-numeric: tabular-nums; }
  .end { justify-content: flex-end; }
`
