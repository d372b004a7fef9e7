// One codelist of the unit: its entries, and adding, renaming, mapping and ending them. What a person does is checked by the
// server; its sentence stands beside the field, and a name that is nearly another's is taken when he says that it is meant.
import { LitElement, html, nothing, type PropertyValues } from 'lit'
import type { Codelist, CodelistEntry, CodelistPeriod, NewEntryRequest } from '../../engine/core/contract/codelist.ts'
import type { PeriodRef } from '../../engine/core/contract/shapes.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import { nearDuplicates } from '../../engine/core/near-duplicate.ts'
import type { PropertyDefinition, PropertyValue } from '../../engine/core/property.ts'
import { Refused, newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { dayOf, readDay, showDay, showInstant } from '../format.ts'
import { now } from '../frame/clock.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { codelistStyles } from './codelist-styles.ts'
import { completionMark } from './completion-mark.ts'
import { pastedNames } from './pasted-names.ts'
import { readProperty, showProperty } from './property-field.ts'

/** What is being done in the dialog, and to which entry. */
type Asking =
  | { readonly what: 'rename' | 'map' | 'merge'; readonly entry: CodelistEntry }
  /** `figures`: what the server says of those that it has in reports which it would leave, so it is asked where they go. */
  | { readonly what: 'end'; readonly entry: CodelistEntry; readonly figures?: string }
  | { readonly what: 'paste'; readonly names: readonly string[] }
  | { readonly what: 'complete' | 'reopen'; readonly period: PeriodRef }

type Wrong = { readonly [field: string]: string }

export class CodelistPage extends LitElement {
  static override properties = {
    session: { attribute: false }, visit: { attribute: false }, pack: {}, codelist: {}, asking: { state: true }, wrong: { state: true }, similar: { state: true }, busy: { state: true },
  }
  declare session: Session
  declare visit: number
  declare pack: string
  declare codelist: string
  declare asking: Asking | null
  /** Sentences by the field that they belong to; those about nothing in particular under `all`. */
  declare wrong: Wrong
  /** Only the name is in question, and it may be meant. */
  declare similar: boolean
  declare busy: boolean

  static override styles = [base, page, markStyles, loadingStyles, codelistStyles]

  readonly #list = new Loading<Codelist>(this, () => api.codelist(this.pack, this.codelist))
  /** Takes the focus once the dialog has gone. */
  #return: HTMLElement | null = null

  constructor() {
    super()
    this.asking = null
    this.wrong = {}
    this.similar = false
    this.busy = false
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(!changed.has('codelist'))
  }

  override updated(changed: PropertyValues<this>): void {
    const { data } = this.#list
    if (data !== undefined) tell(this, 'bm-titled', data.title)
    if (!changed.has('asking')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.asking === null) dialog?.close()
    else if (dialog?.open === false) dialog.showModal()
  }

  override render(): unknown {
    return html`<div class="page">
      <p><a href=${showRoute({ page: 'codelists' })}>${text('codelist.back')}</a></p>
      <h1 tabindex="-1">${this.#list.data?.title ?? text('codelist.title')}</h1>
      ${loaded(this.#list, this.session.account.login, (data) => this.#all(data))}
      <dialog aria-labelledby="dialog-title" @cancel=${(event: Event) => this.#leave(event)}>${this.asking === null || this.#list.data === undefined ? nothing : this.#dialog(this.#list.data, this.asking)}</dialog>
    </div>`
  }

  #all(data: Codelist): unknown {
    const own = data.entries.filter((one) => one.own)
    return html`
      ${data.uses.length === 0 ? nothing : html`<ul>${data.uses.map(({ filing, form, period }) => html`<li>${text('codelist.used')} <a href=${showRoute({ page: 'filing', id: filing })}>${form.code} ${form.title}</a>, ${period.title}</li>`)}</ul>`}
      ${data.scope === 'ministry' ? html`<div class="notice">${icon('info')}<p class="grow">${text('codelist.of-ministry')}</p></div>`
        : data.mayKeep ? nothing : html`<div class="notice">${icon('info')}<p class="grow">${text('codelist.not-yours')}</p></div>`}
      ${data.periods.map((one) => this.#period(data, one))}
      ${mayChange(data) ? this.#form(data) : nothing}
      <section aria-labelledby="entries"><h2 id="entries">${text('codelist.list')}</h2>
        ${data.scope === 'ministry' ? this.#table(data, data.entries) : own.length === 0 ? emptyNote('list', text('codelist.none'), text('codelist.none-more')) : this.#table(data, own)}
      </section>`
  }

  /** The state for a period, and the one act that there is for it. */
  #period(data: Codelist, one: CodelistPeriod): unknown {
    const { period, complete } = one
    const what = complete === null ? 'complete' : 'reopen'
    return html`<div class="notice period ${complete === null ? 'warning' : 'good'}">${completionMark(one, false)}
      <p class="grow">${complete === null ? text('codelist.waits', { period: period.title }) : text('codelist.stands', { period: period.title, name: complete.by.name, at: showInstant(complete.at) })}</p>
      ${data.mayKeep ? html`<button class="button ${complete === null ? 'main' : ''}" type="button" @click=${(event: Event) => this.#ask({ what, period }, event.currentTarget as HTMLElement)}>${text(`codelist.do-${what}`)}</button>` : nothing}</div>`
  }

  #table(data: Codelist, entries: readonly CodelistEntry[]): unknown {
    const isMapped = data.scope === 'unit-mapped'
    const today = dayOf(now())
    const properties = Object.entries(data.properties)
    const ministry = new Map(data.entries.filter((one) => !one.own).map((one) => [one.code, one.title]))
    const head = (words: string): unknown => html`<th role="columnheader" scope="col">${words}</th>`
    return html`<table role="table" aria-label=${data.title}>
      <thead role="rowgroup"><tr role="row">${head(text('codelist.name'))}${head(text('codelist.code'))}${properties.map(([, one]) => head(one.title))}${isMapped ? head(text('codelist.maps-to')) : nothing}
        ${head(text('codelist.from'))}${head(text('codelist.to'))}${mayChange(data) ? head(text('codelist.acts')) : nothing}</tr></thead>
      <tbody role="rowgroup">${entries.map((one) => {
        const ended = one.to !== null && one.to <= today
        return html`<tr role="row" class=${ended ? 'ended' : ''} data-code=${one.code}>
          <th role="rowheader" scope="row">${one.title}</th>
          <td role="cell" class="figures" data-label=${text('codelist.code')}>${one.code}</td>
          ${properties.map(([name, property]) => html`<td role="cell" data-label=${property.title}>${showProperty(one.properties[name], property)}</td>`)}
          ${isMapped ? html`<td role="cell" data-label=${text('codelist.maps-to')}>${one.mapsTo === null ? html`<span class="unmapped">${text('codelist.unmapped')}</span>` : `${one.mapsTo} ${ministry.get(one.mapsTo) ?? ''}`}</td>` : nothing}
          <td role="cell" class="figures" data-label=${text('codelist.from')}>${one.from === null ? '' : showDay(one.from)}</td>
          <td role="cell" class="figures ${one.to === null ? 'blank' : ''}" data-label=${text('codelist.to')}>${one.to === null ? '' : showDay(one.to)}</td>
          ${mayChange(data) ? html`<td role="cell" class="acts">${ended ? html`<span class="quiet">${one.mergedInto === undefined ? text('codelist.ended') : text('codelist.merged-into', { code: one.mergedInto })}</span>` : this.#acts(one, isMapped)}</td>` : nothing}
        </tr>`
      })}</tbody></table>`
  }

  #acts(entry: CodelistEntry, isMapped: boolean): unknown {
    const button = (what: 'rename' | 'map' | 'merge' | 'end'): unknown => html`<button class="button small" type="button" aria-label=${text(`codelist.${what}-of`, { title: entry.title })}
      @click=${(event: Event) => this.#ask({ what, entry }, event.currentTarget as HTMLElement)}>${text(`codelist.${what}`)}</button>`
    return html`${button('rename')}${isMapped ? button('map') : nothing}${button('merge')}${button('end')}`
  }

  #form(data: Codelist): unknown {
    return html`<section aria-labelledby="add"><h2 id="add">${text('codelist.add')}</h2>
      <form id="add-form" novalidate @submit=${(event: Event) => void this.#add(event, data)}>
        <div class="field wide"><label for="title">${text('codelist.name')}</label>
          <input id="title" autocomplete="off" aria-invalid=${this.#invalid('title')} aria-describedby="title-hint ${this.wrong['title'] === undefined ? '' : 'title-wrong'}" @paste=${(event: ClipboardEvent) => this.#paste(event)} />
          ${this.#mark('title')}<p class="hint" id="title-hint">${text('codelist.paste-hint')}</p></div>
        ${Object.entries(data.properties).map(([name, property]) => this.#propertyField(name, property))}
        ${data.scope === 'unit-mapped' ? this.#mapField(data, null) : nothing}
        <div class="field"><label for="code">${text('codelist.code-optional')}</label>
          <input id="code" autocomplete="off" aria-invalid=${this.#invalid('code')} aria-describedby=${this.#described('code')} />${this.#mark('code')}</div>
        <div class="field"><label for="from">${text('codelist.from-day')}</label>
          <input id="from" inputmode="numeric" autocomplete="off" .value=${showDay(data.begins)} aria-invalid=${this.#invalid('from')} aria-describedby=${this.#described('from')} />${this.#mark('from')}</div>
        ${this.#refusal()}
        <div class="row wide"><button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? text('act.busy') : text('codelist.add-one')}</button>
          ${this.similar && this.asking === null ? html`<button class="button" type="button" @click=${(event: Event) => void this.#add(event, data, true)}>${text('codelist.add-anyway')}</button>` : nothing}</div>
      </form></section>`
  }

  #propertyField(name: string, property: PropertyDefinition, value?: PropertyValue): unknown {
    const id = `property-${name}`
    return html`<div class="field"><label for=${id}>${property.title}</label>
      ${property.kind === 'yes-no' ? html`<select id=${id}><option value=""></option><option value="yes" ?selected=${value === true}>${text('codelist.yes')}</option><option value="no" ?selected=${value === false}>${text('codelist.no')}</option></select>`
        : html`<input id=${id} autocomplete="off" .value=${showProperty(value, property)} aria-invalid=${this.#invalid(id)} aria-describedby=${this.#described(id)} />`}${this.#mark(id)}</div>`
  }

  #mapField(data: Codelist, chosen: string | null): unknown {
    return html`<div class="field"><label for="mapsTo">${text('codelist.maps-to')}</label>
      <select id="mapsTo" aria-invalid=${this.#invalid('mapsTo')} aria-describedby=${this.#described('mapsTo')}>
        <option value="" ?selected=${chosen === null}>${text('codelist.unmapped')}</option>
        ${data.entries.filter((one) => !one.own).map((one) => html`<option value=${one.code} ?selected=${one.code === chosen}>${one.code} ${one.title}</option>`)}
      </select>${this.#mark('mapsTo')}</div>`
  }

  /** Another entry that is in use. */
  #otherField(data: Codelist, entry: CodelistEntry): unknown {
    const today = dayOf(now())
    return html`<div class="field"><label for="into">${text('codelist.into')}</label>
      <select id="into" aria-invalid=${this.#invalid('into')} aria-describedby=${this.#described('into')}><option value="">${text('codelist.choose')}</option>
        ${data.entries.filter((one) => one.own && one.code !== entry.code && (one.to === null || one.to > today)).map((one) => html`<option value=${one.code}>${one.title} (${one.code})</option>`)}
      </select>${this.#mark('into')}</div>`
  }

  #dialog(data: Codelist, asking: Asking): unknown {
    return html`<form class="stack" novalidate @submit=${(event: Event) => void this.#confirm(event, data, asking)}>
      <h2 id="dialog-title">${titleOf(asking)}</h2>
      ${this.#questions(data, asking)}
      ${this.#refusal()}
      <div class="row end">
        <button class="button" type="button" @click=${(event: Event) => this.#leave(event)}>${text('app.cancel')}</button>
        <button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? text('act.busy') : this.similar || this.#isNear(data, asking) ? text('codelist.anyway') : text('codelist.confirm')}</button>
      </div></form>`
  }

  #questions(data: Codelist, asking: Asking): unknown {
    switch (asking.what) {
      case 'paste': {
        const near = nearDuplicates(asking.names, this.#names(data))
        const count = near.filter((one) => one !== undefined).length
        return html`${count === 0 ? nothing : html`<div class="notice warning">${icon('warning')}<p class="grow">${text('codelist.near-many', { n: count })}</p></div>`}
          <ol class="names" tabindex="0" aria-label=${text('codelist.add-many', { n: asking.names.length })}>${asking.names.map((name, at) => html`<li>${name}${near[at] === undefined ? nothing : html` <span class="near">${text('codelist.near', { other: near[at] ?? '' })}</span>`}</li>`)}</ol>`
      }
      case 'rename':
        return html`<div class="field"><label for="name">${text('codelist.name')}</label>
            <input id="name" autocomplete="off" .value=${asking.entry.title} aria-invalid=${this.#invalid('name')} aria-describedby=${this.#described('name')} />${this.#mark('name')}</div>
          ${Object.entries(data.properties).map(([name, property]) => this.#propertyField(name, property, asking.entry.properties[name]))}
          <p class="hint">${text('codelist.rename-hint')}</p>`
      case 'map':
        return this.#mapField(data, asking.entry.mapsTo)
      case 'complete': {
        const days = data.uses.filter((use) => use.period.id === asking.period.id).map((use) => use.dataTo)
        const count = data.entries.filter((entry) => entry.own && days.some((day) => (entry.from === null || entry.from <= day) && (entry.to === null || day < entry.to))).length
        return html`<p>${count === 0 ? text('codelist.complete-empty', { period: asking.period.title }) : text('codelist.complete-confirm', { n: count, period: asking.period.title })}</p>`
      }
      case 'reopen':
        return html`<p>${text('codelist.reopen-confirm', { period: asking.period.title })}</p>`
      case 'end':
        return html`<div class="field"><label for="to">${text('codelist.end-day')}</label>
            <input id="to" inputmode="numeric" autocomplete="off" .value=${showDay(dayOf(now()))} aria-invalid=${this.#invalid('to')} aria-describedby=${this.#described('to')} />${this.#mark('to')}</div>
          ${asking.figures === undefined ? html`<p class="hint">${text('codelist.end-hint')}</p>` : html`<div class="notice warning" role="alert">${icon('warning')}<p class="grow">${asking.figures}</p></div>
            <fieldset class="stack">
            <legend class="label">${text('codelist.figures')}</legend>
            <label class="row"><input type="radio" name="figures" value="into" checked />${text('codelist.figures-into')}</label>
            ${this.#otherField(data, asking.entry)}
            <label class="row"><input type="radio" name="figures" value="clear" />${text('codelist.figures-clear')}</label></fieldset>`}`
      case 'merge':
        return html`${this.#otherField(data, asking.entry)}<p class="hint">${text('codelist.merge-hint', { title: asking.entry.title })}</p>`
    }
  }

  #refusal(): unknown {
    return this.wrong['all'] === undefined ? nothing : html`<div class="notice error wide" role="alert">${icon('error')}<p class="grow">${this.wrong['all']}</p></div>`
  }

  #mark(id: string): unknown {
    return this.wrong[id] === undefined ? nothing : html`<p class=${this.similar ? 'near' : 'wrong'} id="${id}-wrong" role="alert">${this.wrong[id]}</p>`
  }

  #invalid(id: string): 'true' | typeof nothing {
    return this.wrong[id] === undefined ? nothing : 'true'
  }

  #described(id: string): string | typeof nothing {
    return this.wrong[id] === undefined ? nothing : `${id}-wrong`
  }

  #field(id: string): HTMLInputElement | HTMLSelectElement | null {
    const within = this.asking === null ? this.renderRoot.querySelector('#add-form') : this.renderRoot.querySelector('dialog')
    return within?.querySelector(`#${id}`) ?? null
  }

  #value(id: string): string {
    return this.#field(id)?.value.trim() ?? ''
  }

  #names(data: Codelist): string[] {
    const today = dayOf(now())
    return data.entries.filter((one) => one.own && (one.to === null || one.to > today)).map((one) => one.title)
  }

  #isNear(data: Codelist, asking: Asking): boolean {
    return asking.what === 'paste' && nearDuplicates(asking.names, this.#names(data)).some((one) => one !== undefined)
  }

  /** Several lines are several entries; one line is typed as ever. */
  #paste(event: ClipboardEvent): void {
    const names = pastedNames(event.clipboardData?.getData('text/plain') ?? '', event.clipboardData?.getData('text/html') ?? '')
    if (names.length < 2) return
    event.preventDefault()
    this.#ask({ what: 'paste', names }, event.currentTarget as HTMLElement)
  }

  #ask(asking: Asking, from: HTMLElement): void {
    this.#return = from
    this.wrong = {}
    this.similar = false
    this.asking = asking
  }

  #leave(event: Event): void {
    event.preventDefault()
    if (this.busy) return
    this.#closed()
    this.#return?.focus()
  }

  #closed(): void {
    this.asking = null
    this.wrong = {}
    this.similar = false
  }

  async #add(event: Event, data: Codelist, despiteSimilar = false): Promise<void> {
    event.preventDefault()
    const [title, code, from, mapsTo] = [this.#value('title'), this.#value('code'), readDay(this.#value('from')), this.#value('mapsTo')]
    const { properties, wrong } = this.#properties(data)
    this.similar = false
    this.wrong = { ...(title === '' ? { title: text('codelist.need-name') } : {}), ...wrong, ...(from === null ? { from: text('codelist.need-day') } : {}) }
    if (from === null || Object.keys(this.wrong).length > 0) return this.#focusWrong()
    const entry: NewEntryRequest = { title, from, properties, ...(code === '' ? {} : { code }), ...(mapsTo === '' ? {} : { mapsTo }) }
    await this.#do(async () => {
      await api.addEntries(this.pack, this.codelist, { entries: [entry], ...(despiteSimilar ? { despiteSimilar } : {}) }, newKey())
      const form = this.renderRoot.querySelector<HTMLFormElement>('#add-form')
      for (const field of form?.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input:not(#from), select') ?? []) field.value = ''
      return { said: text('codelist.added', { title }), focus: '#title' }
    }, (path) => path.replace('/entries/0/', ''))
  }

  async #confirm(event: Event, data: Codelist, asking: Asking): Promise<void> {
    event.preventDefault()
    const despiteSimilar = this.similar || this.#isNear(data, asking) ? ({ despiteSimilar: true } as const) : {}
    const { pack, codelist } = this
    const key = newKey()
    switch (asking.what) {
      case 'paste':
        return this.#do(async () => {
          await api.addEntries(pack, codelist, { entries: asking.names.map((title) => ({ title })), ...despiteSimilar }, key)
          return { said: text('codelist.added-many', { n: asking.names.length }), focus: '#title' }
        }, () => 'all')
      case 'rename': {
        const title = this.#value('name')
        const { properties, wrong } = this.#properties(data)
        this.wrong = { ...(title === '' ? { name: text('codelist.need-name') } : {}), ...wrong }
        if (Object.keys(this.wrong).length > 0) return this.#focusWrong()
        return this.#do(async () => {
          await api.renameEntry(pack, codelist, asking.entry.code, { title, properties, ...despiteSimilar }, key)
          return { said: text('codelist.renamed', { title }) }
        }, (path) => (path === '/title' ? 'name' : path))
      }
      case 'map': {
        const to = this.#value('mapsTo')
        return this.#do(async () => {
          await api.mapEntry(pack, codelist, asking.entry.code, { to: to === '' ? null : to }, key)
          return { said: text('codelist.mapped', { title: asking.entry.title }) }
        }, (path) => (path === '/to' ? 'mapsTo' : path))
      }
      case 'merge': {
        const into = this.#value('into')
        const other = data.entries.find((one) => one.own && one.code === into)
        if (other === undefined) {
          this.wrong = { into: text('codelist.need-into') }
          return this.#focusWrong()
        }
        return this.#do(async () => {
          await api.mergeEntry(pack, codelist, asking.entry.code, { into }, key)
          return { said: text('codelist.merged', { title: asking.entry.title, other: other.title }) }
        })
      }
      case 'complete':
      case 'reopen': {
        const { what, period } = asking
        return this.#do(async () => {
          await (what === 'complete' ? api.completeCodelist : api.reopenCodelist)(pack, codelist, { period: period.id }, key)
          return { said: text(what === 'complete' ? 'codelist.completed' : 'codelist.reopened', { period: period.title }), focus: 'h1' }
        }, () => 'all')
      }
      case 'end': {
        const to = readDay(this.#value('to'))
        if (to === null) {
          this.wrong = { to: text('codelist.need-day') }
          return this.#focusWrong()
        }
        const clear = this.renderRoot.querySelector<HTMLInputElement>('dialog input[value="clear"]')?.checked === true
        const into = this.#value('into')
        if (asking.figures !== undefined && !clear && into === '') {
          this.wrong = { into: text('codelist.need-into') }
          return this.#focusWrong()
        }
        return this.#do(async () => {
          await api.endEntry(pack, codelist, asking.entry.code, { to, ...(asking.figures === undefined ? {} : { figures: clear ? 'clear' : { into } }) }, key)
          return { said: text('codelist.ended-of', { title: asking.entry.title, day: showDay(to) }) }
        })
      }
    }
  }

  #properties(data: Codelist): { properties: Record<string, PropertyValue>; wrong: Wrong } {
    const properties: Record<string, PropertyValue> = {}
    const wrong: Record<string, string> = {}
    for (const [name, property] of Object.entries(data.properties)) {
      const read = readProperty(this.#value(`property-${name}`), property)
      if (read === null) wrong[`property-${name}`] = text('codelist.wrong-property', { title: property.title })
      else if (read !== undefined) properties[name] = read
    }
    return { properties, wrong }
  }

  /** Does it, shows the list as it is then and says so; or puts what the server says of a field beside that field. */
  async #do(work: () => Promise<{ said: string; focus?: string }>, fieldOf: (path: string) => string = (path) => path): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      const { said, focus } = await work()
      this.#closed()
      await this.#list.again(true)
      tell(this, 'bm-say', said)
      await this.updateComplete
      const back = focus === undefined ? this.#return : this.renderRoot.querySelector<HTMLElement>(focus)
      if (back?.isConnected === true) back.focus()
      else this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    } catch (cause) {
      this.#refused(cause, fieldOf)
      await this.#focusWrong()
    } finally {
      this.busy = false
    }
  }

  #refused(cause: unknown, fieldOf: (path: string) => string): void {
    const issues = cause instanceof Refused ? (cause.problem.issues ?? []) : []
    this.similar = issues.length > 0 && issues.every((one) => one.severity === 'warning')
    if (cause instanceof Refused && cause.problem.code === 'entry-has-figures' && this.asking?.what === 'end') {
      this.asking = { ...this.asking, figures: cause.problem.detail }
      this.wrong = {}
      return
    }
    if (cause instanceof Refused && cause.problem.code === 'already-exists' && this.asking === null) {
      this.wrong = { code: text('codelist.code-taken') }
      return
    }
    const wrong: Record<string, string> = {}
    for (const { path, message } of issues) {
      const field = fieldOf(path).replace(/^\//, '').replace(/^properties\//, 'property-')
      const at = this.#field(field) === null ? 'all' : field
      const said = at === 'code' ? text('codelist.wrong-code') : message
      wrong[at] = wrong[at] === undefined ? said : `${wrong[at]} ${said}`
    }
    const words = wordsOf(cause, this.session.account.login)
    this.wrong = issues.length > 0 ? wrong : { all: `${words.title}. ${words.detail}` }
  }

  async #focusWrong(): Promise<void> {
    await this.updateComplete
    const first = Object.keys(this.wrong).find((id) => id !== 'all')
    if (first !== undefined) this.#field(first)?.focus()
  }
}
customElements.define('bm-codelist-page', CodelistPage)

/** Entries stand still while the list is complete for any open period. */
function mayChange({ mayKeep, periods }: Codelist): boolean {
  return mayKeep && periods.every((one) => one.complete === null)
}

function titleOf(asking: Asking): string {
  switch (asking.what) {
    case 'paste':
      return text('codelist.add-many', { n: asking.names.length })
    case 'complete':
    case 'reopen':
      return text(`codelist.do-${asking.what}`)
    default:
      return text(`codelist.${asking.what}-of`, { title: asking.entry.title })
  }
}
