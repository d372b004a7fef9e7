// Codelists as a unit sees and keeps them (danh mục động): the ministry's entries from the installed pack, the unit's own
// beside them. A unit changes only its own entries; a code is given once and ended, never taken back, because reports
// name it.
import { dayOf } from '../core/calendar.ts'
import { entriesOn, isKeptByUnits, mostOwnEntries, type CodelistDefinition, type EntryDefinition } from '../core/codelist.ts'
import type { Codelist, CodelistEntry, CodelistList, NewEntryRequest } from '../core/contract/codelist.ts'
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { isValidOn } from '../core/validity.ts'
import { checkCodelist } from '../packs/check-codelist.ts'
import { addEntry, endEntry, entriesOf, findEntry, holdEntries, mapEntry, type CodelistEntry as OwnEntry, type Which } from '../store/codelist.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'

export type Asked = { readonly pack: string; readonly id: string }

export const listCodelists: Action<undefined, CodelistList> = {
  name: 'list-codelists',
  writes: false,
  run: async (_input, { parts }) => ({
    codelists: [...parts.installed().codelists].map(([reference, { id, title, scope }]) => ({ pack: packOf(reference), id, title, scope })),
  }),
}

/** `on`: today without. */
export const readCodelist: Action<Asked & { readonly on?: string | undefined }, Codelist> = {
  name: 'read-codelist',
  writes: false,
  subject: ({ pack, id }) => ({ type: 'codelist', id: `${pack}/${id}` }),
  run: async ({ on, ...asked }, context) => {
    const codelist = codelistOf(context, asked)
    const person = context.person()
    const day = on ?? dayOf(context.now)
    const own = isKeptByUnits(codelist.scope) ? await entriesOf(context.trx, which(asked, person.unitId)) : []
    return {
      pack: asked.pack,
      id: codelist.id,
      title: codelist.title,
      scope: codelist.scope,
      on: day,
      properties: codelist.properties ?? {},
      mayKeep: isKeptByUnits(codelist.scope) && person.capabilities.has('keep-codelists'),
      entries: [
        ...entriesOn(codelist, day).map((one): CodelistEntry => ({ ...dates(one), code: one.code, title: one.title, parent: one.parent ?? null, own: false, mapsTo: null, properties: one.properties ?? {} })),
        ...own.filter((one) => isValidOn(datesOf(one), day)).map(lineOf),
      ],
    }
  },
}

/** Throws the problem `already-exists` for a code that the unit has given before, `invalid-values` with every reason. */
export const addCodelistEntry: Action<Asked & { readonly entry: NewEntryRequest }, CodelistEntry> = {
  name: 'add-codelist-entry',
  writes: true,
  subject: ({ pack, id, entry }) => ({ type: 'codelist', id: `${pack}/${id}/${entry.code}` }),
  run: async ({ entry, ...asked }, context) => {
    const codelist = keptCodelist(context, asked)
    const { unitId, accountId } = context.person()
    const own = which(asked, unitId)
    await holdEntries(context.trx, own)
    const before = await entriesOf(context.trx, own)
    const issues = issuesOf(codelist, before, { ...entry, from: entry.from ?? dayOf(context.now) })
    if (issues.length > 0) throw new Problem('invalid-values', { issues })
    const made = {
      ...own, code: entry.code, title: entry.title.normalize('NFC'), parentCode: entry.parent ?? null, mapsTo: entry.mapsTo ?? null,
      properties: entry.properties ?? {}, validFrom: entry.from ?? dayOf(context.now), validTo: entry.to ?? null, addedBy: accountId,
    }
    await addEntry(context.trx, made, context.now)
    return lineOf(made)
  },
}

/** `to` is the first day on which it is no longer valid; reports of days before keep it. */
export const endCodelistEntry: Action<Asked & { readonly code: string; readonly to: string }, CodelistEntry> = {
  name: 'end-codelist-entry',
  writes: true,
  subject: ({ pack, id, code }) => ({ type: 'codelist', id: `${pack}/${id}/${code}` }),
  run: async ({ code, to, ...asked }, context) => {
    keptCodelist(context, asked)
    const entry = await ownEntry(context, asked, code)
    if (to <= entry.validFrom) throw new Problem('invalid-values', { issues: [issue('pack.empty-validity', '/to', { from: entry.validFrom, to })] })
    await endEntry(context.trx, entry.id, to)
    return lineOf({ ...entry, validTo: to })
  },
}

