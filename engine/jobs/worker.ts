// Runs jobs as they come in: the queue lives in the database and wakes this process when something is added.
import { Logger as WorkerLogger, run, type TaskList } from 'graphile-worker'
import type { Logger } from 'pino'
import type { Parts } from '../actions/action.ts'
import { tasks } from './tasks.ts'

export type Worker = { stop(): Promise<void> }

export async function startWorker(parts: Parts, connectionString: string, log: Logger): Promise<Worker> {
  const taskList: TaskList = Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, async () => task(parts)]))
  const runner = await run({
    connectionString,
    taskList,
    concurrency: 2,
    noHandleSignals: true,
    // Clocks run out in the morning; looking every minute costs one read of an index.
    crontab: '17 3 * * * sweep\n* * * * * clocks\n* * * * * periods\n* * * * * mail',
    logger: new WorkerLogger(() => (level, message, meta) => {
      // What the queue tells about itself is of interest only when something goes wrong.
      if (level === 'error') log.error({ err: said(meta?.['error']) }, message)
      else if (level === 'warning') log.warn(message)
      else log.debug(message)
    }),
  })
  // A worker that was killed leaves its job locked for hours; what it had not worked off is asked for again now.
  await runner.addJob('roll-up', {}, { jobKey: 'roll-up' })
  await runner.addJob('clocks', {}, { jobKey: 'clocks' })
  await runner.addJob('periods', {}, { jobKey: 'periods' })
  return { stop: () => runner.stop() }
}

/** An error of the driver carries its whole connection; the log is to have what happened and where. */
function said(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined
  return { type: error.name, message: error.message, stack: error.stack, code: (error as { code?: unknown }).code }
}
