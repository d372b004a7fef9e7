// Random forms for the calculation tests: several tables of several kinds, stub trees and columns whose parts are
// computed or checked, formulas of columns and rows, rules, every aggregation, rows per unit and per record, blocks of
// several rows, closed cells, negative numbers, and limits so high that sums leave the exact range. Every form passes the same checks as a pack's form. And random edits of what people may fill in.
import fc from 'fast-check'
import { openSheet, addressesOf, placeOf, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import type { TableValues } from '../../../engine/core/contract/filing.ts'
import { joinKey } from '../../../engine/core/form/address.ts'
import { checkForm } from '../../../engine/core/form/check.ts'
import { compileForm, type Form } from '../../../engine/core/form/compile.ts'
import type { ColumnDefinition, FormDefinition, RuleDefinition, StubDefinition, TableDefinition } from '../../../engine/core/form/definition.ts'
import { LARGEST } from '../../../engine/core/value.ts'
import { definitionOf } from '../form/definitions.ts'

const partsAre = fc.constantFrom('computed', 'checked') as fc.Arbitrary<'computed' | 'checked'>

/** Columns a b c d (typed), and on top of them totals, formulas and ratios as chosen. `wide`: limits to 2^53. */
const columns = fc.record({
  wide: fc.boolean(),
  decimals: fc.constantFrom(0, 0, 2),
  total: fc.option(partsAre, { nil: undefined }),
  grand: fc.option(partsAre, { nil: undefined }),
  subset: fc.boolean(),
  formula: fc.constantFrom(undefined, 'a - b', 'a * b', 'a + b + c + d', 'if(a > b, a, c)', 'or_zero(a) + or_zero(d)', 'max(a, b, c)', 'sum(column a)', 'sum(group pair)'),
  ratio: fc.constantFrom(undefined, 'a / b', 'a / (b + c)', 'mean(a, b) / 3'),
  early: fc.boolean(),
  together: fc.subarray(['mean', 'min', 'max', 'count'] as const),
}).map(({ wide, decimals, total, grand, subset, formula, ratio, early, together }): ColumnDefinition[] => {
  const limits = { decimals, ...(wide ? { min: -LARGEST / 10 ** decimals, max: LARGEST / 10 ** decimals } : { min: -1000 }) }
  const exact = wide && decimals > 0 ? { decimals } : limits
  const typed = ['a', 'b', 'c', 'd'].map((id): ColumnDefinition => ({ id, title: id, ...exact }))
  return [
    // Stands before what it reads, so that the order in which templates calculate is not the order of the form.
    ...(early && formula !== undefined ? [{ id: 'early', title: 'Sớm', value: 'or_zero(formula) + a', decimals: decimals * 2 }] : []),
    ...(total === undefined ? [] : [{ id: 'total', title: 'Tổng', parts: ['a', 'b', 'c'], 'parts-are': total, ...exact }]),
    ...(grand === undefined || total === undefined ? [] : [{ id: 'grand', title: 'Tổng nữa', parts: [['total', 'd'], ['a', 'd']], 'parts-are': grand, ...exact }]),
    { id: 'pair', title: 'Nhóm', columns: typed.slice(0, 2) },
    ...typed.slice(2).map((column, index): ColumnDefinition => (subset && index === 0 ? { ...column, 'of-which': ['d'] } : column)),
    ...(formula === undefined ? [] : [{ id: 'formula', title: 'Công thức', value: formula, decimals: decimals * 2 }]),
    ...together.map((aggregate): ColumnDefinition => ({ id: `by_${aggregate}`, title: aggregate, aggregate, ...(aggregate === 'mean' && subset ? { weight: 'b' } : {}), ...limits })),
    ...(ratio === undefined ? [] : [{ id: 'ratio', title: 'Tỷ lệ', value: ratio, decimals: 3, aggregate: 'recompute' as const }]),
  ]
})

/** Two rows for each unit or record, with or without one that adds them up. */
const block = fc.constantFrom<StubDefinition[] | undefined>(
  undefined,
  [{ id: 'actual', title: 'Thực hiện' }, { id: 'estimate', title: 'Ước tính', 'of-which': ['actual'] }],
  [{ id: 'both', title: '{row}', parts: ['male', 'female'], 'parts-are': 'computed', rows: [{ id: 'male', title: 'Nam' }, { id: 'female', title: 'Nữ' }] }],
  [{ id: 'both', title: '{row}', parts: ['male', 'female'], rows: [{ id: 'male', title: 'Nam' }, { id: 'female', title: 'Nữ' }] }, { id: 'apart', title: 'Chênh', value: 'male - female' }],
)

const stubs: fc.Arbitrary<StubDefinition[]> = fc.record({
  top: partsAre, first: partsAre, subset: fc.boolean(), second: fc.boolean(), formula: fc.boolean(), records: fc.boolean(), each: block,
}).map(({ top, first, subset, second, formula, records, each }) => [
  {
    id: 'all', title: 'Tổng số', parts: second ? [['first', 'last'], ['one', 'two', 'last']] : ['first', 'last'], 'parts-are': top,
    rows: [
      { id: 'first', title: 'Nhóm một', parts: ['one', 'two'], 'parts-are': first, rows: [{ id: 'one', title: 'Một' }, { id: 'two', title: 'Hai' }] },
      { id: 'last', title: 'Cuối', ...(subset ? { 'of-which': ['one'] } : {}) },
    ],
  },
  { id: 'own', title: 'Dòng riêng' },
  ...(formula ? [{ id: 'rest', title: 'Còn lại', value: 'all - last * 2' }] : []),
  ...(records ? [{ id: 'listed', title: 'Các bản ghi', rows: { per: 'record' as const, title: 'Bản ghi', ...(each === undefined ? {} : { each }) } }] : []),
  ...(records && formula ? [{ id: 'more', title: 'Bản ghi khác', rows: { per: 'record' as const, title: 'Bản ghi khác' } }] : []),
])

/** Cells that are never filled in: of a printed row, and of all rows of a band. */
const closing = fc.subarray([{ rows: ['own', 'one'], columns: ['b'] }, { rows: ['listed'], columns: ['c', 'd'] }, { rows: ['male', 'estimate'], columns: ['a'] }])

const table = (id: string): fc.Arbitrary<TableDefinition> =>
  fc.tuple(columns, fc.oneof(fc.constant('one' as const), stubs, fc.boolean()), block, closing).map(([list, rows, each, cells]): TableDefinition => {
    const names = rows === 'one' || typeof rows === 'boolean' ? (each ?? []).flatMap(idsOf) : rows.flatMap(idsOf)
    const there = cells.map((one) => ({ ...one, rows: one.rows.filter((name) => names.includes(name)) })).filter((one) => one.rows.length > 0)
    const closed = there.length === 0 || rows === 'one' ? {} : { closed: there }
    if (rows === 'one' || Array.isArray(rows)) return { id, columns: list, rows, ...closed }
    const own = { per: 'lower-unit' as const, title: 'Đơn vị', ...(each === undefined ? {} : { each }), ...(rows ? { total: { id: 'sum_row', title: 'Tổng số' } } : {}) }
    return { id, columns: list, rows: own, ...closed, 'roll-up': { from: 'lower', cells: { a: 'main.a', b: 'main.b' } } }
  })

function idsOf(stub: StubDefinition): string[] {
  return [stub.id, ...(stub.rows === undefined ? [] : (Array.isArray(stub.rows) ? stub.rows : (stub.rows.each ?? [])).flatMap(idsOf))]
}

/** Columns that read a cell of a later table: of its total row where it has one, and a calculated one where it can. */
function across(other: TableDefinition): ColumnDefinition[] {
  const row = other.rows === 'one' ? '' : Array.isArray(other.rows) ? '.all' : other.rows.total === undefined ? undefined : other.rows.each === undefined ? '.sum_row' : `.sum_row_${other.rows.each[0]?.id}`
  if (row === undefined) return []
  const read = other.columns.some((column) => column.id === 'formula') ? 'formula' : 'b'
  return [{ id: 'from_other', title: 'Từ bảng khác', value: `${other.id}${row}.${read} + a`, decimals: 4 }]
}

const checks: readonly Omit<RuleDefinition, 'id' | 'table'>[] = [
  { check: 'or_zero(a) >= or_zero(b)', basis: 'ours', severity: 'explain', message: 'a nhỏ hơn b' },
  { check: 'a + b + c > d or is_blank(d)', basis: 'printed', message: 'd lớn' },
  { check: 'sum(column a) < 100000', basis: 'implied', severity: 'warning', message: 'nhiều' },
  { check: 'a / b < 2', basis: 'implied', message: 'tỷ lệ' },
  { check: 'cell < 50', columns: ['a', 'c'], basis: 'ours', message: 'ô {cell} quá 50' },
  { check: 'sum(group pair) >= 0', basis: 'implied', message: 'cặp âm' },
]

const definitions = fc
  .record({
    first: table('first_table'), second: fc.option(table('second_table'), { nil: undefined }),
    rules: fc.subarray(checks.map((rule, index) => ({ ...rule, id: `rule_${index}` }))),
    section: fc.boolean(),
  })
  .map(({ first, second, rules, section }): FormDefinition =>
    definitionOf({
      tables: second === undefined ? [first] : [{ ...first, columns: [...across(second), ...first.columns] }, second],
      rules: [...rules.map((rule) => ({ ...rule, table: 'first_table' })), ...(section ? [{ id: 'texts', table: 'notes', check: 'remark = "đủ" or amount < 5', basis: 'ours', message: 'ghi chú' }] : [])],
      ...(section
        ? {
            sections: [{
              id: 'notes',
              fields: [
                { id: 'remark', title: 'Ghi chú', kind: 'text' },
                { id: 'amount', title: 'Số', kind: 'number', min: -1000 },
                { id: 'both', title: 'Cả hai', kind: 'number', value: 'sum(column first_table.a, amount)', decimals: 2 },
              ],
            }],
          }
        : {}),
    }),
  )

/** Random sound forms; some combinations are circular or mix units, and the check leaves those out. */
export const forms: fc.Arbitrary<Form> = definitions.filter((definition) => checkForm(definition).length === 0).map(compileForm)

const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 6, arbitrary: fc.integer({ min: -30, max: 60 }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  { weight: 1, arbitrary: fc.constantFrom(LARGEST, -LARGEST, 2 ** 52, LARGEST - 1) },
)

export type Change = readonly [address: string, value: number | string | null]

/** An empty record with as many units in every table that has units. */
export function emptyRecord(form: Form, units: number): TableValues[] {
  return form.tables.map((one) => ({ id: one.id, rows: one.bands.flatMap((band) => Array.from({ length: units }, (_, unit) => ({ key: joinKey(one, band.index, `unit_${unit}`, ''), title: `Đơn vị ${unit}`, cells: [] }))) }))
}

export function openCells(sheet: Sheet): string[] {
  return addressesOf(sheet).filter((address) => ['typed', 'rolled-up'].includes(placeOf(sheet, address)?.role ?? ''))
}

export type Scene = { readonly form: Form; readonly record: TableValues[]; readonly patches: readonly (readonly Change[])[] }

/** A form, its empty record, and patches of random cells; a patch may name a cell several times. */
export const scenes: fc.Arbitrary<Scene> = fc
  .tuple(forms, fc.nat(3))
  .chain(([form, units]) => {
    const record = emptyRecord(form, units)
    const sheet = openSheet(form, record)
    const open = openCells(sheet)
    if (open.length === 0) return fc.constant<Scene>({ form, record, patches: [] })
    const change = fc.constantFrom(...open).chain((address): fc.Arbitrary<Change> => {
      const place = placeOf(sheet, address)
      const isText = place?.table.columns[place.column]?.kind === 'text'
      return fc.tuple(fc.constant(address), isText ? fc.constantFrom('đủ', 'thiếu', null, '') : count)
    })
    const patch = fc.oneof(fc.array(change, { minLength: 1, maxLength: 3 }), fc.array(change, { minLength: 5, maxLength: 25 }))
    return fc.array(patch, { minLength: 1, maxLength: 8 }).map((patches): Scene => ({ form, record, patches }))
  })
