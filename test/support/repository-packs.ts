// The packs of this repository as they are, read and checked once, for tests of the core over real definitions.
import path from 'node:path'
import { ownFolders, readFolder } from '../../engine/cli/read-folders.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import type { Pack } from '../../engine/packs/load-pack.ts'

const root = path.resolve(import.meta.dirname, '../..')

export const packFolders = () => ownFolders(root).map((folder) => ({ ...readFolder(folder), folder: path.relative(root, folder) }))

const { packs, issues } = checkPacks(packFolders())
if (issues.length > 0) throw new Error(`The packs of the repository have issues: ${JSON.stringify(issues[0])}`)

export const repositoryPacks: readonly Pack[] = packs

export function packOf(id: string): Pack {
  const pack = packs.find((one) => one.definition.id === id)
  if (pack === undefined) throw new Error(`No pack ${id}`)
  return pack
}

/** Every form of the repository, compiled. */
export const repositoryForms: readonly Form[] = packs.flatMap((pack) => pack.forms.map((one) => compileForm(one.definition)))

/** Of forms that circulars call alike, that of the circular which came last: packs stand after those that they require. */
export function formOf(id: string): Form {
  const form = repositoryForms.findLast((one) => one.id === id)
  if (form === undefined) throw new Error(`No form ${id}`)
  return form
}
