// A country of its own for roll-ups: two forms below, one in the middle, one on top, with every aggregation and every way
// in which figures flow (rolled/). Read and checked like any pack.
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'

export const rolledPack = 'rolled'
export const rolledFolder = () => ({ ...readFolder(path.join(import.meta.dirname, 'rolled')), folder: 'rolled' })

const { packs, issues } = checkPacks([rolledFolder()])
if (issues.length > 0) throw new Error(`The test pack has issues: ${JSON.stringify(issues)}`)

export function rolledForm(id: string): Form {
  const form = packs[0]?.forms.find(({ definition }) => definition.id === id)
  if (form === undefined) throw new Error(`No form ${id}`)
  return compileForm(form.definition)
}
