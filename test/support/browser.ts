// A real browser for tests, as a Vietnamese official would have it, and what a test wants to know of a page: whether
// it reported errors and whether everybody can use it. Close the browser in after(); the run fails when one is left.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { findChromium, noBrowser } from './chromium.ts'

/** A rule that is known to be broken inside elements that are not ours, with the reason written down. */
export type Exception = { rule: string; within: string; because: string }

// Our own arguments: those of the npm package close the whole browser with the first context and switch off CORS and CSP.
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage']

const open = new Set<Browser>()
const errors = new WeakMap<Page, string[]>()

export async function launchBrowser(): Promise<Browser> {
  // Loaded late, so that a run without browser tests does not pay for it.
  const { chromium } = await import('playwright-core')
  const { env, ...where } = findChromium()
  const browser = await chromium.launch({ ...where, env, args }).catch((error: Error) => {
    throw new Error(where.channel === undefined ? `The browser ${where.executablePath} does not start; give another in CHROMIUM_PATH. ${error.message}` : noBrowser, { cause: error })
  })
  open.add(browser)
  browser.once('disconnected', () => open.delete(browser))
  return browser
}

/** A page in a context of its own: no cookies of other pages. Close it with page.context().close(). */
export async function newPage(browser: Browser, { width, height }: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const seen: string[] = []
  errors.set(page, seen)
  page.on('pageerror', error => seen.push(`Uncaught in the page: ${error.message}`))
  page.on('console', message => {
    // The response is listed with its status already.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) seen.push(`Console: ${message.text()}`)
  })
  page.on('response', response => {
    if (response.status() >= 400) seen.push(`${response.status()} for ${response.request().method()} ${response.url()}`)
  })
  page.on('requestfailed', request => {
    // A request given up because the page was left is no fault.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') seen.push(`${request.failure()?.errorText} for ${request.method()} ${request.url()}`)
  })
  return page
}

/** Console errors, uncaught errors and failed responses since the page was made; grows while the page lives. */
export function errorsOf(page: Page): string[] {
  const seen = errors.get(page)
  if (seen === undefined) throw new Error('This page was not made with newPage().')
  return seen
}

/** WCAG 2.2 A and AA by axe: one sentence per element at fault, empty when none. */
export async function checkAccessibility(page: Page, exceptions: readonly Exception[] = []): Promise<string[]> {
  axeSource ??= readFileSync(path.resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')
  // Evaluated, not added as a script element: a strict content security policy must not have to be loosened for tests.
  await page.evaluate(`window.axe ?? (() => { ${axeSource} })()`)
  return page.evaluate<string[]>(`(async exceptions => {
    const insideOf = (element, selector) => {
      for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) if (at.matches?.(selector)) return true
      return false
    }
    const { violations } = await axe.run(document, {
      elementRef: true, resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.flatMap(({ id, impact, help, nodes }) => nodes
      .filter(({ element }) => !exceptions.some(({ rule, within }) => rule === id && insideOf(element, within)))
      .map(({ target, failureSummary }) => target.flat().join(' >>> ') + ': ' + help + ' (' + id + ', ' + impact + '). '
        + failureSummary.replaceAll(/\\s+/g, ' ')))
  })(${JSON.stringify(exceptions)})`)
}

let axeSource: string | undefined

/** Called once, after the whole run. */
export async function closeBrowsers(): Promise<void> {
  const left = [...open]
  for (const browser of left) await browser.close()
  if (left.length > 0) throw new Error(`The run left ${left.length} browser(s) open: call browser.close() in after().`)
}
