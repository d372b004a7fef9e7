// Tài khoản: who manages accounts chooses a unit, sees who has one there and below and who lacks one, issues what is lacking in
// one act, adds one, and resets, locks, opens or takes back one. What may be done to an account is the server's word; new
// passwords are on this page only, so that it asks before their slips are closed: no page can know what came out of a printer.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { live } from 'lit/directives/live.js'
import type { AccountAct, AccountCounts, AccountList, AccountQuery, AccountRow, AccountScope, Slip } from '../../engine/core/contract/account.ts'
import type { Session, Welcome } from '../../engine/core/contract/session.ts'
import type { Capability } from '../../engine/core/pack.ts'
import { Refused } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import '../filing/unit-picker.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { filingTableStyles } from '../parts/filing-table.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { meter, meterStyles } from '../parts/meter.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { accountTable, accountTableStyles } from './account-table.ts'
import { askFor, fields, questionStyles, total, wanted, type Field, type Question, type Wrong } from './questions.ts'
import { slipList, slipStyles } from './slips.ts'
import { acts, filters } from './words.ts'

/** One request issues this many: it takes a second or two, and what a broken line can lose is no more. */
const atOnce = 40
/** Typing goes on; the server is asked when it pauses. */
const pause = 250

export class AccountsPage extends LitElement {
  static override properties = {
    session: { attribute: false }, welcome: { attribute: false }, unit: { attribute: false }, visit: { attribute: false },
    scope: { state: true }, show: { state: true }, search: { state: true }, question: { state: true }, wrong: { state: true }, busy: { state: true },
    slips: { state: true }, progress: { state: true }, failure: { state: true }, unknown: { state: true },
  }
  declare session: Session
  declare welcome: Welcome
  /** Code of the unit in the address; empty for the person's own. */
  declare unit: string
  declare visit: number
  declare scope: AccountScope
  declare show: keyof AccountCounts
  declare search: string
  declare question: Question | null
  declare wrong: Wrong
  declare busy: boolean
  declare slips: readonly Slip[]
  declare progress: { readonly done: number; readonly of: number } | null
  /** Why issuing ended before everything was issued. */
  declare failure: string
  /** What was typed for a unit and is none. */
  declare unknown: string

  static override styles = [base, page, markStyles, loadingStyles, meterStyles, filingTableStyles, accountTableStyles, slipStyles, questionStyles, css`
    .choose { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; }
    .choose .field { flex: 1 1 20rem; max-width: 34rem; }
    .of-unit { display: grid; gap: 0.875rem; }
    .of-unit > .head { justify-content: space-between; }
    .filters { gap: 0.375rem; }
    .narrow { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; }
    .narrow .field { flex: 1 1 16rem; max-width: 26rem; }
    .narrow fieldset { display: flex; flex-wrap: wrap; gap: 0 1rem; }
    .more { justify-content: center; }
    @media print { .page { display: block; padding: 0; max-width: none; } .page.has-slips > *:not(.slips), .page.has-slips dialog { display: none !important; } }
  `]

  #typing: ReturnType<typeof setTimeout> | undefined
  readonly #list = new Loading<AccountList>(this, () => api.accounts(this.#wanted))

  constructor() {
    super()
    this.unit = ''
    this.scope = 'below'
    this.show = 'all'
    this.search = ''
    this.question = null
    this.wrong = {}
    this.busy = false
    this.slips = []
    this.progress = null
    this.failure = ''
    this.unknown = ''
  }

