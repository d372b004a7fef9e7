// A transaction, without the query builder in between. A statement goes out when it is asked for, whether or not the
// answer to the one before it has come: `begin` leaves in one packet with the first statements, `commit` with the last
// ones, and a statement whose answer nobody needs costs no round trip. None of them can be lost: after the first one
// that fails the database refuses the others, the commit included, and the cause is what the caller gets.
import knex, { type Knex } from 'knex'
import pg from 'pg'
import type { Database } from './database.ts'

export type Statement = {
  /** Stands for one text for ever: parsed and planned once per connection. */
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

export type Answer<Row> = { readonly rows: Row[]; readonly rowCount: number }

export type Transaction = {
  readonly ask: <Row>(statement: Statement) => Promise<Answer<Row>>
  /** For a statement without an answer of interest: carried out before the commit, or else the transaction fails. */
  readonly send: (statement: Statement) => void
  /** As knex's: `?` and `:name` are bindings. For statements that are not worth a name. */
  readonly raw: <Reply>(sql: string, bindings?: Knex.RawBinding[] | Knex.ValueDict) => Promise<Reply>
  /** For objection and whatever else builds statements; made when it is asked for. */
  readonly builder: Knex
}

export async function transaction<T>(
  database: Database,
  work: (trx: Transaction) => Promise<T>,
  { readOnly = false }: { readOnly?: boolean } = {},
): Promise<T> {
  const pool = database.client as Pool
  const connection = await pool.acquireConnection()
  const under: Undertaking = { database, connection, failed: [], open: true }
  try {
    post(under, readOnly ? beginReadOnly : begin)
    const output = await work(transactionOf(under))
    under.open = false
    if (under.failed.length > 0) throw under.failed[0]
    await finish(under)
    return output
  } catch (error) {
    if (under.finishing !== true) await takeBack(under)
    throw isAftermath(error) ? under.failed[0] : error
  } finally {
    await pool.releaseConnection(connection)
  }
}

/** A statement by itself. */
export async function askAlone<Row>(database: Database, statement: Statement): Promise<Answer<Row>> {
  const pool = database.client as Pool
  const connection = await pool.acquireConnection()
  try {
    return await new Promise<Result<Row>>((resolve, reject) => {
      submit<Row>(connection, statement, (error, result) => (error ? reject(error) : resolve(result)))
    })
  } finally {
    await pool.releaseConnection(connection)
  }
}

/** A statement of every save or request. `name` stands for one text; bindings are named `:so`. */
export function prepared(name: string, sql: string, bindings: Readonly<Record<string, unknown>>): Statement {
  const { text, names } = numbered.get(name) ?? number(name, sql)
  return { name, text, values: names.map((one) => bound(bindings[one])) }
}

/** The driver would write a moment out field by field, in the process's own time zone. */
function bound(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

const numbered = new Map<string, { text: string; names: readonly string[] }>()

/** `:id` becomes `$1`, wherever it stands; casts (`::int`) stay. */
function number(name: string, sql: string): { text: string; names: readonly string[] } {
  const names: string[] = []
  const text = sql.replace(/(?<!:):([a-z][A-Za-z]*)/g, (_, one: string) => {
    if (!names.includes(one)) names.push(one)
    return `$${names.indexOf(one) + 1}`
  })
  const statement = { text, names }
  numbered.set(name, statement)
  return statement
}

/** A transaction under way. Not closures: one of these is made for every request. */
type Undertaking = {
  readonly database: Database
  readonly connection: pg.Client
  /** What failed, the cause first. */
  readonly failed: unknown[]
  /** Takes statements. */
  open: boolean
  /** The commit is on its way. */
  finishing?: true
}

const begin: Statement = { text: 'begin' }
const beginReadOnly: Statement = { text: 'begin read only' }
const commit: Statement = { text: 'commit' }
const rollback: Statement = { text: 'rollback' }

function transactionOf(under: Undertaking): Transaction {
  let builder: Knex | undefined
  return {
    async ask(statement) {
      mustBeOpen(under)
      return asked(under, statement)
    },
    send(statement) {
      mustBeOpen(under)
      post(under, statement)
    },
    async raw<Reply>(sql: string, bindings?: Knex.RawBinding[] | Knex.ValueDict) {
      mustBeOpen(under)
      const { sql: text, bindings: values } = under.database.raw(sql, bindings as Knex.ValueDict).toSQL().toNative()
      return (await asked(under, { text, values })) as Reply
    },
    get builder() {
      mustBeOpen(under)
      builder ??= builderOn(under)
      return builder
    },
  }
}

function mustBeOpen({ open }: Undertaking): void {
  if (!open) throw new Error('The transaction is over')
}

/** knex whose pool is the one connection. */
function builderOn(under: Undertaking): Knex {
  const connect = async (): Promise<pg.Client> => {
    mustBeOpen(under)
    return under.connection
  }
  // Without a version it would ask the database for it; nothing here depends on one.
  return knex({ client: 'pg', version: '16', connectionPool: { connect, end: async () => {}, totalCount: 1, idleCount: 0, waitingCount: 0 } })
}

function asked<Row>(under: Undertaking, statement: Statement): Promise<Result<Row>> {
  return new Promise((resolve, reject) => {
    submit<Row>(under.connection, statement, (error, result) => {
      if (!error) return resolve(result)
      under.failed.push(error)
      reject(error)
    })
  })
}

function post(under: Undertaking, statement: Statement): void {
  submit(under.connection, statement, (error) => {
    if (error) under.failed.push(error)
  })
}

async function finish(under: Undertaking): Promise<void> {
  under.finishing = true
  const { command } = await asked(under, commit)
  if (under.failed.length > 0) throw under.failed[0]
  if (command !== 'COMMIT') throw new Error(`The database answered ${command} to a commit`)
}

async function takeBack(under: Undertaking): Promise<void> {
  under.open = false
  // Fails when the connection is gone, and then there is nothing to take back.
  await asked(under, rollback).catch(() => {})
}

type Result<Row> = Answer<Row> & { readonly command: string }

/** Calls back when the answer is there, before anything that was submitted later is answered. */
function submit<Row>(connection: pg.Client, { name, text, values }: Statement, answered: (error: Error | undefined, result: Result<Row>) => void): void {
  gather(connection.connection.stream)
  // With a text and a name set afterwards: a configuration would be copied property by property, for every statement.
  const query = new pg.Query(text, values as unknown[] | undefined, answered as () => void)
  connection.query(name === undefined ? query : Object.assign(query, { name }))
}

/** What is sent before the process waits for the network again leaves in one packet. */
function gather(stream: pg.Connection['stream']): void {
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(uncork, stream)
}

function uncork(stream: pg.Connection['stream']): void {
  stream.uncork()
}

/** SQLSTATE of a statement that was refused only because one before it had failed. */
const inFailedTransaction = '25P02'

function isAftermath(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === inFailedTransaction
}

/** The part of knex's client that lies below the query builder. */
type Pool = { acquireConnection: () => Promise<pg.Client>; releaseConnection: (connection: pg.Client) => Promise<void> }
