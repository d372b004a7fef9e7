// Keeping a codelist (danh mục động): a unit adds, renames, maps, merges and ends its own entries and no
// others. A code is given
// once and ended, never taken back, because reports name it: a row is its code, whatever the entry is called.
import { addDays, dayOf } from '../core/calendar.ts'
import { isKeptByUnits, mostOwnEntries, nextCodes, type CodelistDefinition, type EntryDefinition } from '../core/codelist.ts'
import type { AddEntriesRequest, CodelistEntry, EndEntryRequest, EntriesReply, NewEntryRequest, RenameEntryRequest } from '../core/contract/codelist.ts'
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { nearDuplicates } from '../core/near-duplicate.ts'
import { isValidOn } from '../core/validity.ts'
import { checkCodelist, checkProperties } from '../packs/check-codelist.ts'
import { addEntries, endEntry, entriesOf, findEntry, holdEntries, mapEntry, renameEntry, type CodelistEntry as OwnEntry } from '../store/codelist.ts'
import { completionsOf } from '../store/codelist-completion.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { boundFilings, usesOf } from './bound-codelists.ts'
import { chosenInstead, cleared, heldBy, movedOnto, unsealedReports, writeChanges } from './entry-figures.ts'
import type { OpenFiling } from './open-filing.ts'
import { beginsOn, codelistOf, datesOf, lineOf, referenceOf, which, type Asked } from './read-codelists.ts'

type AskedEntry = Asked & { readonly code: string }

/**
 * All or none of them. Without a code they get the next numbers; without a first day, that of the open period which the list
 * serves. Throws the problem `already-exists` for a code that the unit has given before, `invalid-values` with every reason.
 */
export const addCodelistEntries: Action<Asked & { readonly request: AddEntriesRequest }, EntriesReply> = {
  name: 'add-codelist-entries',
  writes: true,
  subject: ({ request, ...asked }) => ({ type: 'codelist', id: [referenceOf(asked), ...(request.entries.length === 1 && request.entries[0]?.code !== undefined ? [request.entries[0].code] : [])].join('/') }),
  run: async ({ request, ...asked }, context) => {
    const codelist = await keptCodelist(context, asked)
    const { unitId, accountId } = context.person()
    const own = which(asked, unitId)
    const before = await entriesOf(context.trx, own)
    const named = request.entries.filter((one) => one.code !== undefined).map((one) => one.code as string)
    const numbers = nextCodes([...before.map((one) => one.code), ...named], request.entries.length - named.length)
    const from = beginsOn(usesOf(await boundFilings(context, unitId), referenceOf(asked)), dayOf(context.now))
    const entries = request.entries.map((one) => ({ ...one, title: tidy(one.title), code: one.code ?? numbers.shift() ?? '', from: one.from ?? from }))
    const issues = [...issuesOf(codelist, before, entries), ...(request.despiteSimilar === true ? [] : similarTo(entries.map((one) => one.title), inUse(before, dayOf(context.now)), (at) => `/entries/${at}/title`))]
    if (issues.length > 0) throw new Problem('invalid-values', { issues })
    const made = entries.map((one) => ({
      ...own, code: one.code, title: one.title, parentCode: one.parent ?? null, mapsTo: one.mapsTo ?? null,
      properties: one.properties ?? {}, validFrom: one.from, validTo: one.to ?? null, addedBy: accountId,
    }))
    await addEntries(context.trx, made, context.now)
    return { entries: made.map(lineOf) }
  },
}

/** The row stays the same row in every report; what has been sealed keeps the name that it was sealed with. */
export const renameCodelistEntry: Action<AskedEntry & { readonly request: RenameEntryRequest }, CodelistEntry> = {
  name: 'rename-codelist-entry',
  writes: true,
  subject: subjectOf,
  run: async ({ code, request, ...asked }, context) => {
    const codelist = await keptCodelist(context, asked)
    const entry = await ownEntry(context, asked, code)
    const others = (await entriesOf(context.trx, which(asked, context.person().unitId))).filter((one) => one.code !== code)
    const renamed = { title: tidy(request.title), properties: request.properties ?? entry.properties }
    const issues = [
      ...checkProperties(renamed.properties, codelist.properties ?? {}, '/properties', 'codelist'),
      ...(request.despiteSimilar === true ? [] : similarTo([renamed.title], inUse(others, dayOf(context.now)), () => '/title')),
    ]
    if (issues.length > 0) throw new Problem('invalid-values', { issues })
    await renameEntry(context.trx, entry.id, renamed)
    return lineOf({ ...entry, ...renamed })
  },
}

