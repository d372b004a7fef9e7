// `bieumau docs [--out FOLDER]`: the reference manual of the definition language as Markdown, made from the engine as it is.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sentence } from '../core/messages/sentence.ts'
import { fileNameOf, toMarkdown } from '../packs/manual-page.ts'
import { manualPages } from '../packs/manual.ts'
import { readBrokenExamples } from '../packs/read-broken-examples.ts'
import type { Asked } from './arguments.ts'
import { printJson } from './show-issues.ts'
import { shown } from './read-folders.ts'

/** Exit code: 0 written. */
export function docs({ has, text, language }: Asked, root: string): number {
  const folder = path.resolve(text('out') ?? path.join(root, 'engine/packs/generated/manual'))
  mkdirSync(folder, { recursive: true })
  const pages = manualPages(readBrokenExamples(path.join(root, 'test/support/broken')))
  for (const page of pages) writeFileSync(path.join(folder, fileNameOf(page.id)), toMarkdown(page))
  const wrote = pages.map((page) => shown(path.join(folder, fileNameOf(page.id))))
  if (has('json')) printJson({ wrote })
  else console.log(sentence('cli.docs.wrote', { count: wrote.length, folder: shown(folder) }, language))
  return 0
}
