// Why is this number what it is? One step down: the formula in words and the cells it reads. Where a cell is rolled up,
// the answer lies in lower filings; the action that knows them goes on from there.
import type { WireValue } from '../contract/shapes.ts'
import { sentence, type Language } from '../messages/sentence.ts'
import { describe } from '../expression/describe.ts'
import type { RangeNode, ReferenceNode } from '../expression/tree.ts'
import { columnsOf } from '../form/heading.ts'
import { measureAt } from '../form/layout.ts'
import { columnOf, locate, type Seat } from '../form/names.ts'
import { writerOf, type Role, type Table, type Template } from '../form/compile.ts'
import { classAt } from './row.ts'
import { addressOf, cellAt, placeOf, type Sheet } from './sheet.ts'
import { slotOfRead, termSlots } from './recalculate.ts'
import { labelOf } from './label.ts'

export type Explanation = {
  readonly address: string
  readonly label: string
  readonly value: WireValue
  readonly role: Role
  readonly measure: string
  readonly decimals: number
  readonly formula: string | null
  readonly terms: readonly { readonly address: string; readonly label: string; readonly value: WireValue }[]
}

/** Undefined for an address that the form does not have. */
export function explainCell(sheet: Sheet, address: string, language?: Language): Explanation | undefined {
  const place = placeOf(sheet, address)
  if (place === undefined) return undefined
  const column = place.table.columns[place.column]
  const template = writerOf(sheet.form, place.table, classAt(sheet, place.table, place.row), place.column)
  const slots = template === undefined ? [] : readSlots(sheet, template, place.slot)
  return {
    address,
    label: labelOf(sheet, place.slot),
    value: cellAt(sheet, address).value,
    role: place.role,
    measure: measureAt(place.table, classAt(sheet, place.table, place.row), place.column),
    decimals: column?.decimals ?? 0,
    formula: template === undefined ? null : formulaOf(sheet, template, language),
    terms: slots.flatMap((slot) => {
      const term = addressOf(sheet, slot)
      return term === undefined ? [] : [{ address: term, label: labelOf(sheet, slot), value: cellAt(sheet, term).value }]
    }),
  }
}

function formulaOf(sheet: Sheet, template: Template, language: Language | undefined): string {
  const table = sheet.form.tables[template.table]
  if (table === undefined) return ''
  const { sum, node } = template
  if (sum !== undefined) {
    if (sum.band >= 0) return sentence('explain.sum-of-rows', { rows: table.bands[sum.band]?.title ?? '' }, language)
    return sum.terms.map((term) => (template.axis === 'across' ? table.columns[term]?.title : rowTitle(table, template, term)) ?? '').join(' + ')
  }
  if (node === undefined) return ''
  return describe(node, (name) => nameInWords(name, { tables: sheet.form.tables, table, axis: template.axis, band: template.band }), language)
}

function rowTitle(table: Table, { band }: Template, position: number): string | undefined {
  return band < 0 ? table.rows[position]?.title : table.bands[band]?.rows[position]?.title.replaceAll('{row}', '').trim()
}

/** A name of an expression as the form prints it. */
export function nameInWords(node: ReferenceNode | RangeNode, seat: Seat): string {
  const spelled = node.path.join('.')
  // Whatever it is looked for in, its heading is the one that stands here too.
  const reads = node.source?.kind === 'form' ? undefined : locate(node.kind === 'reference' ? { kind: 'reference', path: node.path } : node, seat)
  const [first] = reads ?? []
  if (first === undefined) return spelled
  if (node.kind === 'range' && node.of !== 'column') return rangeInWords(node, seat) ?? spelled
  if (first.kind === 'near' && seat.axis === 'down') return seat.table.rows[first.index]?.title ?? spelled
  return columnOf(first, seat)?.path ?? spelled
}

function rangeInWords({ of, path }: RangeNode, { tables, table }: Seat): string | undefined {
  const own = path.length === 1 ? table : tables.find((one) => one.id === path[0])
  const name = path.at(-1) ?? ''
  if (of === 'row') return own?.rows.find((row) => row.key === name)?.title
  return own !== undefined && 'columns' in own.source ? columnsOf(own.source.columns).find((column) => column.id === name)?.title : undefined
}

/** The slots a template reads for one of its targets. */
function readSlots(sheet: Sheet, template: Template, target: number): number[] {
  const origin = target - template.offset
  if (template.sum !== undefined) return termSlots(sheet, template, origin)
  return template.reads.flatMap((read) => {
    if (read.kind !== 'column') return slotOfRead(sheet, template, read, origin) ?? []
    return sheet.cells.columnSlots(read.table, read.column).flatMap(({ start, step: by, count }) => Array.from({ length: count }, (_, index) => start + index * by))
  })
}