/**
 * `to` is the first day on which it is no longer valid; reports of days before keep it. Where it has figures in a report that is
 * not sealed and that it no longer belongs to, they go where the request says. Throws the problem `entry-has-figures` without.
 */
export const endCodelistEntry: Action<AskedEntry & { readonly request: EndEntryRequest }, CodelistEntry> = {
  name: 'end-codelist-entry',
  writes: true,
  subject: subjectOf,
  run: async ({ code, request: { to, figures }, ...asked }, context) => {
    await keptCodelist(context, asked)
    const entry = await ownEntry(context, asked, code)
    if (to <= entry.validFrom) throw new Problem('invalid-values', { issues: [issue('pack.empty-validity', '/to', { from: entry.validFrom, to })] })
    const reference = referenceOf(asked)
    const left = (await unsealedReports(context, reference)).filter(({ filing }) => filing.dataTo >= to)
    const holding = left.filter((open) => heldBy(open, reference, code).length > 0)
    if (figures === undefined && holding.length > 0) {
      const named = holding.map(({ filing }) => `${filing.formCode} (${filing.periodTitle})`).join(', ')
      throw new Problem('entry-has-figures', { params: { title: entry.title, filings: named } })
    }
    if (figures === 'clear') for (const open of holding) writeChanges(context, open, cleared(open, reference, code))
    else if (figures !== undefined) await moveAll(context, holding, asked, code, figures.into)
    await endEntry(context.trx, entry.id, to)
    return lineOf({ ...entry, validTo: to })
  },
}

/**
 * Two entries that are one: the other keeps its row and takes figures and choices in, in every report of an open period that is
 * not sealed; this one ends before them. Throws `invalid-values` where two figures cannot become one.
 */
export const mergeCodelistEntry: Action<AskedEntry & { readonly into: string }, CodelistEntry> = {
  name: 'merge-codelist-entry',
  writes: true,
  subject: subjectOf,
  run: async ({ code, into, ...asked }, context) => {
    await keptCodelist(context, asked)
    const entry = await ownEntry(context, asked, code)
    if (entry.mergedInto !== null) throw new Problem('act-not-possible')
    const own = await entriesOf(context.trx, which(asked, context.person().unitId))
    const reports = await unsealedReports(context, referenceOf(asked))
    await moveAll(context, reports, asked, code, into)
    for (const open of await unsealedReports(context, referenceOf(asked))) writeChanges(context, open, chosenInstead(open, referenceOf(asked), code, into, own.map((one) => one.code)))
    const begins = beginsOn(usesOf(await boundFilings(context, context.person().unitId), referenceOf(asked)), dayOf(context.now))
    const before = begins > entry.validFrom ? begins : addDays(entry.validFrom, 1)
    const to = entry.validTo !== null && entry.validTo < before ? entry.validTo : before
    await endEntry(context.trx, entry.id, to, into)
    return lineOf({ ...entry, validTo: to, mergedInto: into })
  },
}

/** All or none: what cannot be moved in one report refuses the whole. */
async function moveAll(context: Context, reports: readonly OpenFiling[], asked: Asked, code: string, into: string): Promise<void> {
  const other = into === code ? undefined : await findEntry(context.trx, which(asked, context.person().unitId), into)
  if (other === undefined || other.mergedInto !== null) throw new Problem('invalid-values', { issues: [issue('entry.not-another', '/into', { code: into })] })
  const moves = reports.map((open) => ({ open, ...movedOnto(open, referenceOf(asked), code, into) }))
  const issues = moves.flatMap((one) => one.issues)
  if (issues.length > 0) throw new Problem('invalid-values', { issues })
  for (const { open, changes } of moves) writeChanges(context, open, changes)
}

