// The fields that a circular governs, as a page: for each of them the forms of the circular itself, those of an older one
// that it assigns, those that are only known of an older one, or nothing. A pack names the codelist of its fields
// (`fields`); forms say which field they belong to. What is told here is read from the packs and from nowhere else.
import type { CodelistDefinition } from '../core/codelist.ts'
import { sourceSentence } from '../core/form/source-words.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { sentence } from '../core/messages/sentence.ts'
import { splitReference } from './catalogue.ts'
import type { Pack } from './load-pack.ts'
import type { Block, Page } from './manual-page.ts'

/** `known`: whole forms of its own; `partly`: of its own, parts unseen; `assigned` and `older`: forms of circulars before. */
export type FieldState = 'known' | 'partly' | 'assigned' | 'older' | 'unknown'
export type KnownForm = { readonly pack: string; readonly form: FormDefinition }
export type Field = { readonly code: string; readonly title: string; readonly note: string; readonly state: FieldState; readonly forms: readonly KnownForm[] }

/** In the order of the codelist; undefined for a pack that does not say which fields it governs. */
export function fieldsOf(pack: Pack, packs: readonly Pack[]): Field[] | undefined {
  const codelist = fieldList(pack, packs)
  if (codelist === undefined) return undefined
  const { id, 'valid-from': begins, assigns = [], requires = [] } = pack.definition
  // A circular whose days nobody knows is one of before where this one builds upon it.
  const isOlder = ({ definition: one }: Pack): boolean => one.id !== id && (requires.includes(one.id) || (begins !== undefined && (one['valid-to'] ?? '9') <= begins))
  const known = (from: readonly Pack[]): KnownForm[] => from.flatMap((one) => newestForms(one).map((form) => ({ pack: one.definition.id, form })))
  const assigned = new Set(assigns.map((one) => one.form))
  const older = known(packs.filter(isOlder))
  const groups: readonly (readonly [FieldState, readonly KnownForm[]])[] = [
    ['known', known([pack])], ['assigned', older.filter((one) => assigned.has(`${one.pack}/${one.form.id}`))], ['older', older],
  ]
  return (codelist.entries ?? []).map(({ code, title, properties }) => {
    const found = groups.map(([state, forms]) => [state, forms.filter((one) => one.form.field === code && one.form.source.confidence !== 'ours')] as const).find(([, forms]) => forms.length > 0)
    const [state, forms] = found ?? (['unknown', []] as const)
    const isPartly = state === 'known' && forms.every((one) => one.form.source.confidence === 'partly-unseen')
    return { code, title, note: String(properties?.['note'] ?? ''), state: isPartly ? 'partly' : state, forms }
  })
}

export function fieldList({ definition }: Pack, packs: readonly Pack[]): CodelistDefinition | undefined {
  if (definition.fields === undefined) return undefined
  const target = splitReference(definition.fields, definition.id)
  const lists = packs.find((one) => one.definition.id === target.pack)?.codelists.map((one) => one.definition) ?? []
  return lists.filter((one) => one.id === target.id).toSorted((a, b) => b.version - a.version)[0]
}

function newestForms({ forms }: Pack): FormDefinition[] {
  const newest = new Map<string, FormDefinition>()
  for (const { definition } of forms) if ((newest.get(definition.id)?.version ?? 0) < definition.version) newest.set(definition.id, definition)
  return [...newest.values()]
}

/** A page for every pack that names its fields. */
export function fieldPages(packs: readonly Pack[]): Page[] {
  return packs.flatMap((pack) => {
    const fields = fieldsOf(pack, packs)
    return fields === undefined ? [] : [{ id: `fields-${pack.definition.id}`, title: sentence('fields.title', { pack: pack.definition.title }), blocks: blocksOf(pack, fields) }]
  })
}

const states: readonly FieldState[] = ['known', 'partly', 'assigned', 'older', 'unknown']

function blocksOf({ definition }: Pack, fields: readonly Field[]): Block[] {
  const say = (code: string): string => sentence(`fields.${code}`)
  return [
    { kind: 'text', text: sentence('fields.lead', { count: fields.length, basis: definition['legal-basis'] ?? definition.title }) },
    { kind: 'list', items: states.map((state) => `${say(state)}: **${fields.filter((one) => one.state === state).length}**. ${say(`${state}.means`)}`) },
    {
      kind: 'table', title: say('table'), head: [say('number'), say('field'), say('state'), say('forms'), say('note')],
      rows: fields.map(({ title, state, forms, note }, index) => [
        String(index + 1), title, say(state), [...new Set(forms.map(({ pack, form }) => (pack === definition.id ? form.code : `${form.code} (${form['legal-basis']})`)))].join('; ') || '—', note,
      ]),
    },
    { kind: 'heading', level: 2, text: say('sources') },
    {
      kind: 'table', title: say('sources'), head: [say('form'), say('title-of-form'), say('source')],
      rows: fields.flatMap(({ forms }) => forms.map(({ form }) => [`${form.code} – ${form['legal-basis']}`, form.title, sourceSentence(form.source, (key, params) => sentence(key, params))])),
    },
  ]
}
