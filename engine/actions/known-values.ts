// What the check of a value has to ask the database: whether the units that were chosen exist, and of which kind they are;
// which entries of codelists may be chosen in this filing; which files have been uploaded for it, and these are kept from then
// on (a save that is refused takes that back, too). Asked only of what is saved.
import type { Place } from '../core/calculation/sheet.ts'
import type { SaveRequest } from '../core/contract/filing.ts'
import type { CellKind } from '../core/value.ts'
import type { Form } from '../core/form/compile.ts'
import type { Known } from '../core/validation/check-value.ts'
import { isFileId } from '../core/validation/kinds.ts'
import { keepAttachments } from '../store/file.ts'
import { unitKinds } from '../store/unit.ts'
import type { WorkingFiling } from '../store/filing.ts'
import type { Context } from './action.ts'
import { choiceEntries } from './choice-entries.ts'

type Where = Pick<Context, 'trx' | 'parts'>

/** `places`: of the cells, in their order; undefined for one that there is not. */
export async function knownFor(where: Where, filing: WorkingFiling, form: Form, cells: SaveRequest['cells'], places: readonly (Place | undefined)[]): Promise<Known> {
  const texts = textsByKind(cells, places)
  const [files, units] = [texts.get('attachment'), texts.get('unit')]
  return {
    ...(files === undefined ? {} : await knownFiles(where, filing, files)),
    ...(units === undefined ? {} : await knownUnits(where, units)),
    ...(texts.has('choice') || texts.has('choices') ? await knownEntries(where, filing, form) : {}),
  }
}

function textsByKind(cells: SaveRequest['cells'], places: readonly (Place | undefined)[]): ReadonlyMap<CellKind, readonly string[]> {
  const found = new Map<CellKind, string[]>()
  for (const [index, [, value]] of cells.entries()) {
    if (typeof value !== 'string') continue
    const place = places[index]
    const kind = place?.table.columns[place.column]?.kind
    if (kind === undefined) continue
    const texts = found.get(kind)
    if (texts === undefined) found.set(kind, [value])
    else texts.push(value)
  }
  return found
}

async function knownUnits({ trx }: Where, texts: readonly string[]): Promise<Known> {
  const kinds = await unitKinds(trx, texts.map((one) => one.slice(0, 80)))
  return { unitKind: (code) => kinds.get(code) ?? null }
}

async function knownFiles({ trx }: Where, { id }: WorkingFiling, texts: readonly string[]): Promise<Known> {
  const kept = await keepAttachments(trx, id, texts.flatMap((one) => one.split(',').filter(isFileId)))
  return { file: (file) => kept.has(file) }
}

async function knownEntries(where: Where, filing: WorkingFiling, form: Form): Promise<Known> {
  const entries = await choiceEntries(where, filing, form)
  return { entries: (codelist) => (Object.hasOwn(entries, codelist) ? entries[codelist] : []) }
}