  get #code(): string {
    return this.unit === '' ? this.session.unit.code : this.unit
  }

  get #wanted(): AccountQuery {
    return { unit: this.#code, scope: this.scope, show: this.show, ...(this.search.trim() === '' ? {} : { text: this.search.trim() }) }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('beforeunload', this.#unloading)
  }

  override disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.#unloading)
    clearTimeout(this.#typing)
    super.disconnectedCallback()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('unit') && changed.get('unit') !== undefined) {
      this.show = 'all'
      this.search = ''
      this.slips = []
      this.failure = ''
      this.unknown = ''
    }
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(!changed.has('unit'))
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('question')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.question === null) dialog?.close()
    else if (dialog?.open === false) dialog.showModal()
  }

  get #atRisk(): boolean {
    return this.progress !== null || this.slips.length > 0
  }

  /** Asked by the frame before it shows another page. */
  async leave(): Promise<boolean> {
    return !this.#atRisk || window.confirm(text(this.progress === null ? 'account.leave' : 'account.leave-busy'))
  }

  readonly #unloading = (event: BeforeUnloadEvent): void => {
    if (this.#atRisk) event.preventDefault()
  }

  override render(): unknown {
    const address = this.#list.data?.address ?? ''
    return html`<div class="page ${this.slips.length === 0 ? '' : 'has-slips'}">
      <div class="page-head">
        <h1 tabindex="-1">${text('account.title')}</h1>
        <p class="lead">${text('account.lead')}</p>
      </div>
      ${this.progress === null ? nothing : html`<div class="notice" role="status">${icon('clock')}<div class="grow stack"><p>${text('account.issuing')}</p>${meter(this.progress.done, this.progress.of, text('account.issued-so-far', this.progress))}</div></div>`}
      ${this.failure === '' ? nothing : html`<div class="notice error" role="alert">${icon('error')}<p class="grow">${this.failure}</p></div>`}
      ${guard([this.slips, this.progress !== null, address], () => slipList(this.slips, { address, support: this.welcome.support }, { busy: this.progress !== null, print: () => window.print(), close: () => void this.#closeSlips() }))}
      ${this.#chooser()}
      ${loaded(this.#list, this.session.account.login, (data) => this.#ofUnit(data))}
      <dialog aria-labelledby="question" @cancel=${(event: Event) => this.#cancel(event)}>${this.question === null || this.#list.data === undefined ? nothing
        : askFor(this.question, { data: this.#list.data, wrong: this.wrong, busy: this.busy, change: (question) => (this.question = question), submit: (event) => void this.#submit(event), cancel: () => this.#cancel() })}</dialog>
    </div>`
  }

  #chooser(): unknown {
    const everywhere = this.session.capabilities.includes('manage-all-accounts' satisfies Capability)
    return html`<div class="choose">
      <div class="field"><label for="unit">${text('account.unit-choose')}</label>
        <bm-unit-picker control="unit" address="" .code=${live(this.#code)} .typed=${this.unknown} .editable=${true} .wrong=${this.unknown !== ''} .notes=${this.unknown === '' ? '' : 'unit-wrong'} .below=${everywhere ? '' : this.session.unit.code}
          @bm-picked=${(event: CustomEvent<string>) => this.#choose(event.detail)}></bm-unit-picker>
        ${this.unknown === '' ? nothing : html`<p class="wrong" id="unit-wrong" role="alert">${text('account.unit-unknown', { text: this.unknown })}</p>`}</div>
      ${this.#code === this.session.unit.code ? nothing : html`<a class="button" href=${showRoute({ page: 'accounts' })}>${text('account.own-unit')}</a>`}
    </div>`
  }

  /** The picker hands out a code, or what was typed: a suggestion that was taken ends with the code in parentheses. */
  #choose(picked: string): void {
    const code = /\(([a-z0-9_]+)\)\s*$/.exec(picked)?.[1] ?? picked.trim()
    if (code === '' || code === this.#code) {
      this.unknown = ''
      return
    }
    if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(code)) {
      this.unknown = picked.trim()
      return
    }
    tell(this, 'bm-go', showRoute(code === this.session.unit.code ? { page: 'accounts' } : { page: 'accounts', unit: code }))
  }

  #ofUnit(data: AccountList): unknown {
    const lacking = total(wanted(data.lacking, 'below', false))
    const further = total(wanted(data.lacking, 'below', true)) - lacking
    const waiting = this.progress !== null
    return html`<section class="of-unit" aria-labelledby="of-unit">
      <div class="row head">
        <div><h2 id="of-unit">${data.unit.name}</h2><p class="quiet">${data.units === 1 ? data.unit.code : text('account.units', { code: data.unit.code, n: data.units - 1 })}</p></div>
        <div class="row">
          ${data.roles.length === 0 ? nothing : html`<button class="button" type="button" ?disabled=${waiting} @click=${() => this.#ask({ what: 'add' })}>${text('account.add')}</button>`}
          ${lacking + further === 0 ? nothing : html`<button class="button ${lacking > 0 ? 'main' : ''}" type="button" ?disabled=${waiting} @click=${() => this.#ask({ what: 'issue', scope: 'below', optional: lacking === 0 })}>${lacking > 0 ? text('account.issue', { n: lacking }) : text('account.issue-further', { n: further })}</button>`}
        </div>
      </div>
      ${lacking === 0 && !waiting ? html`<p class="row">${icon('check')}<span>${text(further === 0 ? 'account.none-lacking' : 'account.none-lacking-but', { n: further })}</span></p>` : nothing}
      <div class="narrow">
        ${data.units === 1 ? nothing : html`<fieldset><legend class="label">${text('account.scope')}</legend>${(['unit', 'below'] as const).map((one) => html`<label class="choice">
          <input type="radio" name="list" .checked=${this.scope === one} @change=${() => this.#narrow({ scope: one })} /><span>${text(`account.scope-${one}`)}</span></label>`)}</fieldset>`}
        <div class="field"><label for="search">${text('account.search')}</label>
          <input id="search" type="search" maxlength="100" .value=${live(this.search)} @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)} /></div>
      </div>
      <div class="row filters" role="group" aria-label=${text('account.state')}>${filters.map(({ show, word }) => html`<button class="button small" type="button" aria-pressed=${this.show === show ? 'true' : 'false'}
        @click=${() => this.#narrow({ show })}>${text(word)} <span class="figures">${data.counts[show]}</span></button>`)}</div>
      ${this.#rows(data)}
    </section>`
  }

  #rows(data: AccountList): unknown {
    const { rows, matching, counts, unit, units, roles } = data
    if (counts.all === 0) return emptyNote('person', text('account.empty'), text(units === 1 && roles.length === 0 ? 'account.empty-roles' : 'account.empty-more'))
    if (rows.length === 0) return html`<p class="quiet" role="status">${text('account.none-match')}</p>`
    return html`<p class="hint" role="status">${text('account.matching', { shown: rows.length, n: matching })}</p>
      ${accountTable(rows, unit.code, (act, row) => this.#ask({ what: 'act', act, row }))}
      ${rows.length === matching ? nothing : html`<div class="row more"><button class="button" type="button" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void this.#more(data)}>${text('account.more', { n: Math.min(100, matching - rows.length) })}</button></div>`}`
  }

  #narrow(to: { show?: keyof AccountCounts; scope?: AccountScope }): void {
    this.show = to.show ?? this.show
    this.scope = to.scope ?? this.scope
    void this.#list.again(true)
  }

  #type(words: string): void {
    this.search = words
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.#list.again(true), pause)
  }

  async #more(shown: AccountList): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      const { rows } = await api.accounts({ ...this.#wanted, from: shown.rows.length })
      // Something else may have been looked for since: those rows have no place below it.
      this.#list.replace((data) => (data === shown ? { ...data, rows: [...data.rows, ...rows] } : data))
    } catch (cause) {
      this.failure = this.#said(cause)
    } finally {
      this.busy = false
    }
  }

  #ask(question: Question): void {
    this.wrong = {}
    this.failure = ''
    this.question = question
  }

  #cancel(event?: Event): void {
    event?.preventDefault()
    if (!this.busy) this.question = null
  }

  #value(id: Field): string {
    return this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(`dialog #${id}`)?.value.trim() ?? ''
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    const { question } = this
    if (question === null || this.busy) return
    switch (question.what) {
      case 'issue':
        return this.#issue(question)
      case 'add':
        return this.#add()
      case 'act':
        return question.act === 'replace' ? this.#replace(question.row) : this.#act(question.act, question.row.login)
    }
  }

  /** In batches, so that the page can say how far it is; what has been issued is on the page even when the next one fails. */
  async #issue({ scope, optional }: Question & { what: 'issue' }): Promise<void> {
    const data = this.#list.data
    if (data === undefined) return
    const of = total(wanted(data.lacking, scope, optional))
    if (of === 0) return
    this.question = null
    let done = 0
    this.progress = { done, of }
    try {
      // As many as were confirmed, though more may be lacking by now; and none when nobody is here any more to see its slip.
      for (let left = of; left > 0 && done < of && this.isConnected && this.#code === data.unit.code;) {
        const reply = await api.issueAccounts({ unit: data.unit.code, scope, optional, most: Math.min(atOnce, of - done) })
        this.slips = [...this.slips, ...reply.slips]
        done += reply.slips.length
        left = reply.left
        this.progress = { done, of }
      }
      tell(this, 'bm-say', text('account.issued', { n: done }))
    } catch (cause) {
      this.failure = `${text('account.issue-failed', { done, of })} ${this.#said(cause)}`
    }
    this.progress = null
    await this.#showSlips()
    await this.#list.again(true)
  }

  async #add(): Promise<void> {
    const role = this.#value('role')
    const person = this.#person(role === '' ? { role: text('account.need-role') } : {})
    if (person === null) return this.#focusWrong()
    await this.#send(async () => this.#hand(await api.addAccount({ unit: this.#code, role, ...person })), 'account.added')
  }

  /** The next person gets an account of his own in the place of this one, which is taken back in the same step. */
  async #replace({ login, unit, role }: AccountRow): Promise<void> {
    const person = this.#person({})
    if (person === null) return this.#focusWrong()
    await this.#send(async () => this.#hand(await api.addAccount({ unit: unit.code, role: role.id, ...person, replaces: login })), acts.replace.done)
  }

  /** What was typed of a new user; null, with what is wrong at its field, where that is not enough. */
  #person(wrong: Wrong): { name: string; reason: string; symbol?: string } | null {
    const [name, symbol, reason] = [this.#value('name'), this.#value('symbol'), this.#value('reason')]
    this.wrong = {
      ...wrong,
      ...(name === '' ? { name: text('account.need-name') } : {}),
      ...(symbol === '' || /^[a-z0-9]+$/.test(symbol) ? {} : { symbol: text('account.wrong-symbol') }),
      ...(reason === '' ? { reason: text('account.need-reason') } : {}),
    }
    return Object.keys(this.wrong).length > 0 ? null : { name, reason, ...(symbol === '' ? {} : { symbol }) }
  }

  async #act(act: AccountAct, login: string): Promise<void> {
    const { to, done } = acts[act]
    if (to === null) return this.#send(async () => this.#hand(await api.resetPassword(login)), done)
    const reason = this.#value('reason')
    this.wrong = reason === '' ? { reason: text('account.need-reason') } : {}
    if (reason === '') return this.#focusWrong()
    await this.#send(() => api.setAccountState(login, { to, reason }), done)
  }

  async #send(request: () => Promise<void>, done: 'account.added' | (typeof acts)[AccountAct]['done']): Promise<void> {
    this.busy = true
    const before = this.slips
    try {
      await request()
    } catch (cause) {
      this.wrong = this.#wordsFor(cause)
      return await this.#focusWrong()
    } finally {
      this.busy = false
    }
    this.question = null
    tell(this, 'bm-say', text(done))
    if (this.slips !== before) await this.#showSlips()
    await this.#list.again(true)
  }

  #hand(slip: Slip): void {
    // A later slip of an account makes its earlier one worthless.
    this.slips = [...this.slips.filter((one) => one.login !== slip.login), slip]
  }

  async #showSlips(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#slips')?.focus()
  }

  async #closeSlips(): Promise<void> {
    if (!(await this.leave())) return
    this.slips = []
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
  }

  #said(cause: unknown): string {
    const words = wordsOf(cause, this.session.account.login)
    return `${words.title}. ${words.detail}`
  }

  /** What the server says of a field stands at the field. */
  #wordsFor(cause: unknown): Wrong {
    if (cause instanceof Refused && cause.problem.code === 'already-exists') return { symbol: text('account.taken') }
    const said = cause instanceof Refused ? (cause.problem.issues ?? []).flatMap(({ path, message }) => {
      const field = fields.find((one) => path === `/${one}`)
      return field === undefined ? [] : [[field, message] as const]
    }) : []
    return said.length > 0 ? Object.fromEntries(said) : { all: this.#said(cause) }
  }

  async #focusWrong(): Promise<void> {
    await this.updateComplete
    const first = fields.find((id) => this.wrong[id] !== undefined)
    if (first !== undefined) this.renderRoot.querySelector<HTMLElement>(`dialog #${first}`)?.focus()
  }
}
customElements.define('bm-accounts-page', AccountsPage)
