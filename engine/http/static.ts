// The built pages. Files with a hash in their name never change and may be kept for a year; index.html is asked for
// every time. The manual has pages of its own below /help; any other path that is a page and not a file gets index.html,
// because the application's pages route themselves.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { send } from '@koa/send'
import type { Context, Next } from 'koa'
import { sentence } from '../core/messages/sentence.ts'
import { Problem } from '../problem.ts'

export const builtPages = fileURLToPath(new URL('../../dist/ui', import.meta.url))

const year = 365 * 24 * 3600

export function staticFiles(root: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path !== '/' && (await sendFile(ctx, ctx.path, root))) return
    if (path.extname(ctx.path) !== '' || ctx.accepts('html', 'json') !== 'html') throw new Problem('not-found')
    const manual = /^\/help(?:\/([a-z0-9-]*))?$/.exec(ctx.path)
    if (manual !== null && (await sendFile(ctx, `/help/${manual[1] || 'index'}.html`, root))) return
    if (await sendFile(ctx, '/index.html', root)) return
    if (existsSync(path.join(root, 'index.html'))) throw new Problem('not-found')
    ctx.status = 503
    ctx.type = 'html'
    ctx.body = interfaceMissing()
  }
}

async function sendFile(ctx: Context, file: string, root: string): Promise<boolean> {
  try {
    const sent = await send(ctx, file, { root, index: false, format: false, gzip: false, brotli: false })
    if (sent === undefined) return false
    const kept = file.startsWith('/assets/')
    ctx.set('Cache-Control', kept ? `public, max-age=${year}, immutable` : 'no-cache')
    return true
  } catch (error) {
    // No such file, a path that leads out of the folder, one that cannot be decoded: none is served.
    if ([400, 403, 404].includes((error as { status?: number }).status ?? 0)) return false
    throw error
  }
}

function interfaceMissing(): string {
  const title = sentence('page.interface-missing.title')
  const text = sentence('page.interface-missing', { command: '<code>npm run build</code>' })
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`
}
