// Filings in the database: a large form comes back bit for bit, history cannot be rewritten, positions of cells outlive
// the versions of a form, and whatever order acts and roll-ups come in, the upper figures are those of the counted seals.
import { expect } from 'chai'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { parse, stringify } from 'yaml'
import type { Caller, Parts } from '../../engine/actions/action.ts'
import { installPacks } from '../../engine/actions/install-packs.ts'
import { perform } from '../../engine/actions/perform.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { writeRecord } from '../../engine/store/filing.ts'
import { readForm } from '../../engine/store/pack.ts'
import { openSheet } from '../../engine/core/calculation/sheet.ts'
import { toStored, toTables } from '../../engine/store/record.ts'
import { markForRollUp, takeMarks } from '../../engine/store/roll-up-queue.ts'
import { transaction } from '../../engine/store/transaction.ts'
import {
  act, countryOf, fileAndSend, findLine, mustAct, openFiling, receive, repositoryPacks, save, soundPacks, startCountry, type Country,
} from '../support/country.ts'
import type { Client } from '../support/server.ts'

const rowCount = 63
const columnCount = 40

/** 63 printed rows of 40 columns, reported by every Sở. */
function largeForm(version: number, columns: readonly string[]): FormDefinition {
  return {
    id: 'large', code: 'THU/63x40', title: 'Biểu thử', 'legal-basis': 'Kiểm thử', version,
    source: { confidence: 'ours', note: 'Biểu của kiểm thử' },
    routes: [{ reporting: ['so_tu_phap'], receiver: { unit: 'btp_khtc' }, due: { six_months: '06-25' }, workflow: 'workflows/report' }],
    tables: [{
      id: 'grid',
      columns: columns.map((id) => ({ id, title: `Cột ${id}` })),
      rows: Array.from({ length: rowCount }, (_, row) => ({ id: `r${row + 1}`, title: `Dòng ${row + 1}` })),
    }],
    signatures: ['Người lập biểu'],
  }
}

const firstColumns = Array.from({ length: columnCount }, (_, column) => `c${column + 1}`)

function packsWith(form: FormDefinition) {
  const folders = repositoryPacks().map(({ folder, files }) => ({
    folder,
    files: folder.endsWith('tt03-2019')
      ? [
          ...files.map((one) => (one.path === 'pack.yaml' ? { ...one, text: stringify({ ...(parse(one.text) as object), version: form.version }) } : one)),
          { path: 'large.form.yaml', text: stringify(form) },
        ]
      : files,
  }))
  return soundPacks(folders)
}

