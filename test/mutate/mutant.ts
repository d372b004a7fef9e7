// A mutant is one file of the tree with one row of a table changed; a source makes the mutants of one table and names the
// tests that must notice. Nothing here touches the working tree: main.ts runs mutants in copies (lane.ts).
import { readFileSync } from 'node:fs'

export type Mutant = {
  /** What was changed, in words. */
  readonly name: string
  readonly file: string
  /** The whole file as it would be. */
  readonly text: string
}

export type Source = {
  readonly name: string
  readonly mutants: () => Mutant[]
  /** Test files, the quick ones first: the first failure ends a run. */
  readonly covers: (mutant: Mutant) => readonly string[]
}

export const textOf = (file: string): string => readFileSync(file, 'utf8')

/** The file with statements after its end, where its tables are complete and nobody has read them yet. */
export function appended(name: string, file: string, statements: string): Mutant {
  return { name, file, text: `${textOf(file)}\n${statements}\n` }
}
