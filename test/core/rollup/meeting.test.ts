// Figures that meet: every aggregation, two lower forms, rows per unit with blocks, rows by kind of unit and by code, held
// against sums of big integers that know nothing of the engine. The forms are those of test/support/rolled.
import { expect } from 'chai'
import fc from 'fast-check'
import { cellAt, openSheet, rowsOf, valuesOf, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import type { RowValues, TableValues } from '../../../engine/core/contract/filing.ts'
import { formatAddress } from '../../../engine/core/form/address.ts'
import { compileForm } from '../../../engine/core/form/compile.ts'
import { checkForm } from '../../../engine/core/form/check.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
import type { Source } from '../../../engine/core/rollup/contribution.ts'
import { originsOf, rollUp } from '../../../engine/core/rollup/roll-up.ts'
import { rolledForm, rolledPack } from '../../support/rolled-pack.ts'

const leaf = rolledForm('leaf')
const staff = rolledForm('staff')
const county = rolledForm('county')
const province = rolledForm('province')

type Figure = number | null
type Leaf = {
  readonly day: number
  readonly people: Figure
  readonly age: Figure
  readonly height: Figure
  readonly price: Figure
  readonly firstDay: Figure
  readonly flooded: Figure
  readonly note: string | null
  readonly births: readonly [male: Figure, female: Figure]
  readonly causes: readonly [fire: readonly [Figure, Figure], flood: readonly [Figure, Figure]]
  /** Own entries: which of the ministry's codes each stands for, '' for none, and cases by day and night. */
  readonly own: readonly (readonly [code: string, day: Figure, night: Figure])[]
}
type Staff = readonly [male: Figure, female: Figure]
/** 'none': not expected; 'awaited': expected and not in. */
type Unit = { readonly id: string; readonly kind: 'town' | 'ward'; readonly leaf: Leaf | 'awaited' | 'none'; readonly staff: Staff | 'awaited' | 'none' }

const figure = fc.option(fc.nat(1_000_000), { nil: null })
const pair = fc.tuple(figure, figure)
const leaves = fc.record<Leaf>({
  day: fc.nat(5), people: fc.option(fc.nat(5000), { nil: null }), age: fc.option(fc.nat(999), { nil: null }), height: fc.option(fc.integer({ min: -1000, max: 3000 }), { nil: null }),
  price: figure, firstDay: fc.option(fc.integer({ min: -40_000, max: 40_000 }), { nil: null }), flooded: fc.constantFrom(0, 1, null), note: fc.constantFrom('đủ', 'thiếu', null),
  births: pair, causes: fc.tuple(pair, pair), own: fc.array(fc.tuple(fc.constantFrom('fire', 'flood', 'water', ''), figure, figure), { maxLength: 4 }),
})
const present = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | 'awaited' | 'none'> => fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: fc.constantFrom('awaited' as const, 'none' as const) })
const units = fc.uniqueArray(
  fc.record({ id: fc.nat(40).map((n) => `don_vi_${n}`), kind: fc.constantFrom('town' as const, 'ward' as const), leaf: present(leaves), staff: present(pair) }),
  { selector: ({ id }) => id, maxLength: 8 },
)

const isIn = <T>(one: T | 'awaited' | 'none'): one is T => one !== 'awaited' && one !== 'none'
const recordOf = (form: typeof leaf, tables: Record<string, Record<string, (number | string | null)[]>>, own: readonly RowValues[] = []): TableValues[] =>
  valuesOf(openSheet(form, [...Object.entries(tables).map(([id, rows]) => ({ id, rows: Object.entries(rows).map(([key, cells]) => ({ key, cells })) })), { id: 'own', rows: [...own] }]))

function leafRecord({ people, age, height, price, firstDay, flooded, note, births, causes, own }: Leaf): TableValues[] {
  const rows = own.flatMap(([code, day, night], index) => [{ key: `muc_${index}/day`, title: 'Mục riêng', code, cells: [day] }, { key: `muc_${index}/night`, title: 'Mục riêng', code, cells: [night] }])
  const tables = recordOf(leaf, { main: { '': [people, age, height, height, price, firstDay, flooded, note] }, sexes: { male: [births[0]], female: [births[1]] }, causes: { fire: [...causes[0]], flood: [...causes[1]] } })
  // A sheet knows no codes: they are on the record.
  return tables.map((table) => (table.id === 'own' ? { id: 'own', rows } : table))
}

