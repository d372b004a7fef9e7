// The broken examples of the tests, one per issue code, as the manual shows them. Read when the manual is made; the
// running program does not need them.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { BrokenExample } from './manual.ts'

export function readBrokenExamples(folder: string): BrokenExample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const [first = '', ...rest] = readFileSync(path.join(folder, name), 'utf8').split('\n')
      // The first line says which file is changed, and why, in English.
      const [, file = ''] = /^# (?:In|Without) ([\w./]+\w)/.exec(first) ?? []
      return { code: name.replace(/\.yaml$/, ''), file, text: rest.join('\n').trimEnd() }
    })
}
