// The top of every page: who, of which unit, in which period; in demo mode the application's date and the one control
// that moves it.
import { css, html, nothing, type TemplateResult } from 'lit'
import type { ClockRequest, Session } from '../../engine/core/contract/session.ts'
import type { Capability } from '../../engine/core/pack.ts'
import { dayOf, showDay } from '../format.ts'
import { icon } from '../parts/icon.ts'
import '../parts/menu.ts'
import { text } from '../text.ts'
import { now } from './clock.ts'
import { showRoute } from './route.ts'

export type HeaderActs = {
  moveClock: (to: ClockRequest['to']) => void
  logout: () => void
  switchLanguage: () => void
}

export function header(session: Session, acts: HeaderActs, unread: number): TemplateResult {
  const { account, unit, period } = session
  return html`<header>
    <a class="brand" href="/" aria-label=${text('app.name')}>
      <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6"/><path d="M8 9h16M8 16h16M8 23h16M14 9v14"/></svg>
      <span>${text('app.name')}</span>
    </a>
    <dl class="where">
      <div><dt>${text('app.unit')}</dt><dd title=${unit.name}>${unit.name}</dd></div>
      <div><dt>${text('app.period')}</dt><dd>${period === null ? text('app.no-period') : html`${period.title}${period.locked ? html` <span class="quiet">(${text('app.period-locked')})</span>` : nothing}`}</dd></div>
    </dl>
    <a class="bell button quiet small" href=${showRoute({ page: 'notifications' })} title=${text('notice.title')}>${icon('bell')}<span class="hidden-text">${unread === 0 ? text('notice.title') : text('notice.title-unread', { n: unread })}</span>${unread === 0 ? nothing : html`<span class="count" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>`}</a>
    <a class="help button quiet small" href="/help" target="_blank">${text('app.help')}</a>
    <bm-menu align="end" class="who" label=${account.name}>
      <span slot="label" class="row"><span class="face">${icon('person')}<span class="hidden-text">${text('app.account', { name: account.name })}</span></span><span class="name">${account.name}<small>${account.role.title}</small></span></span>
      <p class="me">${account.login}<br><span class="quiet">${account.role.title} · ${unit.name}</span></p>
      ${session.capabilities.includes('work-on-filings' satisfies Capability) ? html`<a class="button quiet" href=${showRoute({ page: 'substitutes' })}>${text('substitute.title')}</a>` : nothing}
      ${session.mustChangePassword ? nothing : html`<a class="button quiet" href=${showRoute({ page: 'sessions' })}>${text('session.title')}</a>`}
      <a class="button quiet" href="/password">${text('app.password')}</a>
      <a class="button quiet narrow" href="/help" target="_blank">${text('app.help')}</a>
      <button class="button quiet" type="button" @click=${acts.switchLanguage}>${text('app.language')}</button>
      <button class="button quiet" type="button" @click=${acts.logout}>${text('app.logout')}</button>
    </bm-menu>
  </header>`
}

export function demoBanner(acts: Pick<HeaderActs, 'moveClock'>, movable: boolean): TemplateResult {
  const move = (to: ClockRequest['to']) => () => acts.moveClock(to)
  return html`<section class="demo" aria-label=${text('demo.banner')}>
    <span><strong>${text('demo.banner')}</strong> · ${text('demo.date', { day: showDay(dayOf(now())) })}</span>
    ${movable
      ? html`<bm-menu align="end" label=${text('demo.move')}>
          <button class="button quiet" type="button" @click=${move('due')}>${text('demo.due')}</button>
          <button class="button quiet" type="button" @click=${move('lock')}>${text('demo.lock')}</button>
          <button class="button quiet" type="button" @click=${move('next')}>${text('demo.next')}</button>
        </bm-menu>`
      : nothing}
  </section>`
}

export const headerStyles = css`
  header { display: flex; align-items: center; gap: 1rem; min-height: var(--header); padding: 0.375rem clamp(0.75rem, 2vw, 1.25rem); background: var(--surface); border-bottom: 1px solid var(--line); }
  .brand { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 700; color: var(--ink); text-decoration: none; white-space: nowrap; }
  .brand svg { width: 1.75rem; height: 1.75rem; fill: #123f7d; stroke: #fff; stroke-width: 2; }
  .brand rect { stroke: none; }
  .where { display: flex; gap: 1.5rem; flex: 1; min-width: 0; padding-left: 1rem; border-left: 1px solid var(--line); }
  .where > div { min-width: 0; }
  .where dt { font-size: 0.75rem; color: var(--ink-quiet); line-height: 1.2; }
  .where dd { font-weight: 600; font-size: var(--text-s); line-height: 1.35; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .who .name { display: grid; text-align: left; line-height: 1.2; font-weight: 600; }
  .who small { font-weight: 400; color: var(--ink-quiet); font-size: 0.75rem; }
  .bell { position: relative; flex: none; font-size: 1.125rem; }
  .count { position: absolute; top: -0.25rem; right: -0.25rem; min-width: 1.125rem; padding: 0 0.25rem; border-radius: 999px; background: var(--error); color: var(--page); font-size: 0.6875rem; line-height: 1.125rem; font-weight: 700; text-align: center; font-variant-numeric: tabular-nums; }
  .face, .narrow { display: none; }
  .me { padding: 0.375rem 0.625rem 0.625rem; font-size: var(--text-s); border-bottom: 1px solid var(--line); margin-bottom: 0.375rem; overflow-wrap: anywhere; }
  bm-menu .button { justify-content: flex-start; text-align: left; }
  .demo { display: flex; align-items: center; justify-content: space-between; gap: 0.75rem; padding: 0.25rem clamp(0.75rem, 2vw, 1.25rem); background: var(--warning-tint); border-bottom: 1px solid var(--line); font-size: var(--text-s); }
  @media (max-width: 56rem) {
    .brand span { display: none; }
    .where { gap: 0.75rem; padding-left: 0.75rem; flex-direction: column; gap: 0; }
    .where dt { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .where > div + div dd { font-weight: 400; color: var(--ink-quiet); }
    .who .name, .help { display: none; }
    .face { display: inline; }
    .narrow { display: inline-flex; }
  }
  @media print { header, .demo { display: none; } }
`