function sourcesOf(all: readonly Unit[]): Source[] {
  return all.flatMap(({ id, kind, leaf: own, staff: clerks }): Source[] => {
    const unit = { id, title: `Đơn vị ${id}`, kind }
    return [
      ...(own === 'none' ? [] : [{ reference: `${rolledPack}/leaf`, unit, ...(isIn(own) ? { figures: { form: leaf, tables: leafRecord(own), asOf: `2020-10-${own.day}` } } : {}) }]),
      ...(clerks === 'none' ? [] : [{ reference: `${rolledPack}/staff`, unit, ...(isIn(clerks) ? { figures: { form: staff, tables: recordOf(staff, { main: { male: [clerks[0]], female: [clerks[1]] } }), asOf: '2020-10-31' } } : {}) }]),
    ]
  })
}

const groups = (codelist: string): ReadonlyMap<string, string> => new Map(codelist === `${rolledPack}/causes` ? [['fire', 'heat'], ['flood', 'water']] : [])
const sheetOf = (all: readonly Unit[], current: readonly TableValues[] = []): Sheet => openSheet(county, rollUp(county, rolledPack, current, sourcesOf(all), groups))
const at = (sheet: Sheet, address: string): unknown => cellAt(sheet, address).value

// — the oracle —

const filled = (values: readonly Figure[]): bigint[] => values.filter((one) => one !== null).map(BigInt)
const sum = (values: readonly Figure[]): number | null => (filled(values).length === 0 ? null : Number(filled(values).reduce((a, b) => a + b, 0n)))
const least = (values: readonly Figure[]): number | null => (filled(values).length === 0 ? null : Math.min(...values.filter((one) => one !== null)))
const most = (values: readonly Figure[]): number | null => (filled(values).length === 0 ? null : Math.max(...values.filter((one) => one !== null)))
/** Of values that are not negative. */
function mean(pairs: readonly (readonly [value: Figure, weight: Figure])[]): number | null {
  const there = pairs.filter(([value, weight]) => value !== null && weight !== null).map(([value, weight]) => [BigInt(value as number), BigInt(weight as number)] as const)
  const weight = there.reduce((a, [, one]) => a + one, 0n)
  if (weight === 0n) return null
  const total = there.reduce((a, [value, one]) => a + value * one, 0n)
  return Number(total / weight + ((total % weight) * 2n >= weight ? 1n : 0n))
}
type In = Unit & { readonly leaf: Leaf }
const withLeaf = (all: readonly Unit[]): In[] => all.filter((one): one is In => isIn(one.leaf))
const latest = <T>(all: readonly In[], of: (one: Leaf) => T | null): T | null =>
  all.filter((one) => of(one.leaf) !== null).sort((a, b) => a.leaf.day - b.leaf.day || (a.id < b.id ? -1 : 1)).map((one) => of(one.leaf)).at(-1) ?? null

