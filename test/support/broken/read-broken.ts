// Broken examples: one small file per issue code, written as a change of the sound pack in base/. Its first line says in
// which file; each of its top-level keys comes in place of the base's key of that name, or is added at the end.
// The issue is expected where a line ends in `# <- here` (its first character), or above a `^ here`; without a mark at
// the beginning of the file. `‹[ × 101›` stands for 101 times `[`. `with other/` reads the sound pack of that folder beside it.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { readFolder } from '../../../engine/cli/read-folders.ts'
import type { Position } from '../../../engine/core/issue.ts'
import type { PackFile } from '../../../engine/packs/load-pack.ts'

export type Folder = { readonly folder: string; readonly files: readonly PackFile[] }
/** `beside`: sound packs that are read with it. */
export type Broken = { readonly code: string; readonly pack: Folder; readonly beside: readonly Folder[]; readonly at: Position }

const folder = 'base'

export const soundBase = (): Folder => ({ folder, files: readFolder(path.join(import.meta.dirname, folder)).files })

export function readBroken(): Broken[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => applied(name.replace(/\.yaml$/, ''), readFileSync(path.join(import.meta.dirname, name), 'utf8')))
}

const heading = /^# (?:In (?<file>[\w./@]+)(?:, like (?<model>[\w./]+))?(?:, with (?<other>\w+)\/)?: .+|Without (?<absent>[\w./]+)\.)\n/

function applied(code: string, text: string): Broken {
  const { file, model, other, absent } = heading.exec(text)?.groups ?? {}
  const { files } = soundBase()
  const beside = other === undefined ? [] : [{ folder: other, files: readFolder(path.join(import.meta.dirname, other)).files }]
  const changed = absent ?? file
  if (changed === undefined) throw new Error(`The first line of ${code}.yaml does not say which file it changes`)
  const rest = files.filter((one) => one.path !== changed)
  if (absent !== undefined) return { code, pack: { folder, files: rest }, beside, at: { file: `${folder}/${absent}`, line: 1, column: 1 } }
  const base = files.find((one) => one.path === (model ?? file))?.text ?? ''
  const whole = [...new Map([...blocks(base), ...blocks(text.slice(text.indexOf('\n') + 1))]).values()].join('')
  const made = whole.replace(/‹(.+?) × (\d+)›/g, (_, part: string, times: string) => part.repeat(Number(times)))
  return { code, pack: { folder, files: [...rest, { path: changed, text: made }] }, beside, at: { file: `${folder}/${changed}`, ...markIn(made) } }
}

/** Top-level keys with everything below them, in their order. */
function blocks(text: string): [string, string][] {
  return text.split(/^(?=[a-z-]+:)/m).filter((block) => block !== '').map((block) => [block.slice(0, block.indexOf(':')), block])
}

function markIn(text: string): { line: number; column: number } {
  const lines = text.split('\n')
  const below = lines.findIndex((line) => /^# *\^ here$/.test(line))
  if (below >= 0) return { line: below, column: (lines[below] as string).indexOf('^') + 1 }
  const beside = lines.findIndex((line) => line.endsWith('# <- here'))
  return beside < 0 ? { line: 1, column: 1 } : { line: beside + 1, column: (lines[beside] as string).search(/\S/) + 1 }
}