describe('a large form in the store', () => {
  let country: Country
  let bc: Client
  let id: string
  const values = new Map<string, number | null>()
  before(async () => {
    country = await startCountry(countryOf('large', () => packsWith(largeForm(1, firstColumns))))
    bc = await country.client('tinhbackan_bc')
    id = (await findLine(bc, 'own', 'large')).id
    const some = fc.sample(fc.oneof(fc.integer({ min: 0, max: 999_999_999_999_999 }), fc.constantFrom(0, 999_999_999_999_999, 2 ** 31, 2 ** 32 + 1)), { numRuns: rowCount * columnCount, seed: 2520 })
    let next = 0
    for (let row = 1; row <= rowCount; row++) for (const column of firstColumns) values.set(`grid.r${row}.${column}`, some[next++] as number)
  })
  after(() => country.end())

  const stored = async (): Promise<Map<string, string | null>> => {
    const { rows } = await country.database.app.raw<{ rows: { cell: string; value: string | null }[] }>(
      `select o.cell, (f.cells[o.ordinal + 1])::text as value from filing f
       join form_ordinal o on o.pack_id = f.pack_id and o.form_id = f.form_id and o.table_id = '' where f.id = ?`, [id])
    return new Map(rows.map((row) => [row.cell, row.value]))
  }

  it('takes 2.520 cells in one save and gives them back as they were', async () => {
    expect(values.size).to.equal(2520)
    const reply = await bc.patch(`/filings/${id}`, { revision: 0, cells: [...values] })
    expect([reply.status, reply.body?.revision]).to.deep.equal([200, 1])
    const filing = await openFiling(bc, id)
    const read = new Map(filing.tables[0]?.rows.flatMap((row) => row.cells.map((value, column) => [`grid.${row.key}.c${column + 1}`, value] as const)))
    expect(read).to.deep.equal(values)
    expect(await stored()).to.deep.equal(new Map([...values].map(([at, value]) => [at, String(value)])))
  })

  it('changes one cell and leaves 2.519 alone, with one line of history', async () => {
    expect((await save(bc, id, { 'grid.r32.c20': 7, 'grid.r63.c40': null })).status).to.equal(200)
    values.set('grid.r32.c20', 7)
    values.set('grid.r63.c40', null)
    expect(await stored()).to.deep.equal(new Map([...values].map(([at, value]) => [at, value === null ? null : String(value)])))
    const { body } = await bc.get(`/filings/${id}/history`)
    expect(body.changes).to.have.length(2)
    expect(body.changes[0].cells.map((one: { address: string }) => one.address)).to.deep.equal(['grid.r32.c20', 'grid.r63.c40'])
  })

  it('keeps the position of every cell when later versions insert and drop columns', async () => {
    const before = await country.database.app('form_ordinal').where({ form_id: 'large' }).select<{ cell: string; ordinal: number }[]>('cell', 'ordinal')
    const caller: Caller = { actor: { kind: 'system', name: 'test' }, requestId: randomUUID(), address: '' }
    const parts: Parts = country.parts
    const inserted = [...firstColumns.slice(0, 20), 'between', ...firstColumns.slice(20)]
    await perform(installPacks, { packs: packsWith(largeForm(2, inserted)), demo: true }, caller, parts)
    const dropped = ['early', ...inserted.filter((one) => one !== 'c1' && one !== 'between')]
    await perform(installPacks, { packs: packsWith(largeForm(3, dropped)), demo: true }, caller, parts)

    const after = await country.database.app('form_ordinal').where({ form_id: 'large' }).select<{ cell: string; ordinal: number }[]>('cell', 'ordinal')
    const positions = new Map(after.map((one) => [one.cell, one.ordinal]))
    for (const { cell, ordinal } of before) expect(positions.get(cell)).to.equal(ordinal)
    expect(new Set(positions.values()).size).to.equal(after.length)
    expect([...positions.values()].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: (columnCount + 2) * rowCount }, (_, at) => at))
    expect(Math.min(...after.filter((one) => one.cell.endsWith('.between')).map((one) => one.ordinal))).to.equal(columnCount * rowCount)

    // The report keeps its version, and its old array is also read right by the new ones.
    expect(await stored().then((all) => all.get('grid.r2.c40'))).to.equal(String(values.get('grid.r2.c40')))
    expect((await openFiling(bc, id)).form.version).to.equal(1)
    const record = await country.database.app('filing').where({ id }).first<{ cells: (number | null)[] }>('cells')
    await transaction(country.database.app, async (trx) => {
      for (const [version, columns] of [[2, inserted], [3, dropped]] as const) {
        const form = await readForm(trx, 'tt03-2019', 'large', version)
        if (form === undefined) throw new Error('not installed')
        const compiled = compileForm(form.definition)
        const tables = toTables(compiled, form.ordinals, { cells: record.cells, rows: [], texts: {} })
        for (const row of tables[0]?.rows ?? []) {
          expect(row.cells).to.deep.equal(columns.map((column) => values.get(`grid.${row.key}.${column}`) ?? null))
        }
        // What a new version writes leaves the positions of dropped columns empty.
        const again = toStored(openSheet(compiled, tables), form.ordinals)
        expect(again.cells).to.have.length(after.length)
        expect(again.cells[positions.get('grid.r5.c1') as number]).to.equal(version === 2 ? values.get('grid.r5.c1') : null)
      }
    })
    expect((await save(bc, id, { 'grid.r1.c1': 5 })).status, 'a report of version 1 is still worked on').to.equal(200)
    values.set('grid.r1.c1', 5)
    const now = await stored()
    for (const [at, value] of values) expect(now.get(at), at).to.equal(value === null ? null : String(value))
  })

  it('refuses the same version with another text, and installs nothing of it', async () => {
    const caller: Caller = { actor: { kind: 'system', name: 'test' }, requestId: randomUUID(), address: '' }
    const before = await country.database.app('form_version').count<{ count: number }[]>('* as count')
    let code = ''
    await perform(installPacks, { packs: packsWith(largeForm(3, firstColumns)), demo: true }, caller, country.parts).catch((error: { code: string }) => {
      code = error.code
    })
    expect(code).to.equal('invalid-input')
    expect(await country.database.app('form_version').count('* as count')).to.deep.equal(before)
  })
})