describe('figures that meet', () => {
  it('in one row become one by the aggregation of their column, whichever of two forms they come from', () => {
    fc.assert(fc.property(units, (all) => {
      const sheet = sheetOf(all)
      const own = withLeaf(all)
      const column = (of: (one: Leaf) => Figure): Figure[] => own.map((one) => of(one.leaf))
      const clerks = sum(all.flatMap((one) => (isIn(one.staff) ? one.staff : [])))
      const people = sum(column((one) => one.people))
      const answers = own.filter((one) => one.leaf.people !== null).length
      const wanted = {
        people, clerks, answers: answers === 0 ? null : answers,
        age: mean(own.map(({ leaf: one }) => [one.age, one.people])),
        lowest: least(column((one) => one.height)), highest: most(column((one) => one.height)),
        first_day: least(column((one) => one.firstDay)), flooded: most(column((one) => one.flooded)),
        price: latest(own, (one) => one.price), note: latest(own, (one) => one.note),
      }
      expect(Object.fromEntries(Object.keys(wanted).map((id) => [id, at(sheet, `all.${id}`)]))).to.deep.equal(wanted)
      const rate = people === null || clerks === null ? null : clerks === 0 ? 'division-by-zero' : Number((200n * BigInt(people) + BigInt(clerks)) / (2n * BigInt(clerks)))
      expect(cellAt(sheet, 'all.rate').error ?? at(sheet, 'all.rate'), 'calculated again').to.equal(rate)
    }))
  })

  it('stand in the rows of their unit, a block for each kind, and two forms of one unit make no second one', () => {
    fc.assert(fc.property(units, (all) => {
      const sheet = sheetOf(all)
      const rows = new Map<string, (number | null)[]>()
      for (const { id, kind, leaf: own, staff: clerks } of all) {
        const births = isIn(own) ? own.births : [null, null]
        const people = isIn(clerks) && kind === 'town' ? clerks : [null, null]
        if (kind === 'town' && !(own === 'none' && clerks === 'none')) ['male', 'female'].forEach((row, index) => rows.set(`0:${id}/${row}`, [births[index] ?? null, people[index] ?? null]))
        if (kind === 'ward' && own !== 'none') rows.set(`1:${id}/man`, [births[0] ?? null, null])
      }
      const found = new Map(rowsOf(sheet, 'units').filter((row) => row.kind === 'dynamic').map((row) => [row.key, ['births', 'clerks'].map((column) => at(sheet, formatAddress('units', row.key, column, true)))]))
      expect([...found].sort()).to.deep.equal([...rows].sort())
      const total = (key: string): number | null => sum([...rows].filter(([row]) => row.endsWith(key)).map(([, [births]]) => births ?? null))
      expect(['towns_male', 'towns_female', 'wards_man'].map((row) => at(sheet, `units.${row}.births`))).to.deep.equal([total('/male'), total('/female'), total('/man')])
    }))
  })

  it('come together by kind of unit, by code, of printed rows and of entries that units mapped to the ministry’s, and by group of codes', () => {
    fc.assert(fc.property(units, (all) => {
      const sheet = sheetOf(all)
      const own = withLeaf(all)
      for (const [row, kind] of [['towns', 'town'], ['wards', 'ward']] as const) {
        const some = own.filter((one) => one.kind === kind)
        expect([at(sheet, `kinds.${row}.people`), at(sheet, `kinds.${row}.age`)], row).to.deep.equal([sum(some.map((one) => one.leaf.people)), mean(some.map(({ leaf: one }) => [one.age, one.people]))])
      }
      for (const [index, code] of ['fire', 'flood'].entries()) {
        const of = (column: 0 | 1): Figure[] => own.map((one) => (one.leaf.causes[index] as readonly [Figure, Figure])[column])
        expect([at(sheet, `printed.${code}.cases`), at(sheet, `printed.${code}.worst`)], code).to.deep.equal([sum(of(0)), most(of(1))])
        const mapped = own.flatMap((one) => one.leaf.own.filter(([to]) => to === code))
        const listed = rowsOf(sheet, 'listed').filter((row) => row.key.startsWith(`${code}/`)).map((row) => [row.key, at(sheet, `listed[${row.key}].cases`)])
        expect(listed).to.deep.equal(mapped.length === 0 ? [] : [[`${code}/night`, sum(mapped.map(([, , night]) => night))], [`${code}/day`, sum(mapped.map(([, day]) => day))]])
      }
      for (const [group, codes] of [['heat', ['heat', 'fire']], ['water', ['water', 'flood']]] as const) {
        const mapped = own.flatMap((one) => one.leaf.own.filter(([to]) => codes.includes(to as never)))
        expect(at(sheet, `grouped.${group}.cases`), group).to.equal(sum(mapped.map(([, day]) => day)))
        const row = rowsOf(sheet, 'groups').find((one) => one.key === `${group}/night`)
        expect(row === undefined ? 'no row' : at(sheet, `groups[${group}/night].cases`)).to.equal(mapped.length === 0 ? 'no row' : sum(mapped.map(([, , night]) => night)))
      }
      expect(rowsOf(sheet, 'listed').some((row) => row.key.startsWith('/')), 'what is mapped to no code').to.equal(false)
    }))
  })

  it('are the same in whatever order their sources come', () => {
    fc.assert(fc.property(units.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }))), ([all, shuffled]) => {
      expect(cellsOf(sheetOf(shuffled))).to.deep.equal(cellsOf(sheetOf(all)))
    }))
  })

  it('are after any number of roll-ups what one from nothing makes of the last sources, and what people have typed stays', () => {
    fc.assert(fc.property(fc.array(units, { minLength: 1, maxLength: 4 }), (turns) => {
      const typed: TableValues[] = [
        { id: 'all', rows: [{ key: '', cells: [...Array.from({ length: 11 }, () => null), 77] }] },
        { id: 'listed', rows: [{ key: 'flood/day', title: 'Lụt', cells: [null, 'đã xem'] }] },
      ]
      let current: TableValues[] = typed
      for (const turn of turns) current = valuesOf(sheetOf(turn, current))
      const last = turns.at(-1) as Unit[]
      expect(cellsOf(openSheet(county, current))).to.deep.equal(cellsOf(sheetOf(last, typed)))
      const sheet = openSheet(county, current)
      expect([at(sheet, 'all.plan'), at(sheet, 'listed[flood/day].remark')]).to.deep.equal([77, 'đã xem'])
      expect(cellsOf(sheetOf(last, current))).to.deep.equal(cellsOf(sheet))
    }))
  })

  it('lead back to the cells they are made of, and to those who are expected and not in', () => {
    fc.assert(fc.property(units, (all) => {
      const sources = sourcesOf(all)
      const sheet = sheetOf(all)
      const from = (address: string) => originsOf(county, rolledPack, sources, address, groups).map(({ source, at: cell }) => {
        const own = source.figures === undefined || cell === undefined ? undefined : source.figures.tables.find((table) => table.id === cell.table)?.rows.find((row) => row.key === cell.row)
        return { unit: source.unit.id, isIn: source.figures !== undefined, value: (own?.cells[source.figures?.form.byId.get(cell?.table ?? '')?.columnOf.get(cell?.column ?? '') ?? -1] ?? null) as Figure }
      })
      const sums = ['all.people', 'all.clerks', 'kinds.towns.people', 'kinds.wards.people', 'printed.fire.cases', 'grouped.water.cases', ...rowsOf(sheet, 'listed').filter((row) => row.kind === 'dynamic').map((row) => `listed[${row.key}].cases`), ...rowsOf(sheet, 'units').filter((row) => row.kind === 'dynamic').map((row) => `units[${row.key}].births`)]
      for (const address of sums) expect(sum(from(address).map((one) => one.value)), address).to.equal(at(sheet, address))
      const awaited = (kinds: readonly string[]): string[] => all.filter((one) => one.leaf === 'awaited' && kinds.includes(one.kind)).map((one) => one.id)
      for (const [address, kinds] of [['all.people', ['town', 'ward']], ['kinds.towns.people', ['town']], ['printed.flood.worst', ['town', 'ward']], ['listed[fire/day].cases', ['town', 'ward']]] as const) {
        expect(from(address).filter((one) => !one.isIn).map((one) => one.unit), address).to.deep.equal(awaited(kinds))
      }
      expect(from('all.plan')).to.deep.equal([])
    }))
  })

  it('say that they are too large, wherever they are carried, and are never blank or wrong', () => {
    const large = (id: string, people: number): Unit => ({ id, kind: 'town', leaf: { ...fc.sample(leaves, 1)[0] as Leaf, people, age: 10 }, staff: 'none' })
    const sheet = sheetOf([large('a', Number.MAX_SAFE_INTEGER), large('b', 2)])
    expect(cellAt(sheet, 'all.people')).to.deep.include({ value: null, error: 'out-of-range' })
    expect(cellAt(sheet, 'all.rate'), 'what is calculated with it').to.deep.include({ error: 'out-of-range' })
    expect(at(sheet, 'all.answers')).to.equal(2)
    // Through a record and a seal, into a row per unit and its total, and into one row.
    const tables = valuesOf(openSheet(county, valuesOf(sheet)))
    const top = openSheet(province, rollUp(province, rolledPack, [], [{ reference: `${rolledPack}/county`, unit: { id: 'c', title: 'Huyện', kind: 'county' }, figures: { form: county, tables, asOf: '1' } }]))
    for (const address of ['all.people', 'all.age', 'counties[c].people', 'counties.whole.people', 'counties.whole.age']) expect(cellAt(top, address), address).to.deep.include({ value: null, error: 'out-of-range' })
    expect(cellAt(top, 'all.answers')).to.deep.include({ value: 2 })
  })
})

