// Load for the benchmark of saves, in a process of its own. `http`: PATCH requests against the running server. `sql`: the
// very statements that the server sends for one save, as prepared statements over pg. Bounded by a count; loopback only.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import pg from 'pg'

export type HttpLoad = { kind: 'http'; url: string; origin: string; lanes: { cookie: string; path: string; addresses: string[]; revision: number }[]; count: number }
export type SqlLoad = { kind: 'sql'; url: string; lanes: { sql: string; bindings: unknown[] }[][]; count: number }
/** Milliseconds for all of them, and of each one. */
export type LoadResult = { milliseconds: number; each: number[]; failed: number }

async function overHttp({ url, origin, lanes, count }: HttpLoad): Promise<LoadResult> {
  const { hostname, port } = new URL(url)
  const each: number[] = []
  let failed = 0
  const wires = await Promise.all(lanes.map(() => wire(hostname, Number(port))))
  const begun = performance.now()
  await Promise.all(
    lanes.map(async (lane, index) => {
      const ask = wires[index] as Wire
      const head = `PATCH ${lane.path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${origin}\r\ncookie: ${lane.cookie}\r\ncontent-type: application/json\r\n`
      let { revision } = lane
      for (let turn = 0; turn < count; turn++) {
        const started = performance.now()
        const cells = lane.addresses.map((address, index) => `["${address}",${index + turn + 1}]`).join(',')
        const body = `{"revision":${revision},"cells":[${cells}]}`
        const reply = await ask(`${head}content-length: ${body.length}\r\n\r\n${body}`)
        each.push(performance.now() - started)
        if (reply.startsWith('HTTP/1.1 200')) revision = Number(/"revision":(\d+)/.exec(reply)?.[1])
        else failed++
      }
    }),
  )
  const milliseconds = performance.now() - begun
  for (const ask of wires) ask.end()
  return { milliseconds, each, failed }
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

async function overSql({ url, lanes, count }: SqlLoad): Promise<LoadResult> {
  const clients = await Promise.all(lanes.map(async () => {
    const client = new pg.Client(url)
    await client.connect()
    return client
  }))
  const each: number[] = []
  const begun = performance.now()
  await Promise.all(
    lanes.map(async (statements, lane) => {
      const client = clients[lane] as pg.Client
      for (let turn = 0; turn < count; turn++) {
        const started = performance.now()
        for (const [index, { sql, bindings }] of statements.entries()) {
          // Two statements carry an id of their own (the audit row); everything else may be sent again as it was.
          const values = bindings.map((value) => (value === 'fresh-id' ? randomUUID() : value))
          await client.query(/^(begin|commit)/i.test(sql) ? sql : { name: `s${index}`, text: sql, values })
        }
        each.push(performance.now() - started)
      }
    }),
  )
  const milliseconds = performance.now() - begun
  await Promise.all(clients.map((client) => client.end()))
  return { milliseconds, each, failed: 0 }
}

process.on('message', (load: HttpLoad | SqlLoad) => {
  void (load.kind === 'http' ? overHttp(load) : overSql(load)).then((result) => {
    process.send?.(result)
    process.disconnect()
  })
})
