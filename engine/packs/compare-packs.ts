// Two versions of packs, file by file: forms and workflows by their own comparison, everything else entry by entry.
import { change, compareEntries, pair, type Change } from '../core/change.ts'
import { compareForms } from '../core/form/compare.ts'
import { compareWorkflows } from '../core/workflow/compare.ts'
import type { Defined, Pack } from './load-pack.ts'

export type FileChanges = {
  /** The file in which the changes are seen: of the later pack, or of the earlier where it is gone. */
  readonly file: string
  readonly changes: readonly Change[]
}

/** Packs are the same pack by their id. */
export function compareLoaded(before: readonly Pack[], after: readonly Pack[]): FileChanges[] {
  const packs = pair(before, after, ({ definition }) => definition.id)
  const place = ({ definition }: Pack) => ({ thing: 'pack' as const, name: definition.title, at: definition.id })
  // Two packs that are asked to be compared are compared, also where one is a copy under another id.
  const [old, now] = [before, after].map((one) => (one.length === 1 ? one[0] : undefined))
  if (packs.kept.length === 0 && old !== undefined && now !== undefined) return comparePacks(old, now)
  return [
    ...packs.removed.map((one) => ({ file: one.source.file, changes: [change('entry-removed', place(one))] })),
    ...packs.added.map((one) => ({ file: one.source.file, changes: [change('entry-added', place(one))] })),
    ...packs.kept.flatMap(([a, b]) => comparePacks(a, b)),
  ]
}

/** Forms and workflows of `after` that `before` lacks are new; files without a change are left out. */
export function comparePacks(before: Pack, after: Pack): FileChanges[] {
  const forms = pairForms(before, after)
  const workflows = pair(newest(before.workflows), newest(after.workflows), ({ definition }) => definition.id)
  return [
    { file: after.source.file, changes: compareEntries(before.definition, after.definition, '') },
    ...single(before, after),
    ...forms.removed.map(({ definition, source }) => ({ file: source.file, changes: [change('form-removed', { thing: 'form', name: definition.title, at: definition.id })] })),
    ...forms.added.map(({ definition, source }) => ({ file: source.file, changes: [change('form-added', { thing: 'form', name: definition.title, at: definition.id })] })),
    ...forms.kept.map(([old, now]) => ({ file: now.source.file, changes: compareForms(old.definition, now.definition) })),
    ...olderVersions(before.forms, after.forms),
    ...workflows.removed.map(({ definition, source }) => ({ file: source.file, changes: [change('workflow-removed', { thing: 'workflow', name: definition.title, at: definition.id })] })),
    ...workflows.added.map(({ definition, source }) => ({ file: source.file, changes: [change('workflow-added', { thing: 'workflow', name: definition.title, at: definition.id })] })),
    ...workflows.kept.map(([old, now]) => ({ file: now.source.file, changes: compareWorkflows(old.definition, now.definition) })),
  ].filter(({ changes }) => changes.length > 0)
}

/** A form of a later circular is compared with the one that it succeeds; one that is assigned on is not gone. */
function pairForms(before: Pack, after: Pack): { readonly kept: readonly (readonly [Form, Form])[]; readonly added: readonly Form[]; readonly removed: readonly Form[] } {
  const { id } = before.definition
  const keyed = (forms: readonly Form[], keyOf: (form: Form) => string) => newest(forms).map((form) => ({ form, key: keyOf(form) }))
  const forerunner = ({ definition }: Form): string => (definition.succeeds?.form.startsWith(`${id}/`) === true ? definition.succeeds.form.slice(id.length + 1) : definition.id)
  const found = pair(keyed(before.forms, ({ definition }) => definition.id), keyed(after.forms, forerunner), ({ key }) => key)
  const isAssignedOn = ({ definition }: Form): boolean => (after.definition.assigns ?? []).some((one) => one.form === `${id}/${definition.id}`)
  return {
    kept: found.kept.map(([old, now]) => [old.form, now.form] as const),
    added: found.added.map(({ form }) => form),
    removed: found.removed.map(({ form }) => form).filter((form) => !isAssignedOn(form)),
  }
}
type Form = Pack['forms'][number]

/** Of what stands in several versions side by side, the newest is what the others are compared with. */
function newest<T extends { readonly id: string; readonly version: number }>(list: readonly Defined<T>[]): Defined<T>[] {
  const found = new Map<string, Defined<T>>()
  for (const one of list) if (one.definition.version > (found.get(one.definition.id)?.definition.version ?? 0)) found.set(one.definition.id, one)
  return [...found.values()]
}

/** A version that was there stays as it is, or goes. */
function olderVersions(before: Pack['forms'], after: Pack['forms']): FileChanges[] {
  const older = (list: Pack['forms']): Pack['forms'] => list.filter((one) => !newest(list).includes(one))
  const key = ({ definition }: Pack['forms'][number]): string => `${definition.id}@${definition.version}`
  const versions = pair(older(before), older(after), key)
  return [
    ...versions.removed.filter((one) => !newest(after).some((other) => key(other) === key(one)))
      .map((one) => ({ file: one.source.file, changes: [change('entry-removed', { thing: 'form', name: one.definition.title, at: key(one) })] })),
    ...versions.kept.map(([old, now]) => ({ file: now.source.file, changes: compareForms(old.definition, now.definition) })),
  ]
}

/** Parts that a pack has as its own, whichever they are: organisation, periods, codelists, print templates. Examples are
 * not part of what is compared: they say what a form does, not what it is. */
function single(before: Pack, after: Pack): FileChanges[] {
  const apart = new Set(['definition', 'source', 'forms', 'workflows', 'examples'])
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !apart.has(name))
  return parts.flatMap((name) => {
    const [old, now] = [listed(before, name), listed(after, name)]
    const lists = pair(old, now, (one) => (one.definition as { id?: string }).id ?? '')
    const place = (one: Defined<unknown>) => ({ thing: 'entry' as const, name, at: [name, (one.definition as { id?: string }).id ?? ''].filter((part) => part !== '').join('.') })
    return [
      ...lists.removed.map((one) => ({ file: one.source.file, changes: [change('entry-removed', place(one))] })),
      ...lists.added.map((one) => ({ file: one.source.file, changes: [change('entry-added', place(one))] })),
      ...lists.kept.map(([a, b]) => ({ file: b.source.file, changes: compareEntries(byKey(a.definition), byKey(b.definition), place(b).at) })),
    ]
  })
}

function listed(pack: Pack, name: string): Defined<unknown>[] {
  const part = (pack as unknown as Readonly<Record<string, Defined<unknown> | readonly Defined<unknown>[] | undefined>>)[name]
  return part === undefined ? [] : Array.isArray(part) ? [...part] : [part as Defined<unknown>]
}

/** Lists of things that have a code or an id are compared by it, not by position. */
function byKey(value: unknown): unknown {
  if (Array.isArray(value)) {
    const keys = value.map((one: { code?: unknown; id?: unknown } | null) => one?.code ?? one?.id)
    if (value.length > 0 && keys.every((key) => typeof key === 'string') && new Set(keys).size === keys.length) {
      return Object.fromEntries(value.map((one, index) => [String(keys[index]), byKey(one)]))
    }
    return value
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, byKey(one)]))
}