/** `to` null: to no code of the ministry. */
export const mapCodelistEntry: Action<AskedEntry & { readonly to: string | null }, CodelistEntry> = {
  name: 'map-codelist-entry',
  writes: true,
  subject: subjectOf,
  run: async ({ code, to, ...asked }, context) => {
    const codelist = await keptCodelist(context, asked)
    const issues = mappingIssues(codelist, to ?? undefined, '/to')
    if (issues.length > 0) throw new Problem('invalid-values', { issues })
    const entry = await ownEntry(context, asked, code)
    await mapEntry(context.trx, entry.id, to)
    return lineOf({ ...entry, mapsTo: to })
  },
}

function subjectOf({ code, ...asked }: AskedEntry): { type: string; id: string } {
  return { type: 'codelist', id: `${referenceOf(asked)}/${code}` }
}

/**
 * One that units keep, and that does not stand complete: others change nothing in it meanwhile. The ministry's own changes by
 * pack alone. Throws the problem `codelist-complete`.
 */
async function keptCodelist(context: Context, asked: Asked): Promise<CodelistDefinition> {
  const codelist = codelistOf(context, asked)
  if (!isKeptByUnits(codelist.scope)) throw new Problem('act-not-possible')
  const { unitId } = context.person()
  await holdEntries(context.trx, which(asked, unitId))
  const standing = (await completionsOf(context.trx, unitId)).find((one) => one.reference === referenceOf(asked))
  if (standing !== undefined) throw new Problem('codelist-complete', { params: { codelist: codelist.title, period: standing.periodTitle } })
  return codelist
}

async function ownEntry(context: Context, asked: Asked, code: string): Promise<OwnEntry> {
  const entry = await findEntry(context.trx, which(asked, context.person().unitId), code)
  if (entry === undefined) throw new Problem('not-found')
  return entry
}

/** The same checks as of a pack's entries, over all entries of the unit; told are those of the new ones. */
function issuesOf(codelist: CodelistDefinition, before: readonly OwnEntry[], entries: readonly (NewEntryRequest & { readonly code: string })[]): Issue[] {
  if (before.length + entries.length > mostOwnEntries) return [issue('entry.too-many', '/entries', { limit: mostOwnEntries })]
  const given = new Set(entries.map((one) => one.code))
  const others = before.filter((one) => !given.has(one.code)).map((one): EntryDefinition => ({ code: one.code, title: one.title, ...(one.parentCode === null ? {} : { parent: one.parentCode }) }))
  const fresh = entries.map(({ mapsTo: _, ...entry }) => entry)
  const found = checkCodelist({ ...codelist, scope: 'unit', entries: [...others, ...fresh] }).flatMap((one) => {
    const [, at = '', rest = ''] = /^\/entries\/(\d+)(.*)$/.exec(one.path) ?? []
    return Number(at) < others.length || at === '' ? [] : [{ ...one, path: `/entries/${Number(at) - others.length}${rest}` }]
  })
  return [...found, ...entries.flatMap((one, at) => mappingIssues(codelist, one.mapsTo, `/entries/${at}/mapsTo`))]
}

function mappingIssues({ scope, entries }: CodelistDefinition, code: string | undefined, path: string): Issue[] {
  if (code === undefined) return []
  const codes = (entries ?? []).map((one) => one.code)
  return scope === 'unit-mapped' && codes.includes(code) ? [] : [issue('entry.unknown-code', path, { code, nearest: nearest(code, codes.slice(0, 500)) ?? '' })]
}

/** A warning that holds the request up until it comes again with the word that it is meant. */
function similarTo(names: readonly string[], known: readonly string[], path: (at: number) => string): Issue[] {
  return nearDuplicates(names, known).flatMap((other, at) => (other === undefined ? [] : [issue('entry.near-duplicate', path(at), { title: names[at] ?? '', other }, 'warning')]))
}

/** Names of entries that have not ended. */
function inUse(entries: readonly OwnEntry[], day: string): string[] {
  return entries.filter((one) => one.validTo === null || isValidOn(datesOf(one), day) || one.validFrom > day).map((one) => one.title)
}

function tidy(title: string): string {
  return title.normalize('NFC').replace(/\s+/gu, ' ').trim()
}