/** A row for all, and a row per unit in which the figures of two forms meet. */
const mixedDefinition: FormDefinition = {
  id: 'mixed', code: 'M', title: 'Hai cách', 'legal-basis': 'Kiểm thử', version: 1, source: { confidence: 'ours', note: 'Kiểm thử' },
  routes: [{ reporting: ['county'], workflow: 'report' }], signatures: ['Người lập biểu'],
  tables: [{
    id: 'main',
    columns: [
      { id: 'answers', title: 'Số nơi có số', aggregate: 'count' },
      { id: 'people', title: 'Số người' },
      { id: 'age', title: 'Tuổi bình quân', decimals: 1, aggregate: 'mean', weight: 'people' },
      { id: 'heads', title: 'Dân và cán bộ' },
    ],
    rows: [{ id: 'all', title: 'Tất cả' }, { id: 'units', title: 'Các đơn vị', rows: { per: 'lower-unit', title: 'Đơn vị' } }],
    'roll-up': [
      { from: 'leaf', cells: { answers: 'main.people', people: 'main.people', age: 'main.age', heads: 'main.people' } },
      { from: 'staff', kinds: ['town'], cells: { heads: 'main.whole.clerks' } },
      { from: 'leaf', into: 'all', cells: { answers: 'main.people' } },
    ],
  }, {
    id: 'codes', columns: [{ id: 'cases', title: 'Số vụ' }], rows: [{ id: 'fire', title: 'Cháy' }, { id: 'storm', title: 'Bão' }],
    'roll-up': { from: 'leaf', by: 'code', cells: { cases: 'causes.cases' } },
  }, {
    id: 'groups', columns: [{ id: 'cases', title: 'Số vụ' }], rows: [{ id: 'heat', title: 'Do nhiệt' }, { id: 'storm', title: 'Bão' }],
    'roll-up': { from: 'leaf', by: 'group', cells: { cases: 'own.day.cases' } },
  }],
}

