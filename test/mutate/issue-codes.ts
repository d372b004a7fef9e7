// Every place that tells an issue, telling another code instead: a check that nobody would miss is a check nobody tests.
// The code stays in the text, so that only what is said differs.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { textOf, type Mutant, type Source } from './mutant.ts'

const folders = ['engine/core', 'engine/packs']

/** Tests by the beginning of the file that is changed; the first that fits. */
const tests: readonly (readonly [file: string, tests: readonly string[]])[] = [
  ['engine/core/calculation/', ['test/core/validation/conditions.test.ts']],
  ['engine/core/expression/', ['test/core/expression/check.test.ts', 'test/core/expression/parse.test.ts', 'test/packs/broken.test.ts', 'test/packs/bounds.test.ts']],
  ['engine/core/form/', ['test/packs/broken.test.ts', 'test/core/form/check.test.ts', 'test/packs/bounds.test.ts']],
  ['engine/core/number.ts', ['test/core/number.test.ts']],
  ['engine/core/validation/', ['test/core/validation/kinds.test.ts', 'test/core/validation/validate.test.ts', 'test/core/validation/conditions.test.ts']],
  ['engine/core/workflow/', ['test/packs/broken.test.ts', 'test/core/workflow/machine.test.ts', 'test/core/workflow/clock.test.ts']],
  ['engine/', ['test/packs/broken.test.ts', 'test/packs/foreign.test.ts', 'test/packs/bounds.test.ts', 'test/packs/scenarios.test.ts', 'test/packs/version-taken.test.ts']],
]

export const issueCodes: Source = {
  name: 'issue-codes',
  covers: ({ file }) => tests.find(([beginning]) => file.startsWith(beginning))?.[1] ?? [],
  mutants: () => folders.flatMap(filesBelow).flatMap(mutantsOf),
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/messages|generated/.test(entry.parentPath))
    .map((entry) => path.posix.join(entry.parentPath.replaceAll(path.sep, '/'), entry.name))
    .sort()
}

function mutantsOf(file: string): Mutant[] {
  const text = textOf(file)
  return [...text.matchAll(/\b(issue|Stop)\(\s*('[^'\n]+')/g)].map((match): Mutant => {
    const start = match.index + match[0].length - (match[2] as string).length
    const line = text.slice(0, start).split('\n').length
    const changed = `${text.slice(0, start)}anotherCode(${match[2]})${text.slice(start + (match[2] as string).length)}`
    return { name: `${file}:${line} does not tell ${match[2]}`, file, text: `${changed}\nfunction anotherCode(_: string): string {\n  return 'mutant.code'\n}\n` }
  })
}
