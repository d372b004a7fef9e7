// The editing schemas, for editors of people who write definitions: `/schemas/form.schema.json`. Public, like the manual:
// they say what may be written, not what anybody has written.
import { createReadStream } from 'node:fs'
import type { Context, Next } from 'koa'
import { Problem } from '../../problem.ts'

const at = (file: string): URL => new URL(`../../${file}`, import.meta.url)

/** Where the schemas of a kind stand; the others are generated beside the shape checks. */
const apart: Readonly<Record<string, string>> = { form: 'core/form/form.schema.json', workflow: 'core/workflow/workflow.schema.json' }

export async function schemas(ctx: Context, next: Next): Promise<void> {
  if (ctx.path !== '/schemas' && !ctx.path.startsWith('/schemas/')) return next()
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw new Problem('method-not-allowed')
  const [, kind] = /^\/schemas\/([a-z-]{1,40})\.schema\.json$/.exec(ctx.path) ?? []
  if (kind === undefined) throw new Problem('not-found')
  const stream = createReadStream(at(apart[kind] ?? `packs/generated/${kind}.schema.json`))
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve())
    stream.once('error', () => reject(new Problem('not-found')))
  })
  ctx.type = 'application/schema+json'
  // Editors fetch schemas from wherever they run.
  ctx.set('Access-Control-Allow-Origin', '*')
  ctx.set('Cross-Origin-Resource-Policy', 'cross-origin')
  ctx.set('Cache-Control', 'no-cache')
  ctx.body = stream
}