describe('the row of a unit', () => {
  const mixed = compileForm(mixedDefinition)
  const some = fc.sample(leaves, 1)[0] as Leaf
  const sources = sourcesOf([
    { id: 'a', kind: 'town', leaf: { ...some, people: 5, age: 300 }, staff: [2, null] },
    { id: 'b', kind: 'town', leaf: { ...some, people: null, age: 405 }, staff: 'awaited' },
  ])
  const tables = rollUp(mixed, rolledPack, [{ id: 'main', rows: [{ key: 'a', title: 'Tên cũ', cells: [null, null, null, null] }] }], sources)
  const sheet = openSheet(mixed, tables)

  it('is of a form that passes its checks', () => {
    expect(checkForm(mixedDefinition)).to.deep.equal([])
  })

  it('holds its own figure as it is, a mean without its weight, too, and only the rows above count and weigh', () => {
    expect(['a', 'b'].map((unit) => ['answers', 'people', 'age'].map((column) => at(sheet, `main[${unit}].${column}`)))).to.deep.equal([[5, 5, 300], [null, null, 405]])
    expect(['all', 'units'].map((row) => at(sheet, `main.${row}.answers`))).to.deep.equal([1, 1])
    expect(at(sheet, 'main.units.age')).to.equal(300)
  })

  it('adds up what two forms of the unit bring to one cell', () => {
    expect(['a', 'b'].map((unit) => at(sheet, `main[${unit}].heads`))).to.deep.equal([7, null])
  })

  it('is called what the unit is called now, and stands in the order of the sources', () => {
    expect(tables[0]?.rows.map((row) => [row.key, row.title])).to.deep.equal([['a', 'Đơn vị a'], ['b', 'Đơn vị b'], ['all', undefined]])
  })

  it('is no row that the table does not have, for a code that nobody has printed', () => {
    const leafOf = (own: Leaf['own']): Unit => ({ id: 'a', kind: 'town', leaf: { ...some, causes: [[3, 1], [4, 1]], own }, staff: 'none' })
    const above = (): ReadonlyMap<string, string> => new Map([['fire', 'heat'], ['heat', 'nature']])
    const rolled = rollUp(mixed, rolledPack, [], sourcesOf([leafOf([['fire', 8, null], ['flood', 9, null]])]), above)
    expect(rolled.find((table) => table.id === 'codes')?.rows).to.deep.equal([{ key: 'fire', cells: [3] }])
    // As of a version of the lower form that does not have the table yet.
    const [old] = sourcesOf([leafOf([])]).map((one) => ({ ...one, figures: { form: staff, tables: [], asOf: '1' } }))
    expect(rollUp(mixed, rolledPack, [], old === undefined ? [] : [old]).find((table) => table.id === 'codes')?.rows).to.deep.equal([])
    expect(rolled.find((table) => table.id === 'groups')?.rows, 'the nearest group that is printed').to.deep.equal([{ key: 'heat', cells: [8] }])
  })

  it('of a code is called what the code is called below, or by its code where units have names of their own for it', () => {
    const unit = { id: 'c', title: 'Huyện', kind: 'county' }
    const titles = (code?: string): unknown[] => {
      const rows = [{ key: 'fire/day', title: 'Cháy', ...(code === undefined ? {} : { code }), cells: [1, null] }]
      const rolled = rollUp(province, rolledPack, [], [{ reference: `${rolledPack}/county`, unit, figures: { form: county, tables: [{ id: 'listed', rows }], asOf: '1' } }])
      return rolled.find((table) => table.id === 'listed')?.rows.map((row) => [row.key, row.title, ...row.cells]) ?? []
    }
    expect(titles()).to.deep.equal([['fire/day', 'Cháy', 1], ['fire/night', 'Cháy', null]])
    expect(titles('flood')).to.deep.equal([['flood/day', 'flood', 1], ['flood/night', 'flood', null]])
  })

  it('is nowhere for an address that leads nowhere', () => {
    for (const address of ['other.people', 'main.people', 'main[c].people', 'main[a].nothing', '', 'constructor.a']) expect(originsOf(mixed, rolledPack, sources, address), address).to.deep.equal([])
  })
})

