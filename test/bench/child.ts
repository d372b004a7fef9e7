// One measurement in a process of its own: what it sends is the result.
import { fork } from 'node:child_process'
import path from 'node:path'

export function inChild<Result>(file: string, given: readonly string[], flags: readonly string[] = []): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(path.resolve('test/bench', file), given, { execArgv: [...flags, '--import', '@oxc-node/core/register'] })
    child.once('message', (result) => resolve(result as Result))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`${file} ${given.join(' ')} ended with ${code}`))
    })
  })
}
