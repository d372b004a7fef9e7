// The rows of the page of accounts: who has an account of which role in which unit, what is lacking, and what may be done.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { AccountAct, AccountRow } from '../../engine/core/contract/account.ts'
import { showRoute } from '../frame/route.ts'
import '../parts/menu.ts'
import { text } from '../text.ts'
import { accountMarks, acts } from './words.ts'

export function accountTable(rows: readonly AccountRow[], unit: string, ask: (act: AccountAct, row: AccountRow) => void): TemplateResult {
  return html`<table role="table" aria-label=${text('account.list')}>
    <thead role="rowgroup"><tr role="row">${(['account.login', 'account.role', 'account.unit', 'account.state', 'account.acts'] as const).map((head) => html`<th role="columnheader" scope="col">${text(head)}</th>`)}</tr></thead>
    <tbody role="rowgroup">${rows.map((row) => html`<tr role="row">
      <th role="rowheader" scope="row"><span class="login">${row.login}</span>${row.name === null || row.name === row.role.title ? nothing : html`<span class="person">${row.name}</span>`}</th>
      <td role="cell" data-label=${text('account.role')}>${row.role.title}</td>
      <td role="cell" class="unit" data-label=${text('account.unit')}>${row.unit.code === unit ? row.unit.name : html`<a href=${showRoute({ page: 'accounts', unit: row.unit.code })}>${row.unit.name}</a>`}</td>
      <td role="cell" data-label=${text('account.state')}><div>${accountMarks(row)}</div></td>
      <td role="cell" class="acts" data-label=${row.acts.length === 0 ? '' : text('account.acts')}>${row.acts.length === 0 ? nothing : html`<bm-menu align="end">
        <span slot="label">${text('account.act')}<span class="hidden-text"> ${row.login}</span></span>
        ${row.acts.map((act) => html`<button class="button quiet" type="button" @click=${() => ask(act, row)}>${text(acts[act].title)}</button>`)}</bm-menu>`}</td>
    </tr>`)}</tbody>
  </table>`
}

export const accountTableStyles = css`
  .login { font-weight: 600; overflow-wrap: break-word; }
  .person { display: block; font-weight: 400; }
  .acts { width: 8rem; }
  table .marks .mark { white-space: nowrap; }
  bm-menu .button { justify-content: flex-start; text-align: left; }
  @media (max-width: 44rem) { td.acts:empty { display: none; } .acts { width: auto; } }
`
