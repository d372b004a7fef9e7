// For whoever watches the process: `/livez` says that it runs, `/readyz` that it can work. Outside of /api, without
// login, and answered over plain http too, because a probe stands beside the process.
import type { Context, Next } from 'koa'
import { checkReadiness } from '../../actions/check-readiness.ts'
import { perform } from '../../actions/perform.ts'
import type { Parts } from '../../actions/action.ts'
import { Problem } from '../../problem.ts'

export function health(parts: Parts, isStopping: () => boolean) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path === '/livez') ctx.body = { live: true }
    else if (ctx.path === '/readyz') ctx.body = await readiness(ctx, parts, isStopping)
    else return next()
    ctx.set('Cache-Control', 'no-store')
  }
}

async function readiness(ctx: Context, parts: Parts, isStopping: () => boolean): Promise<{ ready: true }> {
  if (isStopping()) throw new Problem('shutting-down')
  const caller = { actor: { kind: 'nobody' }, requestId: String(ctx.state['requestId']), address: ctx.ip } as const
  return perform(checkReadiness, undefined, caller, parts)
}
