// `bieumau check FOLDER…`: prints every issue of the packs as file:line:column code message. Writes nothing. Packs that
// the named ones require are read beside them.
import { statSync } from 'node:fs'
import path from 'node:path'
import { sentence } from '../core/messages/sentence.ts'
import { checkPacks } from '../packs/check-packs.ts'
import { ownFolders, readFolder } from './read-folders.ts'
import { issueLines } from './show-issues.ts'

/** Exit code: 0 sound, 1 issues, 2 wrong use. */
export async function check(args: readonly string[], root: string): Promise<number> {
  const asked = args.map((one) => path.resolve(one))
  const missing = asked.filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
  for (const folder of missing) console.error(sentence('cli.no-such-folder', { folder: path.relative(process.cwd(), folder) }))
  if (missing.length > 0) return 2
  const beside = ownFolders(root).filter((folder) => !asked.includes(folder))
  const { issues } = checkPacks([...(asked.length === 0 ? [] : asked), ...beside].map((folder) => named(folder)))
  const shown = issues.filter((one) => asked.length === 0 || asked.some((folder) => path.resolve(one.position?.file ?? '').startsWith(folder + path.sep)))
  for (const line of issueLines(shown)) console.log(line)
  if (shown.length > 0) console.log(sentence('cli.check.issues', { count: shown.length }))
  else console.log(sentence('cli.check.sound'))
  return shown.length > 0 ? 1 : 0
}

/** Positions name files as they were given: relative to where the command runs. */
function named(folder: string) {
  const { files } = readFolder(folder)
  return { folder: path.relative(process.cwd(), folder) || '.', files }
}
