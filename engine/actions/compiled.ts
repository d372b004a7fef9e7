// Forms and workflows compiled from their installed versions. A version never changes, so what was compiled once serves
// as long as the process lives, or until something is installed that it asks for; a country has a few hundred of them.
import type { FormDefinition } from '../core/form/definition.ts'
import { compileForm, type ForeignTypes, type Form } from '../core/form/compile.ts'
import { foreignTypes } from '../core/form/foreign.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { compileWorkflow, type Workflow } from '../core/workflow/compile.ts'
import type { Database, Transaction } from '../store/database.ts'
import { readForm, readNewestForm, readWorkflow } from '../store/pack.ts'
import type { Ordinals } from '../store/record.ts'
import type { Installed } from './action.ts'

/** `foreign`: what the figures that it asks for from outside are; the page compiles with the same. */
export type CompiledForm = { readonly pack: string; readonly definition: FormDefinition; readonly form: Form; readonly foreign: ForeignTypes; readonly ordinals: Ordinals }

type Cache = { forms: Map<string, Promise<CompiledForm>>; workflows: Map<string, Promise<Workflow>>; /** What was installed when a form was compiled. */ madeUnder: WeakMap<CompiledForm, Installed> }
/** One cache per database, so that processes with several (tests) do not mix them. */
const caches = new WeakMap<Database, Cache>()

type Where = { readonly trx: Transaction; readonly parts: { readonly database: Database; readonly installed: () => Installed } }

export async function compiledForm(where: Where, version: { packId: string; formId: string; formVersion: number }): Promise<CompiledForm> {
  const { packId, formId, formVersion } = version
  const { forms, madeUnder } = cacheOf(where.parts.database)
  const key = `${packId}/${formId}/${formVersion}`
  const compiled = await once(forms, key, () => compiledAnew(where, version))
  if (madeUnder.get(compiled) === where.parts.installed()) return compiled
  // Another calendar, codelist or form beside it may have been installed since. Most forms ask for none of them.
  if (compiled.form.outside.length === 0 && !compiled.form.readsCalendar) return compiled
  forms.delete(key)
  return once(forms, key, () => compiledAnew(where, version))
}

async function compiledAnew({ trx, parts }: Where, { packId, formId, formVersion }: { packId: string; formId: string; formVersion: number }): Promise<CompiledForm> {
  const installed = parts.installed()
  const read = await readForm(trx, packId, formId, formVersion)
  if (read === undefined) throw new Error(`The form ${packId}/${formId} version ${formVersion} is not installed`)
  const compiled = { pack: packId, definition: read.definition, ...(await compiledWith(trx, parts, packId, read.definition)), ordinals: read.ordinals }
  cacheOf(parts.database).madeUnder.set(compiled, installed)
  return compiled
}

/** Most forms ask for nothing from outside and are compiled once. */
async function compiledWith(trx: Transaction, { installed }: Where['parts'], packId: string, definition: FormDefinition): Promise<{ form: Form; foreign: ForeignTypes }> {
  const { organisation, codelists, calendar } = installed()
  const form = compileForm(definition, {}, calendar)
  if (form.outside.length === 0) return { form, foreign: {} }
  const forms = new Map<string, Form | undefined>()
  for (const { node } of form.outside) {
    if (node.source?.kind !== 'form' || forms.has(node.source.form)) continue
    const [pack = '', id = ''] = qualified(node.source.form, packId).split('/')
    const other = await readNewestForm(trx, pack, id)
    forms.set(node.source.form, other === undefined ? undefined : compileForm(other))
  }
  const foreign = foreignTypes(form, {
    form: (reference) => forms.get(reference),
    codelist: (reference) => codelists.get(qualified(reference, packId)),
    unit: organisation['unit-properties'] ?? {},
  })
  return { form: compileForm(definition, foreign, calendar), foreign }
}

export function compiledWorkflow({ trx, parts }: Where, version: { workflowPack: string; workflowId: string; workflowVersion: number }): Promise<Workflow> {
  const { workflowPack, workflowId, workflowVersion } = version
  return once(cacheOf(parts.database).workflows, `${workflowPack}/${workflowId}/${workflowVersion}`, async () => {
    const definition = await readWorkflow(trx, workflowPack, workflowId, workflowVersion)
    if (definition === undefined) throw new Error(`The workflow ${workflowPack}/${workflowId} version ${workflowVersion} is not installed`)
    return compileWorkflow(definition)
  })
}

function cacheOf(database: Database): Cache {
  const cache = caches.get(database) ?? { forms: new Map(), workflows: new Map(), madeUnder: new WeakMap() }
  caches.set(database, cache)
  return cache
}

function once<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make()
  cache.set(key, made)
  // What failed is tried again next time.
  made.catch(() => cache.delete(key))
  return made
}
