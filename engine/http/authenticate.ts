// Who sends a request: the session cookie, and the check that a page of ours sent it. The cookie is SameSite=Strict;
// the check of Origin and Sec-Fetch-Site also covers sibling hosts of the same site.
import type { Context } from 'koa'
import { recognise } from '../actions/recognise.ts'
import type { Caller, Parts } from '../actions/action.ts'
import type { Config } from '../config.ts'
import type { Language } from '../core/messages/sentence.ts'
import { Problem } from '../problem.ts'

/** `__Host-` makes the browser insist on https, Path=/ and no Domain; it is not accepted over plain http. */
export function cookieName(config: Pick<Config, 'baseUrl'>): string {
  return isHttps(config) ? '__Host-bieumau' : 'bieumau'
}

/** The Set-Cookie line; without a token the cookie is removed. It ends with the browser, the session before that. */
export function sessionCookie(config: Pick<Config, 'baseUrl'>, token: string | undefined): string {
  const parts = [`${cookieName(config)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (isHttps(config)) parts.push('Secure')
  if (token === undefined) parts.push('Max-Age=0')
  return parts.join('; ')
}

export async function callerOf(ctx: Context, requestId: string, parts: Parts): Promise<Caller> {
  const actor = await recognise(ctx.cookies.get(cookieName(parts.config)), parts)
  return { actor, requestId, address: ctx.ip, language: languageOf(ctx) }
}

/** Pages name one language. What a browser sends by itself is a list, often English on an office machine: not a choice. */
export function languageOf(ctx: Context): Language {
  return ctx.get('Accept-Language') === 'en' ? 'en' : 'vi'
}

/** Browsers always name the origin of a request that changes something; other programs have no cookie to be stolen. */
export function foreignOrigin(ctx: Context, own: string): Problem | undefined {
  if (['GET', 'HEAD', 'OPTIONS'].includes(ctx.method)) return undefined
  const site = ctx.get('Sec-Fetch-Site')
  const origin = ctx.get('Origin')
  const ownSite = site === '' || site === 'same-origin' || site === 'none'
  const ownOrigin = origin === '' || origin === own || origin === `${ctx.protocol}://${ctx.host}`
  return ownSite && ownOrigin ? undefined : new Problem('wrong-origin')
}

export function isHttps(config: Pick<Config, 'baseUrl'>): boolean {
  return config.baseUrl.startsWith('https:')
}
