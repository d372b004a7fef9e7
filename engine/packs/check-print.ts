// Print templates against the forms they print and the names that can be filled in.
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { placeholdersIn, printPlaceholders, type PrintDefinition } from '../core/print.ts'
import type { Catalogue } from './catalogue.ts'
import type { Pack } from './load-pack.ts'

/** Issues: print.unknown-placeholder, print.unknown-form, print.unknown-table. */
export function checkPrint(definition: PrintDefinition, pack: Pack, catalogue: Catalogue): Issue[] {
  const ids = [...new Set(pack.forms.map((one) => one.definition.id))]
  const forms = pack.forms.filter((one) => definition.forms?.includes(one.definition.id) ?? true)
  const tables = [...new Set(forms.flatMap((one) => (one.definition.tables ?? []).map((table) => table.id)))]
  const known = [...printPlaceholders, ...Object.keys(catalogue.unitProperties).map((name) => `unit.${name}`)]
  const texts: { text: string; path: string }[] = [
    ...(['left', 'centre', 'right'] as const).flatMap((side) => (definition.heading?.[side] ?? []).map((text, index) => ({ text, path: `/heading/${side}/${index}` }))),
    ...definition.parts.flatMap((part, at) => ('lines' in part ? (part.lines ?? []).map((text, index) => ({ text, path: `/parts/${at}/lines/${index}` })) : [])),
  ]
  return [
    ...(definition.forms ?? []).flatMap((name, index) => (ids.includes(name) ? [] : [issue('print.unknown-form', `/forms/${index}`, { name, nearest: nearest(name, ids) ?? '' })])),
    ...definition.parts.flatMap((part, at) =>
      (part.part === 'table' ? (part.tables ?? []) : []).flatMap((name, index) =>
        tables.includes(name) ? [] : [issue('print.unknown-table', `/parts/${at}/tables/${index}`, { name, nearest: nearest(name, tables) ?? '' })],
      ),
    ),
    ...texts.flatMap(({ text, path }) =>
      placeholdersIn(text).flatMap((name) => (known.includes(name) ? [] : [issue('print.unknown-placeholder', path, { name, nearest: nearest(name, known) ?? '' })])),
    ),
  ]
}
