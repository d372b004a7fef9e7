import { expect } from 'chai'
import fc from 'fast-check'
import { checkForm } from '../../../engine/core/form/check.ts'
import { compileForm } from '../../../engine/core/form/compile.ts'
import { openSheet } from '../../../engine/core/calculation/sheet.ts'
import { repositoryForms } from '../../support/repository-packs.ts'
import { definitionOf, issuesOf } from './definitions.ts'

/** One table of one row with these columns, as YAML flow maps, and whatever comes behind it. */
const withColumns = (columns: string, behind = ''): string => `
tables:
  - id: main
    columns: [${columns}]
    rows: one
${behind}`

const a = '{ id: a, title: A }'
const b = '{ id: b, title: B }'
const c = '{ id: c, title: C }'

describe('the check of a form', () => {
  it('lets the forms of this repository pass', () => {
    for (const form of repositoryForms) expect(checkForm(form.definition), form.id).to.deep.equal([])
  })

  it('finds ids that stand twice or are words of the language, at every level', () => {
    expect(issuesOf(withColumns(`${a}, ${a}`))).to.deep.equal(['form.duplicate-id /tables/0/columns/1'])
    expect(issuesOf(withColumns(`${a}, { title: G, columns: [${a}] }`))).to.deep.equal(['form.duplicate-id /tables/0/columns/1/columns/0'])
    expect(issuesOf(withColumns('{ id: and, title: A }'))).to.deep.equal(['form.reserved-id /tables/0/columns/0'])
    expect(issuesOf(withColumns(a, 'sections: [{ id: main, fields: [{ id: x, title: X, kind: number }] }]'))).to.deep.equal(['form.duplicate-id /sections/0'])
    expect(issuesOf(withColumns(a, 'sections: [{ id: s, fields: [{ id: x, title: X, kind: number }, { id: x, title: Y, kind: text }] }]'))).to.deep.equal(['form.duplicate-id /sections/0/fields/1'])
    expect(issuesOf(withColumns(a, 'rules: [{ id: r, check: a > 1, basis: ours, message: m }, { id: r, check: a > 2, basis: ours, message: m }]'))).to.deep.equal(['form.duplicate-id /rules/1'])
    expect(issuesOf('{ tables: [{ id: main, columns: [{ id: a, title: A }], rows: [{ id: x, title: X, rows: [{ id: x, title: Y }] }] }] }')).to.deep.equal(['form.duplicate-id /tables/0/rows/0/rows/0'])
  })

  it('finds relations over columns that there are not, that ask for nothing, or that ours would block, each by its own kind', () => {
    const related = (relation: string): string[] => issuesOf(`{ tables: [{ id: main, rows: one, columns: [${a}, ${b}], relations: [${relation}] }] }`)
    for (const kind of ['same: aa, as: b', 'carried-over: aa, from: b', 'change: aa, beyond: 50', 'range: aa, most: 5']) {
      expect(related(`{ ${kind}, basis: implied }`), kind).to.deep.equal([`form.unknown-column /tables/0/relations/0/${kind.slice(0, kind.indexOf(':'))}`])
      expect(related(`{ ${kind.replace('aa', 'a')}, basis: implied }`), kind).to.deep.equal([])
      expect(related(`{ ${kind.replace('aa', 'a')}, basis: ours, severity: error }`), kind).to.deep.equal(['rule.ours-cannot-block /tables/0/relations/0/severity'])
    }
    expect(related('{ carried-over: a, from: bb, basis: implied }')).to.deep.equal(['form.unknown-column /tables/0/relations/0/from'])
    expect(related('{ range: a, basis: implied }')).to.deep.equal(['form.range-without-limits /tables/0/relations/0'])
    expect(related('{ range: a, least: 3, most: 2, basis: implied }')).to.deep.equal(['form.limits-crossed /tables/0/relations/0'])
    expect(related('{ range: a, least: 3, most: 3, basis: implied }')).to.deep.equal([])
    expect(issuesOf(`{ tables: [{ id: main, columns: [${a}], rows: { per: record, title: R, least: 3, most: 2 } }] }`)).to.deep.equal(['form.limits-crossed /tables/0/rows'])
    expect(issuesOf(withColumns(a, 'sections: [{ id: s, repeat: { title: R, least: 3, most: 2 }, fields: [{ id: x, title: X, kind: number }] }]'))).to.deep.equal(['form.limits-crossed /sections/0/repeat'])
  })

  it('finds parts that there are not, twice, or of themselves, in every breakdown by its own place', () => {
    expect(issuesOf(withColumns(`{ id: t, title: T, parts: [a, bb] }, ${a}, ${b}`))).to.deep.equal(['form.unknown-column /tables/0/columns/0/parts/1'])
    expect(issuesOf(withColumns(`{ id: t, title: T, parts: [[a, b], [a, t], [b, b]] }, ${a}, ${b}`))).to.deep.equal([
      'form.part-of-itself /tables/0/columns/0/parts/1/1', 'form.part-twice /tables/0/columns/0/parts/2/1',
    ])
    expect(issuesOf(withColumns(`{ id: t, title: T, of-which: [x] }, ${a}`))).to.deep.equal(['form.unknown-column /tables/0/columns/0/of-which/0'])
  })

  it('finds rows that are filled in twice: by a formula and by their parts, or by either and by what stands below', () => {
    const row = (more: string): string[] => issuesOf(`{ tables: [{ id: main, columns: [${a}], rows: [{ id: x, title: X, ${more} }, { id: y, title: Y }] }] }`)
    expect(row('value: y * 2, parts: [y], parts-are: computed')).to.deep.equal(['form.value-and-parts /tables/0/rows/0'])
    for (const more of ['parts: [y]', 'value: y * 2']) expect(row(`${more}, rows: { per: record, title: R }`), more).to.deep.equal(['form.value-and-parts /tables/0/rows/0'])
    expect(row('value: y * 2, parts: [y]')).to.deep.equal([])
  })

  it('finds circles of formulas, through parts, rows, columns and tables, and no circle where there is none', () => {
    expect(issuesOf(withColumns('{ id: a, title: A, value: b + 1 }, { id: b, title: B, value: a + 1 }'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(withColumns('{ id: a, title: A, value: a + 1 }'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(withColumns('{ id: a, title: A, value: sum(column a) }'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(withColumns(`{ id: t, title: T, parts: [u], parts-are: computed }, { id: u, title: U, parts: [t], parts-are: computed }`))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(withColumns(`{ id: t, title: T, parts: [u] }, { id: u, title: U, parts: [t] }`))).to.deep.equal([])
    expect(issuesOf(withColumns(`${a}, { id: t, title: T, value: notes.n + a }`, 'sections: [{ id: notes, fields: [{ id: n, title: N, kind: number, value: main.t + 1 }] }]'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(withColumns(`${a}, { id: t, title: T, value: notes.n + a }`, 'sections: [{ id: notes, fields: [{ id: n, title: N, kind: number, value: main.a + 1 }] }]'))).to.deep.equal([])
    // The total row is the sum of a column that reads the total row of another one.
    const rows = 'rows: [{ id: all, title: T, parts: [x, y], parts-are: computed, rows: [{ id: x, title: X }, { id: y, title: Y }] }]'
    expect(issuesOf(`{ tables: [{ id: main, columns: [${a}, { id: s, title: S, value: a / main.all.a, decimals: 2 }], ${rows} }] }`)).to.deep.equal([])
    expect(issuesOf(`{ tables: [{ id: main, columns: [${a}, { id: s, title: S, value: a / main.all.s, decimals: 2 }], ${rows} }] }`)).to.deep.equal(['form.cycle /tables'])
  })

  it('names the circle by its cells', () => {
    const [found] = checkForm(definitionOf(withColumns(`{ id: a, title: A, value: b + 1 }, { id: b, title: B, value: c + 1 }, { id: c, title: C, value: a + 1 }`)))
    expect(found?.params).to.deep.equal({ path: 'main.a → main.b → main.c → main.a' })
  })

  it('finds formulas over names that there are not, of another kind, or over nothing', () => {
    const rule = (check: string): string[] => issuesOf(withColumns(`${a}, ${b}`, `rules: [{ id: r, check: '${check}', basis: implied, message: m }]`))
    expect(rule('aa > 1')).to.deep.equal(['expression.unknown-name /rules/0/check'])
    expect(rule('main.all.a > 1')).to.deep.equal(['expression.unknown-name /rules/0/check'])
    expect(rule('main.a.b.c > 1')).to.deep.equal(['expression.unknown-name /rules/0/check'])
    expect(rule('constructor > 1')).to.deep.equal(['expression.unknown-name /rules/0/check'])
    expect(rule('main.a > b')).to.deep.equal([])
    expect(rule('a + b')).to.deep.equal(['expression.type /rules/0/check'])
    expect(rule('a > "1"')).to.deep.equal(['expression.type /rules/0/check'])
    expect(rule('a = "reference"')).to.deep.equal(['expression.type /rules/0/check'])
    expect(rule('"reference" = "column"')).to.deep.equal(['expression.reads-nothing /rules/0/check'])
    expect(rule('if(a > 0, a > 1, b)')).to.deep.equal(['expression.type /rules/0/check'])
    expect(rule('abs(column a) > 1')).to.deep.equal(['expression.column-not-taken /rules/0/check'])
    expect(rule('sum() > a')).to.deep.equal(['expression.arguments /rules/0/check'])
    expect(rule('summ(a) > 1')).to.deep.equal(['expression.unknown-operator /rules/0/check'])
    expect(rule('a > > 1')).to.deep.equal(['expression.syntax /rules/0/check'])
  })

  it('finds limits that are not exact or crossed, and parts in another unit', () => {
    expect(issuesOf(withColumns('{ id: a, title: A, min: 0.5 }'))).to.deep.equal(['form.limit-not-exact /tables/0/columns/0/min'])
    expect(issuesOf(withColumns('{ id: a, title: A, max: 9007199254740992 }'))).to.deep.equal(['form.limit-not-exact /tables/0/columns/0/max'])
    expect(issuesOf(withColumns('{ id: a, title: A, decimals: 1, min: 0.5, max: 0.4 }'))).to.deep.equal(['form.limits-crossed /tables/0/columns/0'])
    expect(issuesOf(withColumns(`{ id: t, title: T, measure: việc, parts: [a] }, { id: a, title: A, measure: người }`))).to.deep.equal(['form.measure-mismatch /tables/0/columns/0'])
    expect(issuesOf(withColumns(`{ id: t, title: T, decimals: 1, parts: [a] }, ${a}`))).to.deep.equal(['form.measure-mismatch /tables/0/columns/0'])
  })

  it('finds rows in another unit that are parts of one, added up or compared, where a column leaves the unit to its rows', () => {
    const rows = (columns: string, total: string, rule = 'main.x.a > main.y.a'): string[] => issuesOf(`
      tables:
        - id: main
          columns: [${columns}]
          rows: [{ id: x, title: X, measure: bản }, { id: y, title: Y, measure: việc }, { id: t, title: T, ${total} }]
      rules: [{ id: r, check: ${rule}, basis: implied, message: m }]`)
    const [plain, own] = [a, '{ id: a, title: A, measure: đồng }']
    expect(rows(plain, 'value: x + y')).to.deep.equal(['expression.measure /tables/0/rows/2/value', 'expression.measure /rules/0/check'])
    expect(rows(own, 'value: x + y')).to.deep.equal([])
    expect(rows(plain, 'value: x * 2', 'main.x.a > 1')).to.deep.equal([])
    expect(rows(`${own}, ${b}`, 'value: x + y', 'a > 1')).to.deep.equal(['expression.measure /tables/0/rows/2/value'])
    expect(rows(plain, 'measure: bản, parts: [x, y]', 'a > 1')).to.deep.equal(['form.measure-mismatch /tables/0/rows/2'])
  })

  it('lets a rule over columns name the cell of the column in another row, and in no row that there is not', () => {
    const rule = (check: string, more = ', columns: [a, b]'): string[] => issuesOf(`{ tables: [{ id: main, columns: [${a}, ${b}], rows: [{ id: x, title: X }, { id: y, title: Y }] }], rules: [{ id: r, rows: [y], check: ${check}, basis: implied, message: m${more} }] }`)
    expect(rule('cell <= main.x.cell and cell >= carried_over(main.x.cell)')).to.deep.equal([])
    expect(rule('cell <= main.z.cell')).to.deep.equal(['expression.unknown-name /rules/0/check'])
    expect(rule('a <= main.x.cell', '')).to.deep.equal(['expression.unknown-name /rules/0/check'])
  })

  it('finds rules that no figures can break or keep, in every column that they are applied to', () => {
    const rule = (check: string, more = '') => `rules: [{ id: r, check: "${check}", basis: implied, message: m${more} }]`
    const rate = '{ id: rate, title: R, max: 100 }'
    const table = (check: string, more = '') => issuesOf(withColumns(`${a}, ${rate}, { id: half, title: H, value: rate / 2 }, { id: loss, title: L, min: -9 }`, rule(check, more)))
    for (const check of ['a >= 0', 'rate <= 100 and a + rate >= 0', 'sum(column rate) <= 100', 'main.a >= 0']) expect(table(check), check).to.deep.equal(['rule.never-fails /rules/0/check'])
    for (const check of ['a < 0', 'rate > 100', 'main.rate = 101', 'between(rate, 200, 300)']) expect(table(check), check).to.deep.equal(['rule.never-holds /rules/0/check'])
    // A calculated cell has no limits of its own, nor has a figure from outside.
    for (const check of ['half >= 0', 'loss >= 0', 'a <= 1000', 'previous(a) >= 0', 'rate > 99']) expect(table(check), check).to.deep.equal([])
    expect(table('cell >= 0', ', columns: [a, rate]')).to.deep.equal(['rule.never-fails /rules/0/check'])
    expect(table('cell >= 0', ', columns: [a, loss]')).to.deep.equal([])
    expect(table('cell > 100', ', columns: [a, rate]')).to.deep.equal(['rule.never-holds /rules/0/check'])
  })

  it('goes on behind a warning', () => {
    expect(issuesOf(withColumns('{ id: a, title: A, value: b + 1 }, { id: b, title: B, value: a + 1 }, { id: d, title: D }', 'rules: [{ id: r, check: d >= 0, basis: implied, message: m }]'))).to.deep.equal(['rule.never-fails /rules/0/check', 'form.cycle /tables'])
  })

  it('finds sums that may outgrow a cell where limits were set', () => {
    const most = 'max: 900000000000000'
    const many = (count: number) => Array.from({ length: count }, (_, index) => `{ id: p${index}, title: P, ${most} }`).join(', ')
    const parts = (count: number) => `parts: [${Array.from({ length: count }, (_, index) => `p${index}`).join(', ')}], parts-are: computed`
    expect(issuesOf(withColumns(`{ id: t, title: T, ${parts(10)} }, ${many(10)}`))).to.deep.equal([])
    expect(issuesOf(withColumns(`{ id: t, title: T, ${parts(11)} }, ${many(11)}`))).to.deep.equal(['expression.may-exceed /tables/0/columns/0/parts'])
    expect(issuesOf(withColumns(`{ id: t, title: T, value: p0 * 11 }, ${many(1)}`))).to.deep.equal(['expression.may-exceed /tables/0/columns/0/value'])
    expect(issuesOf(withColumns(`{ id: t, title: T, value: a * 1000000 }, ${a}`))).to.deep.equal([])
    const rows = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`)
    const stubs = (count: number) => `{ tables: [{ id: main, columns: [${many(1)}, ${a}], rows: [{ id: all, title: T, parts: [${rows(count).join(', ')}], parts-are: computed }, ${rows(count).map((id) => `{ id: ${id}, title: R }`).join(', ')}] }] }`
    expect(issuesOf(stubs(10))).to.deep.equal([])
    expect(issuesOf(stubs(11))).to.deep.equal(['expression.may-exceed /tables/0/rows/0/parts'])
    const formula = (value: string, more = '', columns = `${many(1)}, ${a}`) => issuesOf(`{ tables: [{ id: main, columns: [${columns}], rows: [{ id: all, title: T, value: '${value}' }, { id: r0, title: R }, { id: r1, title: R }${more}] }] }`)
    expect(formula('r0 + r1')).to.deep.equal([])
    expect(formula('r0 * 10 + r1')).to.deep.equal(['expression.may-exceed /tables/0/rows/0/value'])
    expect(formula('r0 * 10 + r1', '', `{ id: p0, title: P, ${most}, aggregate: none }, ${a}`), 'it does not run there').to.deep.equal([])
    expect(formula('r2 * 10', ', { id: r2, title: R, value: r0 * 2 }'), 'a calculated row has no limit of its own').to.deep.equal([])
  })

  it('finds conditions that nothing can change, and leaves those that a blank leaves open', () => {
    const shown = (condition: string, key = 'visible-when') => issuesOf(`{ sections: [{ id: s, fields: [{ id: n, title: N, kind: number, max: 10 }, { id: t, title: T, kind: text, ${key}: '${condition}' }] }] }`)
    for (const key of ['visible-when', 'required-when', 'read-only-when']) {
      expect(shown('n > 10', key)).to.deep.equal([`expression.never-holds /sections/0/fields/1/${key}`])
      expect(shown('n < 0 or n = 11', key)).to.deep.equal([`expression.never-holds /sections/0/fields/1/${key}`])
      expect(shown('is_blank(n) or n >= 0', key).concat(shown('or_zero(n) >= 0', key)).at(-1)).to.equal(`expression.always-holds /sections/0/fields/1/${key}`)
      for (const condition of ['n >= 0', 'n > 9', 'n = 10', 'is_blank(n)', 'period.year > 2000']) expect(shown(condition, key), condition).to.deep.equal([])
    }
    expect(issuesOf('{ sections: [{ id: s, visible-when: or_zero(o.n) > 10, fields: [{ id: t, title: T, kind: text }] }, { id: o, fields: [{ id: n, title: N, kind: number, max: 10 }] }] }')).to.deep.equal(['expression.never-holds /sections/0/visible-when'])
  })

  it('keeps what a circular did not print from blocking', () => {
    expect(issuesOf(withColumns(a, 'rules: [{ id: r, check: a > 1, basis: ours, severity: error, message: m }]'))).to.deep.equal(['rule.ours-cannot-block /rules/0/severity'])
    for (const basis of ['printed', 'implied']) expect(issuesOf(withColumns(a, `rules: [{ id: r, check: a > 1, basis: ${basis}, severity: error, message: m }]`))).to.deep.equal([])
  })

  it('tells of all issues of a form at once, as far as names can be followed', () => {
    expect(issuesOf(withColumns(`{ id: a, title: A, min: 5, max: 4 }, { title: B }, { id: c, title: C, parts: [d] }, ${c}`))).to.have.length(4)
    expect(issuesOf(withColumns(`{ id: a, title: A, value: x + 1 }, { id: b, title: B, value: y + 1 }`, 'rules: [{ id: r, table: nowhere, check: a > 1, basis: ours, message: m }]'))).to.have.length(3)
  })

  it('lets nothing pass that does not compile and calculate', () => {
    const text = fc.constantFrom('a + b', 'a / c', 'sum(column a)', 'main.a', 'main.x.a', 'or_zero(d)', 'not a = b', 'a', 'blank', '1', 'c', 'd + 1')
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const more = fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      fc.record({ parts: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }), 'parts-are': fc.constantFrom('computed', 'checked') }),
      fc.record({ 'of-which': fc.uniqueArray(id, { minLength: 1, maxLength: 2 }) }),
      fc.record({ value: text, decimals: fc.nat(2), aggregate: fc.constantFrom('sum', 'none', 'recompute') }),
    )
    const columnsOf = fc.tuple(more, more, more, more).map((list) => list.map((one, index) => ({ id: 'abcd'[index], title: 'T', ...one })))
    const rows = fc.oneof(fc.constant('one'), fc.constant([{ id: 'all', title: 'T', parts: ['x', 'y'], 'parts-are': 'computed', rows: [{ id: 'x', title: 'X' }, { id: 'y', title: 'Y', parts: ['x'] }] }]))
    const form = fc.record({ tables: fc.tuple(columnsOf, rows).map(([columns, own]) => [{ id: 'main', columns, rows: own }]) })
    let passed = 0
    fc.assert(fc.property(form, (source) => {
      const definition = definitionOf(source)
      if (checkForm(definition).length > 0) return
      passed++
      openSheet(compileForm(definition), [])
    }), { numRuns: 1500 })
    expect(passed).to.be.above(50)
  })
})