const cellsOf = (sheet: Sheet): Record<string, unknown> =>
  Object.fromEntries(valuesOf(sheet).flatMap((table) => table.rows.flatMap((row) => row.cells.map((value, index) => [`${table.id} ${row.key} ${index}`, value]))))

// — trees of any shape —

/** A unit that has units below it, of the same form or of leaves. */
const nodeDefinition: FormDefinition = {
  id: 'node', code: 'N', title: 'Nút', 'legal-basis': 'Kiểm thử', version: 1, source: { confidence: 'ours', note: 'Kiểm thử' },
  routes: [{ reporting: ['town'], workflow: 'report' }], signatures: ['Người lập biểu'],
  tables: [{
    id: 'all', rows: 'one',
    columns: [
      { id: 'people', title: 'Số người' },
      { id: 'age', title: 'Tuổi bình quân', decimals: 1, aggregate: 'mean', weight: 'people' },
      { id: 'lowest', title: 'Thấp nhất', min: -1000, aggregate: 'min' },
      { id: 'highest', title: 'Cao nhất', min: -1000, aggregate: 'max' },
      { id: 'counted', title: 'Đếm được', aggregate: 'count' },
      { id: 'below', title: 'Các nút dưới đếm được' },
      { id: 'answers', title: 'Số nơi có số', value: 'sum(counted, below)' },
    ],
    'roll-up': [
      { from: 'leaf', cells: { people: 'main.people', age: 'main.age', lowest: 'main.lowest', highest: 'main.highest', counted: 'main.people' } },
      { from: 'node', cells: { people: 'all.people', age: 'all.age', lowest: 'all.lowest', highest: 'all.highest', below: 'all.answers' } },
    ],
  }],
}
const node = compileForm(nodeDefinition)

type Tree = { readonly leaf: Leaf } | { readonly below: readonly Tree[] }

