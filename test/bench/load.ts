// Load for the benchmark of saves, in a process of its own. `http`: PATCH requests against the running server. `sql`: the
// very statements that the server sends for one save, as prepared statements over pg: one by one, or in the packets in
// which the server sends them. All are clients as bare as can be, and all warm up off the clock, because a fresh process
// has neither compiled code nor parsed statements. Bounded by a count; loopback only.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import pg from 'pg'

type Turns = {
  /** Saves of each lane: on the clock, and before it. */
  readonly count: number
  readonly warmUp: number
}
export type HttpLoad = Turns & { kind: 'http'; url: string; origin: string; lanes: { cookie: string; path: string; addresses: string[]; revision: number }[] }
/** Without a name: `begin` and its like. */
export type SqlStatement = { name: string; text: string; values: unknown[] }
/** `together`: the statements of a packet are sent without waiting for each other, as the server does; else one by one. */
export type SqlLoad = Turns & { kind: 'sql'; url: string; together: boolean; lanes: SqlStatement[][][] }
/** Stand for what has to be another one in every save: the id of its audit row, the revision that the lock found. */
export type Fresh = 'fresh-id' | 'fresh-revision'
/** Said when the clock starts, so that the other side can note what it has used until then. */
export type LoadBegun = { begun: true }
/** Milliseconds for all of them, and of each one; `cpu`: microseconds that this process computed meanwhile. */
export type LoadResult = { milliseconds: number; each: number[]; cpu: number }

/** A lane is a connection that makes one save after the other. */
type Lane = { readonly save: (turn: number) => Promise<void>; readonly end: () => unknown }

async function measure(lanes: readonly Lane[], { count, warmUp }: Turns): Promise<LoadResult> {
  const each: number[] = []
  const run = (from: number, to: number): Promise<void[]> =>
    Promise.all(
      lanes.map(async ({ save }) => {
        for (let turn = from; turn < to; turn++) {
          const started = performance.now()
          await save(turn)
          each.push(performance.now() - started)
        }
      }),
    )
  await run(0, warmUp)
  each.length = 0
  process.send?.({ begun: true } satisfies LoadBegun)
  const usage = process.cpuUsage()
  const begun = performance.now()
  await run(warmUp, warmUp + count)
  const milliseconds = performance.now() - begun
  const { user, system } = process.cpuUsage(usage)
  await Promise.all(lanes.map((lane) => lane.end()))
  return { milliseconds, each, cpu: user + system }
}

async function overHttp({ url, origin, lanes, ...turns }: HttpLoad): Promise<LoadResult> {
  const { hostname, port } = new URL(url)
  const opened = lanes.map(async (lane): Promise<Lane> => {
    const ask = await wire(hostname, Number(port))
    const head = `PATCH ${lane.path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${origin}\r\ncookie: ${lane.cookie}\r\ncontent-type: application/json\r\n`
    let { revision } = lane
    const save = async (turn: number): Promise<void> => {
      const cells = lane.addresses.map((address, index) => `["${address}",${index + turn + 1}]`).join(',')
      const body = `{"revision":${revision},"cells":[${cells}]}`
      const reply = await ask(`${head}content-length: ${body.length}\r\n\r\n${body}`)
      if (!reply.startsWith('HTTP/1.1 200')) throw new Error(`A save was refused: ${reply}`)
      revision = Number(/"revision":(\d+)/.exec(reply)?.[1])
    }
    return { save, end: ask.end }
  })
  return measure(await Promise.all(opened), turns)
}

type Wire = { (request: string): Promise<string>; end: () => void }

/** A kept-alive connection as bare as can be: the load must not cost more than what it measures. */
function wire(host: string, port: number): Promise<Wire> {
  const socket = connect({ host, port, noDelay: true })
  socket.setEncoding('latin1')
  let got = ''
  let done: ((reply: string) => void) | undefined
  socket.on('data', (part: string) => {
    got += part
    const end = got.indexOf('\r\n\r\n')
    const length = /content-length: (\d+)/i.exec(got)?.[1]
    if (end < 0 || length === undefined || got.length < end + 4 + Number(length)) return
    const reply = got
    got = ''
    done?.(reply)
  })
  const ask = (request: string): Promise<string> =>
    new Promise((resolve) => {
      done = resolve
      socket.write(request, 'latin1')
    })
  const wired = Object.assign(ask, { end: () => void socket.destroy() })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(wired))
    socket.once('error', reject)
  })
}

async function overSql({ url, lanes, together, ...turns }: SqlLoad): Promise<LoadResult> {
  const opened = lanes.map(async (packets): Promise<Lane> => {
    // Nobody reads the rows, so nothing is made of them.
    const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (value: unknown) => value }, pipeline: together })
    await client.connect()
    const { stream } = client.connection
    const save = async (): Promise<void> => {
      let revision: unknown
      const ask = async ({ name, text, values }: SqlStatement): Promise<void> => {
        const bound = values.map((value) => (value === ('fresh-id' satisfies Fresh) ? randomUUID() : value === ('fresh-revision' satisfies Fresh) ? revision : value))
        const { rows } = await client.query<{ revision?: unknown }>(name === '' ? text : { name, text, values: bound })
        revision = rows[0]?.revision ?? revision
      }
      for (const packet of packets) {
        if (together) {
          stream.cork()
          const asked = packet.map(ask)
          stream.uncork()
          await Promise.all(asked)
        } else for (const statement of packet) await ask(statement)
      }
    }
    return { save, end: () => client.end() }
  })
  return measure(await Promise.all(opened), turns)
}

process.on('message', (load: HttpLoad | SqlLoad) => {
  void (load.kind === 'http' ? overHttp(load) : overSql(load)).then((result) => {
    process.send?.(result)
    process.disconnect()
  })
})
