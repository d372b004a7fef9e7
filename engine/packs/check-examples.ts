// Runs the examples of a form: what is typed, what must come out, which findings it raises, exactly.
import { dayNumber, isDay } from '../core/calendar.ts'
import { edit } from '../core/calculation/edit.ts'
import { cellAt, openSheet, placeOf, valuesOf, type OutsideValues, type Sheet } from '../core/calculation/sheet.ts'
import type { TableValues } from '../core/contract/filing.ts'
import { nearest } from '../core/expression/check.ts'
import type { Form } from '../core/form/compile.ts'
import { issue, type Issue } from '../core/issue.ts'
import { qualified, type Groups, type Source } from '../core/rollup/contribution.ts'
import { rollUp, sourcesOfForm } from '../core/rollup/roll-up.ts'
import { checkValue, type Known } from '../core/validation/check-value.ts'
import { findings } from '../core/validation/validate.ts'
import { toUnits } from '../core/number.ts'
import type { ExampleDefinition } from './example.ts'

/** What an example may speak of beside its form: entries of codelists, and the forms below. */
export type Around = { readonly known?: Known; readonly below?: Below }
/** `pack`: of the upper form; `formOf`: by `pack/id`, with the kind of unit that reports it. */
export type Below = { readonly pack: string; readonly formOf: (reference: string) => { readonly form: Form; readonly kind: string } | undefined; readonly groups: Groups }

/** Issues: form.unknown-table, example.unknown-cell, example.unknown-outside, example.unknown-source, example.bad-value,
 * example.wrong-value, example.findings-differ. */
export function checkExamples(definition: ExampleDefinition, form: Form, around: Around = {}): Issue[] {
  return definition.examples.flatMap((example, index) => checkExample(example, form, `/examples/${index}`, around))
}

type Example = ExampleDefinition['examples'][number]
type Filled = { readonly sheet: Sheet } | { readonly issues: readonly Issue[] }

/** A form filled in as an example says, or why it cannot be. `known`: the entries of codelists. */
export function fillIn({ rows, values, outside = {}, received }: Pick<Example, 'rows' | 'values' | 'outside' | 'received'>, form: Form, path: string, { known = {}, below }: Around = {}): Filled {
  const tables = form.tables.map((one) => one.id)
  const lost = Object.keys(rows ?? {}).filter((id) => !tables.includes(id))
  if (lost.length > 0) return { issues: lost.map((name) => issue('form.unknown-table', `${path}/rows/${name}`, { name, nearest: nearest(name, tables) ?? '' })) }
  const asked = form.outside.map(({ key }) => key)
  const strange = Object.keys(outside).filter((key) => !asked.includes(key))
  if (strange.length > 0) return { issues: strange.map((name) => issue('example.unknown-outside', `${path}/outside/${name.replaceAll('/', '~1')}`, { name, nearest: nearest(name, asked) ?? '' })) }
  const figures = figuresFrom(form, outside)
  const own = openSheet(form, rowsAsked(rows), figures)
  const opened: Filled = received === undefined || below === undefined ? { sheet: own } : takeIn(received, own, figures, path, { known, below })
  if ('issues' in opened) return opened
  const { sheet } = opened
  const cells = Object.entries(values).map(([address, value]) => ({ address, value, at: `${path}/values/${address}` }))
  const wrong = cells.flatMap(({ address, value, at }) => {
    const place = placeOf(sheet, address)
    if (place === undefined || place.role === 'calculated' || place.role === 'closed') return [issue('example.unknown-cell', at, { address })]
    const bad = checkValue(inUnits(sheet, address, value), place.table.columns[place.column] as Form['tables'][number]['columns'][number], known)
    return bad === undefined ? [] : [issue('example.bad-value', at, { address, reason: bad.code })]
  })
  if (wrong.length > 0) return { issues: wrong }
  edit(sheet, cells.map(({ address, value }) => [address, inUnits(sheet, address, value)] as const))
  return { sheet }
}