function sourceOf(tree: Tree, id: string): Source {
  const unit = { id, title: id, kind: 'town' }
  return 'leaf' in tree
    ? { reference: `${rolledPack}/leaf`, unit, figures: { form: leaf, tables: leafRecord(tree.leaf), asOf: '1' } }
    : { reference: `${rolledPack}/node`, unit, figures: { form: node, tables: tablesOf(tree), asOf: '1' } }
}
const tablesOf = ({ below }: { readonly below: readonly Tree[] }): TableValues[] => valuesOf(openSheet(node, rollUp(node, rolledPack, [], below.map((one, index) => sourceOf(one, `u${index}`)))))
const leavesOf = (tree: Tree): Leaf[] => ('leaf' in tree ? [tree.leaf] : tree.below.flatMap(leavesOf))
const heightOf = (tree: Tree): number => ('leaf' in tree ? 0 : 1 + Math.max(0, ...tree.below.map(heightOf)))

const treeOf = (one: fc.Arbitrary<Leaf>): fc.Arbitrary<{ readonly below: readonly Tree[] }> =>
  fc.letrec<{ tree: Tree; node: { readonly below: readonly Tree[] } }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, one.map((own): Tree => ({ leaf: own })), tie('node')),
    node: fc.record({ below: fc.array(tie('tree'), { maxLength: 4 }) }),
  })).node

describe('a tree of units', () => {
  const columns = ['people', 'age', 'lowest', 'highest', 'answers'] as const
  const figuresOf = (tables: readonly TableValues[]) => Object.fromEntries(columns.map((column) => [column, cellAt(openSheet(node, tables), `all.${column}`).value])) as Record<(typeof columns)[number], Figure>
  const both = (tree: { readonly below: readonly Tree[] }) => ({ high: figuresOf(tablesOf(tree)), flat: figuresOf(tablesOf({ below: leavesOf(tree).map((own) => ({ leaf: own })) })) })

  it('has a form that passes its checks', () => {
    expect(checkForm(nodeDefinition)).to.deep.equal([])
  })

  it('of one leaf gives the leaf, however high it stands', () => {
    fc.assert(fc.property(leaves, fc.integer({ min: 1, max: 5 }), (own, height) => {
      let tree: Tree = { leaf: own }
      for (let level = 0; level < height; level++) tree = { below: [tree] }
      const { people, age, height: meters } = own
      const isWeighed = (people ?? 0) > 0
      expect(figuresOf(tablesOf(tree as { below: Tree[] }))).to.deep.equal({ people, age: isWeighed ? age : null, lowest: meters, highest: meters, answers: people === null ? null : 1 })
    }))
  })

  it('gives level by level what all leaves give at once: sums, extremes and counts exactly, means within half a unit a level', () => {
    fc.assert(fc.property(treeOf(leaves), (tree) => {
      const { high: { age, ...high }, flat: { age: flatAge, ...flat } } = both(tree)
      expect(high).to.deep.equal(flat)
      // A weight can be filled in where the mean is not: then it goes up with the others' mean. Such leaves are left out here.
      if (leavesOf(tree).some((one) => one.age === null && one.people !== null)) return
      expect(age === null).to.equal(flatAge === null)
      if (age !== null && flatAge !== null) expect(Math.abs(age - flatAge)).to.be.at.most((heightOf(tree) + 1) / 2)
    }))
  })

  it('gives the same mean exactly where no level has to round', () => {
    // 27720 divides by every number of people up to 12, so each mean on the way is a whole count of units.
    const exact = fc.record({ steps: fc.nat(100), people: fc.nat(2) })
    const whole = fc.tuple(leaves, exact).map(([one, { steps, people }]): Leaf => ({ ...one, people, age: steps * 27720 }))
    let compared = 0
    fc.assert(fc.property(treeOf(whole), (tree) => {
      if ((sum(leavesOf(tree).map((one) => one.people)) ?? 0) > 12) return
      compared++
      const { high, flat } = both(tree)
      expect(high.age).to.equal(flat.age)
      expect(flat.age).to.equal(mean(leavesOf(tree).map((one) => [one.age, one.people])))
    }))
    expect(compared).to.be.greaterThan(30)
  })
})
