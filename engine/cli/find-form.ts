// The form that a command is about: a file, `pack/id`, or an id that only one pack of the repository has.
import path from 'node:path'
import { checkForm } from '../core/form/check.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { blocks, type Issue } from '../core/issue.ts'
import { nearest } from '../core/expression/check.ts'
import { shapeIssues } from '../core/shape.ts'
import * as shapes from '../packs/generated/shapes.js'
import { catalogueOf } from '../packs/catalogue.ts'
import type { Around } from '../packs/check-examples.ts'
import { aroundExamples } from '../packs/check-pack.ts'
import { loadPack, placed } from '../packs/load-pack.ts'
import { readYaml } from '../packs/read.ts'
import { WrongUse } from './arguments.ts'
import { ownFolders, readNamed, readText, shown } from './read-folders.ts'

export type Found = { readonly definition: FormDefinition } | { readonly issues: readonly Issue[] }

/** Only what a form says by itself is checked: references to other forms and packs lead nowhere here. */
export function findForm(name: string, root: string): Found {
  if (/\.ya?ml$/.test(name)) return formIn(shown(path.resolve(name)), readText(path.resolve(name)))
  const [pack, id] = name.includes('/') ? name.split('/') : [undefined, name]
  const loaded = ownFolders(root).map((folder) => loadPack(shown(folder), readNamed(folder).files))
  const forms = loaded.flatMap((one) => (one.pack === undefined ? [] : one.pack.forms.map(({ definition, source }) => ({ pack: one.pack?.definition.id ?? '', definition, source }))))
  const fitting = forms.filter((one) => one.definition.id === id && (pack === undefined || pack === one.pack))
  const [only, other] = fitting
  if (only === undefined) throw new WrongUse('cli.no-such-form', { name, nearest: nearest(name, forms.flatMap((one) => [one.definition.id, `${one.pack}/${one.definition.id}`])) ?? '' })
  if (other !== undefined) throw new WrongUse('cli.several-forms', { name, packs: fitting.map((one) => `${one.pack}/${id}`).join(', ') })
  const issues = loaded.flatMap((one) => one.issues).filter((one) => one.position?.file === only.source.file)
  return blocks(issues) ? { issues } : { definition: only.definition }
}

/** What the examples of a form may speak of: its own folder's pack, and all packs of the repository. */
export function aroundForm(name: string, id: string, root: string): Around {
  const own = /\.ya?ml$/.test(name) ? [path.dirname(path.resolve(name))] : []
  const packs = [...new Set([...ownFolders(root), ...own])].flatMap((folder) => loadPack(shown(folder), readNamed(folder).files).pack ?? [])
  const named = name.includes('/') && own.length === 0 ? name.split('/')[0] : undefined
  const pack = packs.findLast((one) => (named === undefined || one.definition.id === named) && one.forms.some(({ definition }) => definition.id === id))
  return pack === undefined ? {} : aroundExamples(pack, catalogueOf(packs))
}

function formIn(file: string, text: string): Found {
  const source = readYaml(file, text)
  if (source.issues.length > 0) return { issues: source.issues }
  if (!shapes.form(source.value)) return { issues: placed(source, shapeIssues(shapes.form.errors ?? [])) }
  const definition = source.value as FormDefinition
  const issues = checkForm(definition)
  return blocks(issues) ? { issues: placed(source, issues) } : { definition }
}