describe('what has happened to a filing', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
    await receive(country, 'huyenpacnam_tbkn_bc', await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 3 }))
  })
  after(() => country.end())

  for (const [table, column] of [['audit', 'action'], ['filing_change', 'revision'], ['filing_event', 'action'], ['seal', 'hash']] as const) {
    it(`stays as it was written: the application may neither change nor remove a row of ${table}`, async () => {
      const { app } = country.database
      const before = await app(table).select('*')
      expect(before).not.to.deep.equal([])
      for (const sql of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table}`, `insert into ${table} select * from ${table} on conflict do update set ${column} = excluded.${column}`]) {
        const code = await app.raw(sql).then(() => 'done', (error: { code: string }) => error.code)
        expect(['42501', '42601'], sql).to.include(code)
      }
      expect(await app(table).select('*')).to.have.deep.members(before)
    })
  }
})

describe('a record', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
  })
  after(() => country.end())

  it('is written on the revision that it was locked at, or not at all', async () => {
    const { app } = country.database
    const { id } = await findLine(await country.client('xabocbo_hpn_tbkn_bc'), 'own', '17a')
    const before = await app('filing').where({ id })
    const write = (revision: number): Promise<number> =>
      transaction(app, async (trx) =>
        writeRecord(trx, {
          id, revision, state: 'drafting', texts: {}, by: null, record: { cells: [1], rows: [], texts: {} },
          change: { addresses: ['main.copies'], before: [null], after: ['1'] },
        }, new Date('2020-06-01T01:00:00Z')))
    expect(await write(7).catch((error: { code: string }) => error.code)).to.equal('23502')
    expect(await app('filing').where({ id })).to.deep.equal(before)
    expect(await app('filing_change').where({ filing_id: id })).to.deep.equal([])
    expect(await write(0)).to.equal(1)
    expect(await app('filing').where({ id }).first('revision')).to.deep.equal({ revision: 1 })
  })
})

describe('a mark for the roll-up', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
  })
  after(() => country.end())

  it('that is not committed yet is neither seen nor lost when the worker takes the others', async () => {
    const { app } = country.database
    const specialist = await country.client('huyenpacnam_tbkn_bc')
    const upper = (await findLine(specialist, 'own', '17b')).id
    const first = await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 100 })
    const second = await fileAndSend(country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 23 })
    await mustAct(specialist, first, 'receive')
    const marks = async (): Promise<number> => (await app('roll_up_queue').where({ upper_filing_id: upper })).length
    expect(await marks()).to.equal(1)

    const total = async (): Promise<unknown> => (await openFiling(specialist, upper)).tables.find((one) => one.id === 'communes')?.rows[0]?.cells[0]
    await transaction(app, async (late) => {
      await late.raw(`update filing set state = 'received', counted_seal_id = seal_id, revision = revision + 1 where id = ?`, [second])
      await markForRollUp(late, [upper], 'late', new Date('2020-06-01T01:00:00Z'))
      await country.rollUp()
      expect(await marks(), 'the committed mark is used up').to.equal(0)
      expect(await total()).to.equal(100)
    })
    expect(await marks(), 'the late one is there').to.equal(1)
    await country.rollUp()
    expect(await total()).to.equal(123)
    expect(await marks()).to.equal(0)
  })

  it('is left to the next run when the one that takes it fails', async () => {
    const { app } = country.database
    const upper = (await findLine(await country.client('huyenbabe_tbkn_bc'), 'own', '17b')).id
    await transaction(app, (trx) => markForRollUp(trx, [upper], 'x', new Date('2020-06-01T01:00:00Z')))
    await transaction(app, async (trx) => {
      expect(await takeMarks(trx, upper)).to.deep.equal(['x'])
      throw new Error('killed')
    }).catch(() => {})
    expect(await app('roll_up_queue').where({ upper_filing_id: upper })).to.have.length(1)
  })
})

describe('rolled-up figures', () => {
  const communes = ['xabocbo_hpn_tbkn', 'xabangthanh_hpn_tbkn', 'xathuonggiao_hbb_tbkn'] as const
  const districtOf = (commune: string): string => (commune.includes('_hpn_') ? 'huyenpacnam_tbkn' : 'huyenbabe_tbkn')
  const districts = ['huyenpacnam_tbkn', 'huyenbabe_tbkn'] as const
  let country: Country
  const clients = new Map<string, Client>()
  const ids = new Map<string, string>()
  before(async () => {
    country = await startCountry()
    for (const unit of [...communes, ...districts, 'tinhbackan']) {
      for (const role of ['bc', 'kt', 'ld']) if (role !== 'kt' || !unit.startsWith('xa')) clients.set(`${unit}_${role}`, await country.client(`${unit}_${role}`))
      ids.set(unit, (await findLine(clients.get(`${unit}_bc`) as Client, 'own', unit.startsWith('xa') ? '17a' : unit === 'tinhbackan' ? '17c' : '17b')).id)
    }
  })
  after(() => country.end())

  type Step = { readonly unit: string; readonly what: string; readonly values: readonly number[]; readonly roll: 'now' | 'meanwhile' | 'not' }
  const unit = fc.oneof({ weight: 3, arbitrary: fc.constantFrom<string>(...communes) }, { weight: 1, arbitrary: fc.constantFrom<string>(...districts) })
  const step = fc.record<Step>({
    unit,
    what: fc.oneof({ weight: 2, arbitrary: fc.constant('edit') }, { weight: 3, arbitrary: fc.constant('send') }, { weight: 4, arbitrary: fc.constant('receive') }, { weight: 2, arbitrary: fc.constant('return') }),
    values: fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 3, maxLength: 3 }),
    roll: fc.constantFrom('now', 'meanwhile', 'not'),
  })

  const as = (login: string): Client => clients.get(login) as Client
  const above = (of: string): Client => as(`${of.startsWith('xa') ? districtOf(of) : 'tinhbackan'}_bc`)

  /** Whatever is not possible at that moment is refused, which is as good a step as any. */
  async function take({ unit: name, what, values }: Step): Promise<void> {
    const id = ids.get(name) as string
    const [copies, signatures, contracts] = values
    const replies = []
    if (what === 'edit') {
      const table = name.startsWith('xa') ? 'main' : 'office'
      replies.push(await save(as(`${name}_bc`), id, { [`${table}.copies`]: copies as number, [`${table}.signatures`]: signatures as number, [`${table}.contracts`]: contracts as number }))
    } else if (what === 'send') {
      replies.push(await act(as(`${name}_bc`), id, 'submit'))
      if (!name.startsWith('xa')) replies.push(await act(as(`${name}_kt`), id, 'pass'))
      replies.push(await act(as(`${name}_ld`), id, 'approve'), await act(as(`${name}_ld`), id, 'send'))
    } else {
      const reader = above(name)
      const { body } = await reader.get(`/filings/${id}`)
      const request = what === 'return' ? { reason: 'data_invalid', note: 'Sai' } : {}
      replies.push(await reader.post(`/filings/${id}/actions/${what}`, { revision: body.revision ?? 0, ...request }))
    }
    for (const reply of replies) expect([200, 403, 409, 412], reply.text).to.include(reply.status)
  }

  type Figures = Map<string, (number | null)[]>
  /** From nothing but the counted seals, in SQL of its own: unit → the sealed cells that the upper table takes. */
  async function counted(upper: string, form: string, addresses: readonly string[]): Promise<Figures> {
    const { rows } = await country.database.app.raw<{ rows: { unit: string; cells: (number | null)[] }[] }>(
      `select f.unit_id as unit, array(
          select s.cells[o.ordinal + 1] from unnest(:addresses::text[]) with ordinality as a (cell, at)
          join form_ordinal o on o.pack_id = f.pack_id and o.form_id = f.form_id and o.table_id = '' and o.cell = a.cell order by a.at) as cells
       from filing f join filing u on u.id = :upper and u.period_id = f.period_id and u.unit_id = f.receiver_id
       left join seal s on s.id = f.counted_seal_id where f.form_id = :form`, { upper, form, addresses: [...addresses] })
    return new Map(rows.map((row) => [row.unit, row.cells]))
  }
  async function held(upper: string, table: string): Promise<Figures> {
    const rows = await country.database.app('filing_row').where({ filing_id: upper, table_id: table }).select<{ row_key: string; cells: (number | null)[] }[]>('row_key', 'cells')
    return new Map(rows.map((row) => [row.row_key, row.cells]))
  }
  const sorted = (figures: Figures): [string, (number | null)[]][] => [...figures].sort(([a], [b]) => a.localeCompare(b))

  async function compare(name: string, tables: readonly { table: string; from: string; addresses: readonly string[] }[]): Promise<void> {
    const id = ids.get(name) as string
    const filing = await openFiling(as(`${name}_bc`), id)
    let differs = false
    for (const { table, from, addresses } of tables) {
      const wanted = await counted(id, from, addresses)
      const found = await held(id, table)
      const same = JSON.stringify(sorted(found)) === JSON.stringify(sorted(wanted))
      differs ||= !same
      if (filing.takesIn) expect(sorted(found), `${name} ${table}`).to.deep.equal(sorted(wanted))
      // The total is that of the rows it stands over, frozen or not.
      const columns = addresses.map((_, column) => [...found.values()].flatMap((cells) => cells[column] ?? []))
      const total = filing.tables.find((one) => one.id === table)?.rows.find((row) => row.key === 'total')?.cells
      expect(total).to.deep.equal(columns.map((cells) => (cells.length === 0 ? null : cells.reduce((a, b) => a + b, 0))))
    }
    expect(filing.staleSince !== null, `${name} says that it differs from below when it does`).to.equal(!filing.takesIn && differs)
  }

  it('are those of the counted seals after any order of acts, edits and roll-ups, or say that they differ', async function () {
    this.timeout(240_000)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const running: Promise<void>[] = []
        for (const one of steps) {
          await take(one)
          if (one.roll === 'now') await country.rollUp()
          if (one.roll === 'meanwhile') running.push(country.rollUp(), country.rollUp())
        }
        await Promise.all(running)
        await country.rollUp()
        expect(await country.database.app('roll_up_queue')).to.deep.equal([])
        for (const district of districts) {
          await compare(district, [{ table: 'communes', from: '17a', addresses: ['main.copies', 'main.signatures', 'main.contracts'] }])
        }
        await compare('tinhbackan', [
          { table: 'offices', from: '17b', addresses: ['office.copies', 'office.signatures', 'office.translators', 'office.contracts'] },
          { table: 'districts', from: '17b', addresses: ['communes.total.copies', 'communes.total.signatures', 'communes.total.contracts'] },
        ])
      }),
      { numRuns: 6, endOnFailure: true },
    )
    const seals = await country.database.app('seal').count<{ count: number }[]>('* as count')
    expect(Number(seals[0]?.count)).to.be.greaterThan(3)
  })

  it('and acts of many people at the same moment end in the same', async function () {
    this.timeout(60_000)
    for (let round = 0; round < 4; round++) {
      for (const name of communes) {
        await take({ unit: name, what: 'return', values: [0, 0, 0], roll: 'not' })
        await take({ unit: name, what: 'edit', values: [round, 10 * round, 100 * round], roll: 'not' })
        await take({ unit: name, what: 'send', values: [], roll: 'not' })
      }
      await Promise.all([...communes.map((name) => take({ unit: name, what: 'receive', values: [], roll: 'not' })), country.rollUp(), country.rollUp()])
      await country.rollUp()
      for (const district of districts) await compare(district, [{ table: 'communes', from: '17a', addresses: ['main.copies', 'main.signatures', 'main.contracts'] }])
    }
  })
})
