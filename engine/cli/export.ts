// `bieumau export [PACK…] [--out FOLDER]`: writes installed packs into files, a folder each, as they were installed.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exportPacks } from '../actions/export-packs.ts'
import { perform } from '../actions/perform.ts'
import { sentence } from '../core/messages/sentence.ts'
import { WrongUse, type Asked } from './arguments.ts'
import { shown } from './read-folders.ts'
import { printJson } from './show-issues.ts'
import { caller, withParts } from './start.ts'

/** Exit code: 0 written, or nothing is installed. */
export async function exportTo({ names, has, text, language }: Asked, env: NodeJS.ProcessEnv): Promise<number> {
  const out = path.resolve(text('out') ?? 'export')
  const packs = await withParts(env, (parts) => perform(exportPacks, { ids: names }, caller('export'), parts))
  const missing = names.find((name) => !packs.some((pack) => pack.id === name))
  if (missing !== undefined) throw new WrongUse('cli.export.not-installed', { name: missing })
  const taken = packs.map((pack) => path.join(out, pack.id)).find((folder) => existsSync(folder) && readdirSync(folder).length > 0)
  if (taken !== undefined) throw new WrongUse('cli.export.folder-taken', { folder: shown(taken) })
  for (const pack of packs) {
    for (const file of pack.files) {
      const target = path.join(out, pack.id, file.path)
      // Paths come from a database that others may write.
      if (!target.startsWith(path.join(out, pack.id) + path.sep)) throw new Error(`A file of pack ${pack.id} leads out of its folder`)
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, file.text)
    }
  }
  if (has('json')) printJson({ packs: packs.map(({ id, version, files }) => ({ id, version, folder: shown(path.join(out, id)), files: files.map((one) => one.path) })) })
  else if (packs.length === 0) console.log(sentence('cli.export.none', {}, language))
  else for (const { id, files } of packs) console.log(sentence('cli.export.wrote', { count: files.length, id, folder: shown(path.join(out, id)) }, language))
  return 0
}
