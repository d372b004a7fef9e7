// Refusals and bugs as application/problem+json (RFC 9457). A refusal says what to do next; a bug says only the id of
// the request, under which the log has the rest.
import type { Context, Next } from 'koa'
import type { Logger } from 'pino'
import type { ProblemReply } from '../core/contract/shapes.ts'
import type { Issue } from '../core/issue.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { Problem } from '../problem.ts'
import { languageOf } from './authenticate.ts'

/** More of them help nobody, and a hostile body could ask for a million. */
const mostIssues = 200

export function problemReplies(baseUrl: string, log: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next()
    } catch (error) {
      const problem = error instanceof Problem ? error : undefined
      const requestId = String(ctx.state['requestId'])
      ctx.state['problem'] = problem?.code ?? 'internal-error'
      if (problem === undefined) log.error({ requestId, err: withoutValues(error) }, 'failed')
      else if (problem.cause !== undefined) log.warn({ requestId, err: withoutValues(problem.cause) }, problem.code)
      if (problem?.details.retryAfter !== undefined) ctx.set('Retry-After', String(problem.details.retryAfter))
      ctx.status = problem?.status ?? 500
      ctx.body = JSON.stringify(problemReply(problem, { baseUrl, requestId, language: languageOf(ctx) }))
      ctx.type = 'application/problem+json'
      ctx.set('Cache-Control', 'no-store')
    }
  }
}

/** A database error carries the row that it is about; the log is not to. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown }
  return { type: error.name, message: error.message, stack: error.stack, code, constraint, table }
}

type About = { baseUrl: string; requestId: string; language: Language }

export function problemReply(problem: Problem | undefined, { baseUrl, requestId, language }: About): ProblemReply {
  const code = problem?.code ?? 'internal-error'
  const { params, issues, conflicts, codelists, revision } = problem?.details ?? {}
  return {
    type: `${baseUrl}/problems/${code}`,
    title: sentence(`problem.${code}.title`, params, language),
    status: problem?.status ?? 500,
    detail: sentence(`problem.${code}`, { requestId, ...params }, language),
    instance: requestId,
    code,
    ...(issues === undefined ? {} : { issues: issues.slice(0, mostIssues).map((one) => issueReply(one, language)) }),
    ...(conflicts === undefined ? {} : { conflicts }),
    ...(codelists === undefined ? {} : { codelists }),
    ...(revision === undefined ? {} : { revision }),
  }
}

function issueReply({ code, severity, path, params }: Issue, language: Language) {
  return { code, severity, path, message: sentence(code, params, language) }
}
