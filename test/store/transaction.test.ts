import { expect } from 'chai'
import { connect, createServer, type AddressInfo } from 'node:net'
import { openDatabase } from '../../engine/store/database.ts'
import { prepared, transaction, type Statement, type Transaction } from '../../engine/store/transaction.ts'
import { Unit } from '../../engine/store/unit.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const addUnit = (number: number, code = `unit${number}`): Statement =>
  prepared('test-add-unit', `insert into unit (id, code, kind, name, valid_from) values (:id, :code, 'xa', :code, '2020-01-01')`, { id: id(number), code })

describe('a transaction', () => {
  let fresh: FreshDatabase
  before(async () => {
    fresh = await freshDatabase()
    await fresh.app.raw(`insert into unit (id, code, kind, name, valid_from) values (?, 'taken', 'xa', 'taken', '2020-01-01')`, [id(999)])
  })
  after(() => fresh.drop())

  const names = async (): Promise<string[]> => (await fresh.app('unit').orderBy('name').select<{ name: string }[]>('name')).map((one) => one.name)
  const failure = async (work: (trx: Transaction) => Promise<unknown>): Promise<{ code?: string; constraint?: string; message?: string }> =>
    transaction(fresh.app, work).then(() => ({ message: 'done' }), (error: object) => error)

  it('commits what was sent and not waited for, in the order in which it was sent', async () => {
    const read = await transaction(fresh.app, async (trx) => {
      trx.send(addUnit(1))
      trx.send(prepared('test-rename', 'update unit set name = :name where id = :id', { id: id(1), name: 'a, renamed' }))
      return 'what the work returned'
    })
    expect(read).to.equal('what the work returned')
    expect(await names()).to.deep.equal(['a, renamed', 'taken'])
  })

  it('writes nothing when a statement in the middle fails that nobody waited for, and tells which', async () => {
    const before = await names()
    const error = await failure(async (trx) => {
      trx.send(addUnit(2))
      trx.send(addUnit(3, 'taken'))
      trx.send(addUnit(4))
    })
    expect(error.constraint).to.equal('unit_code_once')
    expect(await names()).to.deep.equal(before)
  })

  it('tells the cause to who waits for a later statement, not that the transaction is aborted', async () => {
    const error = await failure(async (trx) => {
      trx.send(addUnit(3, 'taken'))
      return trx.ask({ text: 'select 1' })
    })
    expect(error.constraint).to.equal('unit_code_once')
  })

  it('writes nothing when a failure was caught and the work went on', async () => {
    const before = await names()
    const error = await failure(async (trx) => {
      trx.send(addUnit(5))
      await trx.ask(addUnit(3, 'taken')).catch(() => {})
    })
    expect(error.constraint).to.equal('unit_code_once')
    expect(await names()).to.deep.equal(before)
  })

  it('writes nothing when a value cannot be sent', async () => {
    const before = await names()
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const error = await failure(async (trx) => {
      trx.send(addUnit(6))
      trx.send({ text: 'update unit set name = $1', values: [circle] })
    })
    expect(error.message).to.match(/circular/i)
    expect(await names()).to.deep.equal(before)
  })

  it('writes nothing when the work fails, says so in its words, and leaves the connection usable', async () => {
    const before = await names()
    const one = openDatabase(fresh.appUrl, { poolSize: 1 })
    try {
      const failed = transaction(one, async (trx) => {
        trx.send(addUnit(7))
        await Unit.query(trx.builder).insert({ id: id(8), code: 'unit8', kind: 'xa', name: 'unit8', validFrom: '2020-01-01' })
        throw new Error('as expected')
      })
      expect(await failed.catch((error: Error) => error.message)).to.equal('as expected')
      expect(await transaction(one, async (trx) => (await trx.raw<{ rows: unknown[] }>('select :n::int as n', { n: 5 })).rows)).to.deep.equal([{ n: 5 }])
    } finally {
      await one.destroy()
    }
    expect(await names()).to.deep.equal(before)
  })

  it('takes nothing more when it is over, by whichever way', async () => {
    let kept: Transaction | undefined
    await transaction(fresh.app, async (trx) => {
      kept = trx
      await Unit.query(trx.builder)
    })
    const late = kept as Transaction
    const over = async (work: () => unknown): Promise<string> => {
      try {
        await work()
        return 'done'
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(await over(() => late.send(addUnit(9)))).to.contain('over')
    expect(await over(() => late.ask(addUnit(9)))).to.contain('over')
    expect(await over(() => late.raw('select 1'))).to.contain('over')
    expect(await over(() => Unit.query(late.builder))).to.contain('over')
  })

  it('that only reads is refused a write', async () => {
    const error = await transaction(fresh.app, async (trx) => trx.send(addUnit(10)), { readOnly: true }).then(() => ({ code: 'done' }), (one: { code: string }) => one)
    expect(error.code).to.equal('25006')
  })

  it('costs a packet for the beginning with what follows, and one for the end with what goes before', async () => {
    const packets: string[] = []
    const counting = createServer((from) => {
      const to = connect(Number(new URL(fresh.appUrl).port), '127.0.0.1')
      from.on('data', (data) => packets.push(data.toString('latin1')))
      from.pipe(to).pipe(from)
      from.on('error', () => to.destroy())
      to.on('error', () => from.destroy())
    })
    await new Promise<void>((resolve) => counting.listen(0, '127.0.0.1', resolve))
    const url = new URL(fresh.appUrl)
    url.host = `127.0.0.1:${(counting.address() as AddressInfo).port}`
    const database = openDatabase(url.href, { poolSize: 1 })
    try {
      const work = (number: number): Promise<void> =>
        transaction(database, async (trx) => {
          trx.send({ text: 'select 1' })
          await trx.ask({ text: 'select 2' })
          trx.send(addUnit(number))
          trx.send({ text: 'select 3' })
        })
      await work(11)
      packets.length = 0
      await work(12)
      expect(packets.map((one) => ['begin', 'select 1', 'select 2', 'test-add-unit', 'select 3', 'commit'].filter((words) => one.includes(words))))
        .to.deep.equal([['begin', 'select 1', 'select 2'], ['test-add-unit', 'select 3', 'commit']])
    } finally {
      await database.destroy()
      await new Promise((resolve) => counting.close(resolve))
    }
  })
})
