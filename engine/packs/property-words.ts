// What people read about the properties of definitions: a title, a sentence and examples, in Vietnamese. Editors show
// them, the reference manual is made of them. A shape may bring its own description; a row here says what is missing.
// A key is the end of a property's path (`column.title`, `actions.*.by`, `rules.message`); the longest that fits counts,
// and a key of one name is for every property of that name that has nothing better. The rows stand in words/.
import { everywhereWords } from './words/everywhere.ts'
import { exampleWords } from './words/example.ts'
import { fileWords } from './words/file.ts'
import { formWords } from './words/form.ts'
import { packWords } from './words/pack.ts'
import type { Row, Rows } from './words/rows.ts'
import { workflowWords } from './words/workflow.ts'

export type Words = { readonly title?: string; readonly description?: string; readonly examples?: readonly unknown[] }

export const propertyWords: readonly Rows[] = [everywhereWords, formWords, workflowWords, packWords, exampleWords]

const properties: Rows = Object.assign({}, ...propertyWords)

/** What the longest fitting key of at least two names says. */
export function wordsOf(path: readonly string[]): Words {
  for (let start = 0; start < path.length - 1; start++) {
    const key = path.slice(start).join('.')
    if (Object.hasOwn(properties, key)) return wordsIn(properties[key])
  }
  return {}
}

/** What is said of a name wherever it stands. */
export function wordsOfName(name: string): Words {
  return Object.hasOwn(properties, name) ? wordsIn(properties[name]) : {}
}

/** What a kind of file is. */
export function wordsOfFile(kind: string): Words {
  return Object.hasOwn(fileWords, kind) ? wordsIn(fileWords[kind]) : {}
}

function wordsIn(row: Row | undefined): Words {
  if (row === undefined) return {}
  const [title, description, ...examples] = row
  return { title, ...(description === undefined ? {} : { description }), ...(examples.length === 0 ? {} : { examples }) }
}
