// `bieumau new pack|form|workflow ID [--in FOLDER]`: the beginning of a definition that passes its own checks. Files that
// are there are never overwritten; what would not pass is not written.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FormId, Id } from '../core/authored.ts'
import { sentence } from '../core/messages/sentence.ts'
import { PackDefinition } from '../core/pack.ts'
import { catalogueOf } from '../packs/catalogue.ts'
import { checkPacks } from '../packs/check-packs.ts'
import { formatFile } from '../packs/format.ts'
import { kindOf, type Pack, type PackFile } from '../packs/load-pack.ts'
import { WrongUse, type Asked } from './arguments.ts'
import { askedFolders, isFolder, readNamed, shown } from './read-folders.ts'
import { printJson } from './show-issues.ts'
import { formNames, newForm, newPack, newWorkflow } from './scaffold.ts'

const patterns: Readonly<Record<string, string | undefined>> = { pack: PackDefinition.properties.id.pattern, form: FormId.pattern, workflow: Id.pattern }

/** Exit code: 0 written. */
export function createNew({ names, has, text, language }: Asked, root: string): number {
  const [kind = '', id = ''] = names
  const pattern = Object.hasOwn(patterns, kind) ? patterns[kind] : undefined
  if (pattern === undefined) throw new WrongUse('cli.new.unknown-kind', { name: kind })
  if (!new RegExp(pattern).test(id)) throw new WrongUse('cli.new.bad-id', { id, pattern })
  const folder = path.resolve(text('in') ?? '.')
  const target = kind === 'pack' ? path.join(folder, id) : folder
  const files = (kind === 'pack' ? newPack(id) : partOf(kind, id, folder, root)).map(canonical)
  for (const file of files) if (existsSync(path.join(target, file.path))) throw new WrongUse('cli.new.exists', { file: shown(path.join(target, file.path)) })
  for (const file of files) {
    const full = path.join(target, file.path)
    mkdirSync(path.dirname(full), { recursive: true })
    // `wx`: not even a file that came in between is overwritten.
    writeFileSync(full, file.text, { flag: 'wx' })
    if (!has('json')) console.log(sentence('cli.new.wrote', { file: shown(full) }, language))
  }
  if (has('json')) printJson({ wrote: files.map((file) => shown(path.join(target, file.path))) })
  return 0
}

/** A form or a workflow for the pack in a folder; names come from it and from the packs that it requires. */
function partOf(kind: string, id: string, folder: string, root: string): PackFile[] {
  if (!isFolder(folder) || !existsSync(path.join(folder, 'pack.yaml'))) throw new WrongUse('cli.new.no-pack', { folder: shown(folder) })
  const { asked, beside } = askedFolders([folder], root)
  const { packs, issues } = checkPacks([...asked, ...beside].map(readNamed))
  const own = packs.find((pack) => path.resolve(pack.source.file) === path.join(folder, 'pack.yaml'))
  const [first] = issues
  if (own === undefined || first !== undefined) throw new WrongUse('cli.new.unsound', { folder: shown(folder) })
  const catalogue = catalogueOf(within(own, packs))
  if (kind === 'workflow') {
    const roles = [...new Set([...catalogue.kinds.values()].flatMap((one) => one.roles))]
    if (roles.length === 0) throw new WrongUse('cli.new.no-names', { folder: shown(folder) })
    return newWorkflow(id, { roles: roles.slice(0, 2) })
  }
  const found = formNames(own.definition.id, catalogue)
  if (found === undefined) throw new WrongUse('cli.new.no-names', { folder: shown(folder) })
  return newForm(id, found)
}

/** A pack and what it requires, however far. */
function within(pack: Pack, all: readonly Pack[]): Pack[] {
  const found = new Set([pack])
  for (const one of found) for (const id of one.definition.requires ?? []) for (const other of all) if (other.definition.id === id) found.add(other)
  return [...found]
}

function canonical(file: PackFile): PackFile {
  const kind = kindOf(file.path)
  const formatted = kind === undefined ? undefined : formatFile(kind, file.path, file.text)
  return formatted !== undefined && 'text' in formatted ? { path: file.path, text: formatted.text } : file
}
