// A transaction, without the query builder in between. A statement goes out when it is asked for, whether or not the
// answer to the one before it has come: `begin` leaves in one packet with the first statements, `commit` with the last
// ones, and a statement whose answer nobody needs costs no round trip. None of them can be lost: after the first one
// that fails the database refuses the others, the commit included, and the cause is what the caller gets.
import knex, { type Knex } from 'knex'
import type pg from 'pg'
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
  return onConnection(database, async (connection) => {
    /** What failed, the cause first. */
    const failed: unknown[] = []
    let open = true
    const submitHere = <Row>(statement: Statement): Promise<Result<Row>> => submit<Row>(connection, statement, (error) => failed.push(error))
    const forget = (): void => {}
    submitHere({ text: readOnly ? 'begin read only' : 'begin' }).catch(forget)
    let output: T
    try {
      output = await work(transactionOn(database, connection, submitHere, () => open))
      if (failed.length > 0) throw failed[0]
    } catch (error) {
      open = false
      // Fails when the connection is gone, and then there is nothing to take back.
      await submitHere({ text: 'rollback' }).catch(forget)
      throw isAftermath(error) ? failed[0] : error
    }
    open = false
    const { command } = await submitHere({ text: 'commit' })
    if (failed.length > 0) throw failed[0]
    if (command !== 'COMMIT') throw new Error(`The database answered ${command} to a commit`)
    return output
  })
}

/** A statement by itself. */
export async function askAlone<Row>(database: Database, statement: Statement): Promise<Answer<Row>> {
  return onConnection(database, (connection) => submit<Row>(connection, statement))
}

/** A statement of every save or request. `name` stands for one text; bindings are named `:so`. */
export function prepared(name: string, sql: string, bindings: Readonly<Record<string, unknown>>): Statement {
  const { text, names } = numbered.get(name) ?? number(name, sql)
  return { name, text, values: names.map((one) => bindings[one]) }
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

type Submit = <Row>(statement: Statement) => Promise<Result<Row>>

function transactionOn(database: Database, connection: pg.Client, submit: Submit, isOpen: () => boolean): Transaction {
  const mustBeOpen = (): void => {
    if (!isOpen()) throw new Error('The transaction is over')
  }
  let builder: Knex | undefined
  return {
    ask: async (statement) => {
      mustBeOpen()
      return submit(statement)
    },
    send: (statement) => {
      mustBeOpen()
      // The end of the transaction tells.
      submit(statement).catch(() => {})
    },
    raw: async <Reply>(sql: string, bindings?: Knex.RawBinding[] | Knex.ValueDict) => {
      mustBeOpen()
      const { sql: text, bindings: values } = database.raw(sql, bindings as Knex.ValueDict).toSQL().toNative()
      return (await submit({ text, values })) as Reply
    },
    get builder() {
      mustBeOpen()
      builder ??= builderOn(async () => {
        mustBeOpen()
        return connection
      })
      return builder
    },
  }
}

/** A query builder whose pool is the one connection. */
function builderOn(connect: () => Promise<pg.Client>): Knex {
  const connectionPool = { connect, end: async () => {}, totalCount: 1, idleCount: 0, waitingCount: 0 }
  // Without a version it would ask the database for it; nothing here depends on one.
  return knex({ client: 'pg', version: '16', connectionPool })
}

type Result<Row> = Answer<Row> & { readonly command: string }

function submit<Row>(connection: pg.Client, { text, name, values }: Statement, onError?: (error: unknown) => void): Promise<Result<Row>> {
  gather(connection.connection.stream)
  const query: pg.QueryConfig = { text, ...(name === undefined ? {} : { name }), ...(values === undefined ? {} : { values: values as unknown[] }) }
  return new Promise((resolve, reject) => {
    // Not its promise: who counts failures must hear of them before anything else happens on the connection.
    connection.query(query, (error: Error | null | undefined, result) => {
      if (error === null || error === undefined) return resolve(result as unknown as Result<Row>)
      onError?.(error)
      reject(error)
    })
  })
}

/** What is sent before the process waits for the network again leaves in one packet. */
function gather(stream: pg.Connection['stream']): void {
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** SQLSTATE of a statement that was refused only because one before it had failed. */
const inFailedTransaction = '25P02'

function isAftermath(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === inFailedTransaction
}

/** The part of knex's client that lies below the query builder. */
type Pool = { acquireConnection: () => Promise<pg.Client>; releaseConnection: (connection: pg.Client) => Promise<void> }

async function onConnection<T>(database: Database, work: (connection: pg.Client) => Promise<T>): Promise<T> {
  const pool = database.client as Pool
  const connection = await pool.acquireConnection()
  try {
    return await work(connection)
  } finally {
    await pool.releaseConnection(connection)
  }
}
