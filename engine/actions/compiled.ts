// Forms and workflows compiled from their installed versions. A version never changes, so what was compiled once serves
// as long as the process lives; a country has a few hundred of them.
import type { FormDefinition } from '../core/form/definition.ts'
import { compileForm, type Form } from '../core/form/compile.ts'
import { compileWorkflow, type Workflow } from '../core/workflow/compile.ts'
import type { Database, Transaction } from '../store/database.ts'
import { readForm, readWorkflow } from '../store/pack.ts'
import type { Ordinals } from '../store/record.ts'

export type CompiledForm = { readonly pack: string; readonly definition: FormDefinition; readonly form: Form; readonly ordinals: Ordinals }

type Cache = { forms: Map<string, Promise<CompiledForm>>; workflows: Map<string, Promise<Workflow>> }
/** One cache per database, so that processes with several (tests) do not mix them. */
const caches = new WeakMap<Database, Cache>()

type Where = { readonly trx: Transaction; readonly parts: { readonly database: Database } }

export function compiledForm({ trx, parts }: Where, version: { packId: string; formId: string; formVersion: number }): Promise<CompiledForm> {
  const { packId, formId, formVersion } = version
  return once(cacheOf(parts.database).forms, `${packId}/${formId}/${formVersion}`, async () => {
    const read = await readForm(trx, packId, formId, formVersion)
    if (read === undefined) throw new Error(`The form ${packId}/${formId} version ${formVersion} is not installed`)
    return { pack: packId, definition: read.definition, form: compileForm(read.definition), ordinals: read.ordinals }
  })
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
  const cache = caches.get(database) ?? { forms: new Map(), workflows: new Map() }
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
