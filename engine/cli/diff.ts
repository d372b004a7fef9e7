// `bieumau diff BEFORE AFTER`: what differs between two packs, two folders of packs, or two files, each change in words and
// classed by what it asks of people (core/change.ts).
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Change, Weight } from '../core/change.ts'
import { compareForms } from '../core/form/compare.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { blocks, type Issue } from '../core/issue.ts'
import { changeSentence } from '../core/messages/change-sentence.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { shapeIssues } from '../core/shape.ts'
import { compareWorkflows } from '../core/workflow/compare.ts'
import type { WorkflowDefinition } from '../core/workflow/definition.ts'
import { compareLoaded, type FileChanges } from '../packs/compare-packs.ts'
import * as shapes from '../packs/generated/shapes.js'
import { kindOf, loadPack, placed, type Loaded } from '../packs/load-pack.ts'
import { readYaml } from '../packs/read.ts'
import { WrongUse, type Asked } from './arguments.ts'
import { isFolder, readNamed, readText, shown } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

type Compared = { readonly files: readonly FileChanges[] } | { readonly issues: readonly Issue[] }

/** Exit code: 0 nothing breaks, 1 something does, or a side cannot be read. */
export function diff({ names, has, language }: Asked): number {
  const [before = '', after = ''] = names.map((one) => path.resolve(one))
  const compared = isFolder(before) && isFolder(after) ? compareFolders(before, after) : compareFiles(before, after)
  if ('issues' in compared) {
    if (has('json')) printJson({ issues: issueRecords(compared.issues, language) })
    else for (const line of issueLines(compared.issues, language)) console.log(line)
    return 1
  }
  const { files } = compared
  if (has('json')) printJson({ changes: files.flatMap(({ file, changes }) => changes.map((one) => ({ file, ...one, sentence: changeSentence(one, language) }))) })
  else for (const line of lines(files, language)) console.log(line)
  return count(files, 'breaking') > 0 ? 1 : 0
}

function compareFolders(before: string, after: string): Compared {
  const [old, now] = [before, after].map((folder) => packsIn(folder).map((one) => loadPack(shown(one), readNamed(one).files))) as [Loaded[], Loaded[]]
  const issues = [...old, ...now].flatMap((one) => one.issues)
  return blocks(issues) ? { issues } : { files: compareLoaded(old.flatMap((one) => one.pack ?? []), now.flatMap((one) => one.pack ?? [])) }
}

/** The folder itself, or the packs right below it. */
function packsIn(folder: string): string[] {
  if (existsSync(path.join(folder, 'pack.yaml'))) return [folder]
  const below = readdirSync(folder).map((name) => path.join(folder, name)).filter((one) => existsSync(path.join(one, 'pack.yaml')))
  return below.length > 0 ? below.sort() : [folder]
}

function compareFiles(before: string, after: string): Compared {
  const [old, now] = [before, after].map((file) => ({ kind: kindOf(file.split(path.sep).join('/')), source: readYaml(shown(file), readText(file)) })) as [Read, Read]
  if (old.kind !== now.kind || (old.kind !== 'form' && old.kind !== 'workflow')) throw new WrongUse('cli.diff.unlike')
  const check = shapes[old.kind]
  const issues = [old, now].flatMap(({ source }) => (source.issues.length > 0 ? source.issues : check(source.value) ? [] : placed(source, shapeIssues(check.errors ?? []))))
  if (issues.length > 0) return { issues }
  const changes = old.kind === 'form'
    ? compareForms(old.source.value as FormDefinition, now.source.value as FormDefinition)
    : compareWorkflows(old.source.value as WorkflowDefinition, now.source.value as WorkflowDefinition)
  return { files: changes.length === 0 ? [] : [{ file: shown(after), changes }] }
}

type Read = { readonly kind: ReturnType<typeof kindOf>; readonly source: ReturnType<typeof readYaml> }

const order: readonly Weight[] = ['breaking', 'needs-a-word', 'safe']

function lines(files: readonly FileChanges[], language: Language): string[] {
  if (files.length === 0) return [sentence('cli.diff.none', {}, language)]
  const word = (weight: Weight): string => sentence(`change.weight.${weight}`, {}, language)
  const width = Math.max(...order.map((one) => word(one).length))
  const heaviestFirst = (changes: readonly Change[]): Change[] => order.flatMap((weight) => changes.filter((one) => one.weight === weight))
  const total = files.reduce((sum, { changes }) => sum + changes.length, 0)
  return [
    ...files.flatMap(({ file, changes }) => [file, ...heaviestFirst(changes).map((one) => `  ${word(one.weight).padEnd(width)}  ${changeSentence(one, language)}`)]),
    sentence('cli.diff.changes', { count: total, breaking: count(files, 'breaking'), told: count(files, 'needs-a-word'), safe: count(files, 'safe') }, language),
  ]
}

function count(files: readonly FileChanges[], weight: Weight): number {
  return files.reduce((sum, { changes }) => sum + changes.filter((one) => one.weight === weight).length, 0)
}
