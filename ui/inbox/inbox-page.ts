// Việc của tôi: what is asked of this person, of which filing, until when; a returned one carries who sent it back and
// why. The nearest day stands first.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { Inbox, Task } from '../../engine/core/contract/filing.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import type { Capability } from '../../engine/core/pack.ts'
import * as api from '../api/endpoints.ts'
import { dayOf, showDay } from '../format.ts'
import { now } from '../frame/clock.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { readDue } from '../parts/due.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { markStyles, placeMarks, stateMark } from '../parts/state-mark.ts'
import { chooseBox, mayLeave, nameOf, severalBar, severalStyles } from '../several/bar.ts'
import { Several } from '../several/several.ts'
import '../periods/opening-note.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'

export class InboxPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false } }
  declare session: Session
  declare visit: number

  static override styles = [base, page, markStyles, loadingStyles, severalStyles, css`
    .tasks { display: grid; gap: 0.75rem; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.5rem 1.5rem; padding: 0.875rem 1rem; background: var(--surface); border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: var(--radius); }
    li.late { border-left-color: var(--error); color: inherit; font-weight: inherit; }
    li.back { border-left-color: var(--error); }
    .asked { font-weight: 600; color: var(--accent-strong); }
    h2 { font-size: 1rem; }
    h2 a { text-decoration: none; color: var(--ink); }
    h2 a:hover { text-decoration: underline; }
    .facts { display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; font-size: var(--text-s); color: var(--ink-quiet); }
    .side { display: grid; gap: 0.375rem; justify-items: end; max-width: 22rem; align-content: space-between; text-align: right; }
    .side .row { justify-content: flex-end; }
    .due { font-variant-numeric: tabular-nums; }
    .due b { display: block; }
    .near { color: var(--warning); font-weight: 600; }
    .for { color: var(--accent-strong); font-weight: 600; }
    .all { padding-left: 1.25rem; }
    .why { grid-column: 1 / -1; }
    @media (max-width: 44rem) {
      li { grid-template-columns: minmax(0, 1fr); }
      .side { max-width: none; grid-auto-flow: column; justify-content: space-between; align-items: center; text-align: left; }
      .side .row { justify-content: flex-start; }
    }
  `]

  readonly #tasks = new Loading<Inbox>(this, api.inbox)
  readonly #several = new Several(this, () => this.#tasks.again(true))

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#tasks.again(true)
  }

  /** Asked by the frame before it shows another page. */
  async leave(): Promise<boolean> {
    return mayLeave(this.#several)
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('inbox.title')}</h1>
        <p class="lead">${text('inbox.lead', { name: this.session.account.name })}</p>
      </div>
      ${this.session.capabilities.includes('open-periods' satisfies Capability) ? html`<bm-opening-note></bm-opening-note>` : nothing}
      ${loaded(this.#tasks, this.session.account.login, (data) => this.#list(data))}
      ${severalBar(this.#several, this.session)}
    </div>`
  }

  #list({ tasks, offers, substituteFor }: Inbox): unknown {
    this.#several.show(tasks.map(({ filing }) => filing), offers)
    return html`${substituteFor.map((one) => html`<div class="notice">${icon('person')}<p class="grow">${text('inbox.substitute', { name: one.account.name, login: one.account.login, day: showDay(one.to) })}</p></div>`)}
      ${this.#tasksOf(tasks)}`
  }

  #tasksOf(tasks: Inbox['tasks']): unknown {
    return tasks.length === 0
      ? emptyNote('check', text('inbox.empty'), text('inbox.empty-more'))
      : html`${this.#all(tasks)}<ul class="tasks">${[...tasks].sort(nearestFirst).map((task) => this.#task(task))}</ul>`
  }

  /** Not for one or two: choosing them all would be more work than doing them. */
  #all(tasks: Inbox['tasks']): unknown {
    const ids = tasks.map(({ filing }) => filing.id).filter((id) => this.#several.isOffered(id))
    return ids.length < 3 ? nothing : html`<label class="row all">${chooseBox(this.#several, ids)}${text('inbox.all', { n: ids.length })}</label>`
  }

  #task(task: Task): unknown {
    const { filing, returned } = task
    const due = readDue(task.due, task.late, dayOf(now()))
    const foreign = filing.unit.id !== this.session.unit.id
    return html`<li class="${task.late ? 'late' : ''} ${returned === null ? '' : 'back'}">
      <div>
        <p class="asked row">${chooseBox(this.#several, [filing.id], text('several.choose', { name: nameOf(filing, this.session.unit.id) }))}${task.asked}</p>
        <h2><a href=${showRoute({ page: 'filing', id: filing.id })}>${filing.form.title}</a></h2>
        <p class="facts"><span>${filing.form.code}</span><span>${filing.period.title}</span>${foreign ? html`<span>${text('inbox.from', { unit: filing.unit.name })}</span>` : nothing}${task.for === null ? nothing : html`<span class="for">${text('inbox.for', { name: task.for.name })}</span>`}</p>
      </div>
      <div class="side">
        ${due === null ? html`<span></span>` : html`<span class="due">${text('inbox.until', { day: due.day })}<b class=${due.late ? 'late' : due.near ? 'near' : 'hint'}>${due.words}</b></span>`}
        <span class="row">${stateMark(filing.state)}${placeMarks(filing)}</span>
      </div>
      ${returned === null ? nothing : html`<div class="why notice error">${icon('back')}<div class="grow">
        <strong>${text('inbox.returned-by', { name: returned.by.name, day: showDay(dayOf(returned.at)) })}</strong>
        <p>${[returned.reason, returned.note].filter((one) => one !== null && one !== '').join(': ')}</p></div></div>`}
    </li>`
  }
}
customElements.define('bm-inbox-page', InboxPage)

function nearestFirst(a: Task, b: Task): number {
  return (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.filing.form.code.localeCompare(b.filing.form.code)
}
