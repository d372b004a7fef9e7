// The command line: a table of verbs. start.ts alone puts the parts of the program together.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sentence } from '../core/messages/sentence.ts'
import { Problem } from '../problem.ts'
import { check } from './check.ts'
import { prepareInterface } from './interface.ts'
import { showDemo } from './show-demo.ts'
import { issueLines } from './show-issues.ts'
import { start } from './start.ts'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

type Verb = { readonly words: string; readonly run: (args: readonly string[]) => Promise<number | undefined> }

const verbs: Readonly<Record<string, Verb>> = {
  start: {
    words: 'start                 start the application',
    run: async () => {
      await prepareInterface(root)
      const running = await start(process.env, root)
      showDemo(running.address, process.env, root)
      stopOnSignal(running.stop)
      return undefined
    },
  },
  check: { words: 'check [FOLDER…]       check packs; prints file:line:column code message', run: (args) => check(args, root) },
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const end = (): void => {
    if (stopping) return
    stopping = true
    void stop().then(() => process.exit(0), (error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

/** What went wrong, in a sentence where there is one. */
function said(error: unknown): unknown {
  if (error instanceof Problem && error.details.issues !== undefined) {
    const { issues } = error.details
    return [...issueLines(issues), sentence('cli.check.issues', { count: issues.length })].join('\n')
  }
  const { code, port, message } = error as { code?: string; port?: number; message?: string }
  return code === 'EADDRINUSE' ? sentence('cli.port-taken', { port: port ?? 0 }) : (message ?? error)
}

const [name = '', ...args] = process.argv.slice(2)
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
if (verb === undefined) {
  console.error(`${sentence('cli.usage')}\n${Object.values(verbs).map((one) => `  bieumau ${one.words}`).join('\n')}`)
  process.exitCode = 2
} else {
  try {
    const code = await verb.run(args)
    if (code !== undefined) process.exitCode = code
  } catch (error) {
    console.error(said(error))
    process.exit(1)
  }
}