/** `to` null: to no code of the ministry. */
export const mapCodelistEntry: Action<Asked & { readonly code: string; readonly to: string | null }, CodelistEntry> = {
  name: 'map-codelist-entry',
  writes: true,
  subject: ({ pack, id, code }) => ({ type: 'codelist', id: `${pack}/${id}/${code}` }),
  run: async ({ code, to, ...asked }, context) => {
    const codelist = keptCodelist(context, asked)
    const issues = mappingIssues(codelist, to ?? undefined, '/to')
    if (issues.length > 0) throw new Problem('invalid-values', { issues })
    const entry = await ownEntry(context, asked, code)
    await mapEntry(context.trx, entry.id, to)
    return lineOf({ ...entry, mapsTo: to })
  },
}

function codelistOf({ parts }: Context, { pack, id }: Asked): CodelistDefinition {
  const codelist = parts.installed().codelists.get(`${pack}/${id}`)
  if (codelist === undefined) throw new Problem('not-found')
  return codelist
}

/** One that units keep; the ministry's own changes by pack alone. */
function keptCodelist(context: Context, asked: Asked): CodelistDefinition {
  const codelist = codelistOf(context, asked)
  if (!isKeptByUnits(codelist.scope)) throw new Problem('act-not-possible')
  return codelist
}

async function ownEntry(context: Context, asked: Asked, code: string): Promise<OwnEntry> {
  const entry = await findEntry(context.trx, which(asked, context.person().unitId), code)
  if (entry === undefined) throw new Problem('not-found')
  return entry
}

function which({ pack, id }: Asked, unitId: string): Which {
  return { packId: pack, codelistId: id, unitId }
}

/** The same checks as of a pack's entries, over all entries of the unit; told are those of the new one. */
function issuesOf(codelist: CodelistDefinition, before: readonly OwnEntry[], { mapsTo, ...entry }: NewEntryRequest): Issue[] {
  if (before.length >= mostOwnEntries) return [issue('entry.too-many', '/code', { limit: mostOwnEntries })]
  const others = before.filter((one) => one.code !== entry.code).map((one): EntryDefinition => ({ code: one.code, title: one.title, ...(one.parentCode === null ? {} : { parent: one.parentCode }) }))
  const place = `/entries/${others.length}`
  const found = checkCodelist({ ...codelist, scope: 'unit', entries: [...others, entry as EntryDefinition] })
  return [...found.filter((one) => one.path.startsWith(place)).map((one) => ({ ...one, path: one.path.slice(place.length) })), ...mappingIssues(codelist, mapsTo, '/mapsTo')]
}

function mappingIssues({ scope, entries }: CodelistDefinition, code: string | undefined, path: string): Issue[] {
  if (code === undefined) return []
  const codes = (entries ?? []).map((one) => one.code)
  return scope === 'unit-mapped' && codes.includes(code) ? [] : [issue('entry.unknown-code', path, { code, nearest: nearest(code, codes.slice(0, 500)) ?? '' })]
}

function lineOf(entry: Pick<OwnEntry, 'code' | 'title' | 'parentCode' | 'mapsTo' | 'properties' | 'validFrom' | 'validTo'>): CodelistEntry {
  return { code: entry.code, title: entry.title, parent: entry.parentCode, own: true, mapsTo: entry.mapsTo, ...dates(datesOf(entry)), properties: entry.properties }
}

function datesOf({ validFrom, validTo }: Pick<OwnEntry, 'validFrom' | 'validTo'>): { from: string; to?: string } {
  return validTo === null ? { from: validFrom } : { from: validFrom, to: validTo }
}

function dates({ from, to }: { from?: string; to?: string }): { from: string | null; to: string | null } {
  return { from: from ?? null, to: to ?? null }
}

function packOf(reference: string): string {
  return reference.slice(0, reference.indexOf('/'))
}