/** The sheet with the figures of the lower reports in it, or why there are none. */
function takeIn(received: NonNullable<Example['received']>, upper: Sheet, outside: OutsideValues, path: string, { known, below }: Required<Around>): Filled {
  const { form } = upper
  const taken = sourcesOfForm(form, below.pack)
  const issues: Issue[] = []
  const sources = received.flatMap((one, index): Source[] => {
    const at = `${path}/received/${index}`
    const reference = qualified(one.form, below.pack)
    const found = taken.includes(reference) ? below.formOf(reference) : undefined
    const filled: Filled = found === undefined ? { issues: [issue('example.unknown-source', `${at}/form`, { name: one.form, nearest: nearest(reference, taken) ?? '' })] } : fillIn(one, found.form, at, { known })
    if ('issues' in filled) {
      issues.push(...filled.issues)
      return []
    }
    const unit = { id: one.unit, title: one.title ?? one.unit, kind: one.kind ?? found?.kind ?? '' }
    return [{ reference, unit, figures: { form: filled.sheet.form, tables: valuesOf(filled.sheet), asOf: String(index).padStart(3, '0') } }]
  })
  return issues.length > 0 ? { issues } : { sheet: openSheet(form, rollUp(form, below.pack, valuesOf(upper), sources, below.groups), outside) }
}

function checkExample(example: Example, form: Form, path: string, around: Around): readonly Issue[] {
  const filled = fillIn(example, form, path, around)
  if ('issues' in filled) return filled.issues
  const { sheet } = filled
  const values = Object.entries(example.expect ?? {}).flatMap(([address, wanted]) => {
    const at = `${path}/expect/${address}`
    if (placeOf(sheet, address) === undefined) return [issue('example.unknown-cell', at, { address })]
    const { value } = cellAt(sheet, address)
    const units = inUnits(sheet, address, wanted)
    return value === units ? [] : [issue('example.wrong-value', at, { address, wanted: String(units ?? '—'), found: String(value ?? '—') })]
  })
  const found = findings(sheet).map((one) => `${one.code}@${one.path}`).sort()
  const wanted = (example.findings ?? []).map((one) => `${one.code}@${one.at}`).sort()
  const same = found.join('\n') === wanted.join('\n')
  return same ? values : [...values, issue('example.findings-differ', path, { wanted: wanted.join(', ') || '—', found: found.join(', ') || '—' })]
}

function rowsAsked(rows: Record<string, Record<string, string>> | undefined): TableValues[] {
  return Object.entries(rows ?? {}).map(([id, titles]) => ({ id, rows: Object.entries(titles).map(([key, title]) => ({ key, title, cells: [] })) }))
}

/** Figures from elsewhere in smallest units, and days as counts, as a sheet is opened with them. */
function figuresFrom(form: Form, given: NonNullable<Example['outside']>): OutsideValues {
  type Value = number | string | null
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const { decimals = 0, type } = form.outside.find((one) => one.key === key) ?? {}
      const units = (one: Value): Value => {
        if (typeof one === 'number') return toUnits(one, decimals) ?? one
        return one !== null && type !== 'text' && isDay(one) ? dayNumber(one) : one
      }
      return [key, value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([row, one]) => [row, units(one)])) : units(value)]
    }),
  )
}

/** Examples are written as people read them (`12.5`, `2020-06-06`, `true`); cells hold smallest units, days and 1 or 0. */
function inUnits(sheet: Sheet, address: string, value: number | string | boolean | null): number | string | null {
  const place = placeOf(sheet, address)
  const column = place?.table.columns[place.column]
  // Elsewhere a yes is a word like any other, and no number.
  if (typeof value === 'boolean') return column?.kind === 'yes-no' ? Number(value) : String(value)
  if (typeof value === 'number') return toUnits(value, column?.decimals ?? 0) ?? value
  return typeof value === 'string' && column?.kind === 'date' && isDay(value) ? dayNumber(value) : value
}
