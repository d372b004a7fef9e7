// Whatever is sent to the cells of a filing: the answer comes, says what is wrong as a problem or that it is saved, and
// is never a fault of ours. Bodies near the right shape reach further than noise does, so most are of that kind.
import { expect } from 'chai'
import fc from 'fast-check'
import { findLine, openFiling, startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('', '\0', '\ud800', 'e\u0302', '１２', '1.234,5', '-0', '١٢', '__proto__', 'a'.repeat(5000)))
const address = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('main.copies', 'main.signatures', 'main.contracts') },
  { weight: 1, arbitrary: fc.constantFrom('communes.total.copies', 'main', 'main.', '.copies', 'main.copies.copies', 'main[].copies', 'main[00000000-0000-0000-0000-000000000000].copies', '__proto__.constructor', 'main.constructor', 'main.toString', 'a'.repeat(200), 'main[*].copies') },
  { weight: 1, arbitrary: text },
)
const value = fc.oneof(
  { weight: 2, arbitrary: fc.nat(1_000_000) },
  { weight: 2, arbitrary: fc.oneof(fc.double(), fc.bigInt().map(String), fc.integer(), fc.constantFrom<unknown>(null, '', -0, 2 ** 53, -(2 ** 53), 1e308, 5e-324, '9'.repeat(400), '1e5', '0x10', 'NaN')) },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)
const revision = fc.oneof({ weight: 4, arbitrary: fc.constant('current') }, { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.constantFrom<unknown>(null, '1', 2 ** 31, 2 ** 53, -1, [], {})) })

/** The shape of a save with anything in its places; `current` is filled in when it is sent. */
const near = fc.record(
  {
    revision,
    cells: fc.array(fc.oneof({ weight: 8, arbitrary: fc.tuple(address, value) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }), { maxLength: 6 }),
    explanation: fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
    reasons: fc.oneof(fc.dictionary(text, text, { maxKeys: 3 }), fc.jsonValue({ maxDepth: 2 })),
    checksum: fc.oneof(fc.nat(), fc.jsonValue({ maxDepth: 1 })),
  },
  { requiredKeys: ['revision', 'cells'] },
)
const fine = fc.record({ revision: fc.constant('current'), cells: fc.array(fc.tuple(fc.constantFrom('main.copies', 'main.signatures', 'main.contracts'), fc.option(fc.nat(1_000_000))), { minLength: 1, maxLength: 3 }) })
const damaged = fc.tuple(near, fc.nat(), fc.constantFrom('', '{', '"', '\\u0000', ',', '9'.repeat(500), '[[['.repeat(200))).map(([body, at, put]) => {
  const whole = JSON.stringify(body)
  const place = at % (whole.length + 1)
  return whole.slice(0, place) + put + whole.slice(place + 1)
})

describe('The cells of a filing', () => {
  let country: Country
  let bc: Client
  let id: string
  before(async () => {
    country = await startCountry()
    bc = await country.client('xabocbo_hpn_tbkn_bc')
    id = (await findLine(bc, 'own', '17a')).id
  })
  after(() => country.end())

  function isAnswered(reply: Reply, sent: string): void {
    const words = `${sent.slice(0, 300)} → ${reply.status} ${reply.text.slice(0, 300)}`
    expect(reply.status, words).to.be.within(200, 499)
    if (reply.status === 200) return void expect(reply.body.revision, words).to.be.a('number')
    expect(reply.headers.get('content-type'), words).to.contain('application/problem+json')
    expect(reply.body, words).to.include.keys('type', 'title', 'status', 'detail', 'code')
    expect(reply.body.status, words).to.equal(reply.status)
  }

  async function send(body: unknown): Promise<Reply> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body)
    const reply = await bc.patch(`/filings/${id}`, sent)
    isAnswered(reply, sent)
    return reply
  }

  it('take or refuse any body, and stay readable', async function () {
    this.timeout(120_000)
    let saved = 0
    let { revision: current } = await openFiling(bc, id)
    await fc.assert(fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: near }, { weight: 2, arbitrary: fine }, { weight: 2, arbitrary: damaged }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) }, { weight: 1, arbitrary: text }), async (body) => {
      const filled = typeof body === 'object' && body !== null && 'revision' in body && body.revision === 'current' ? { ...body, revision: current } : body
      const reply = await send(filled)
      if (reply.status !== 200) return
      saved++
      current = reply.body.revision
    }), { numRuns: 400 })
    // Noise alone would prove little.
    expect(saved).to.be.above(20)
    const { tables, revision } = await openFiling(bc, id)
    expect(revision).to.equal(current)
    for (const cell of tables.flatMap((table) => table.rows.flatMap((row) => row.cells))) expect(cell === null || Number.isSafeInteger(cell) || typeof cell === 'string', String(cell)).to.equal(true)
  })

  it('take or refuse any act in the same way', async function () {
    this.timeout(60_000)
    const act = fc.tuple(fc.oneof(fc.constantFrom('submit', 'approve', 'send', 'receive', 'record', 'return'), text.map((word) => encodeURIComponent(word.replace(/\p{Surrogate}/gu, ''))).filter((word) => word !== '' && word !== '.' && word !== '..')), fc.oneof(fc.record({ revision: fc.oneof(fc.nat(50), revision), reason: text, note: text, paper: fc.oneof(fc.record({ number: text, date: text }), fc.jsonValue({ maxDepth: 1 })) }, { requiredKeys: [] }), fc.jsonValue({ maxDepth: 2 })))
    await fc.assert(fc.asyncProperty(act, async ([name, body]) => {
      const reply = await bc.post(`/filings/${id}/actions/${name}`, body)
      const words = `${name} ${JSON.stringify(body)} → ${reply.status} ${reply.text.slice(0, 300)}`
      expect(reply.status, words).to.be.within(200, 499)
      if (reply.status !== 200) expect(reply.headers.get('content-type'), words).to.contain('application/problem+json')
    }), { numRuns: 150 })
  })
})
