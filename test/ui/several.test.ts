// Several reports at once, without a page: which acts the chosen ones are offered, and what becomes of them when some are
// refused or the server is gone. The server is a function here.
import { expect } from 'chai'
import type { FilingLine, Offer, PossibleAction } from '../../engine/core/contract/filing.ts'
import { Several } from '../../ui/several/several.ts'

const action = (id: string, tone: PossibleAction['tone']): PossibleAction => ({ id, title: id, tone, reasons: [], note: 'none', paper: false, confirm: null, blocked: null, assigns: null })
const lines = Array.from({ length: 12 }, (_, index) => ({ id: `f${index}`, revision: index }) as FilingLine)
const ids = lines.map((one) => one.id)

describe('several reports chosen in a list', () => {
  const { fetch } = globalThis
  afterEach(() => {
    globalThis.fetch = fetch
  })

  /** Answers in turn as the table says; the last answer goes for all that follow. */
  const server = (...answers: (number | 'gone')[]): string[] => {
    const asked: string[] = []
    globalThis.fetch = (async (address: string) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]
      asked.push(address)
      if (answer === 'gone') throw new TypeError('no network')
      return new Response(JSON.stringify(answer === 200 ? {} : { status: answer, code: 'x', title: 'Tiêu đề', detail: 'Vì sao' }), { status: answer ?? 500 })
    }) as unknown as typeof globalThis.fetch
    return asked
  }
  const opened = (offers: Offer[] = [{ action: action('receive', 'main'), filings: ids }, { action: action('return', 'return'), filings: ids.slice(0, 3) }]): { several: Several; reloads: () => number } => {
    let reloads = 0
    const several = new Several({ requestUpdate: () => {} } as never, async () => void reloads++)
    several.show(lines, offers)
    return { several, reloads: () => reloads }
  }
  const receiveAll = async (several: Several): Promise<void> => {
    several.choose(ids, true)
    several.begin(several.choices.find((one) => one.action.id === 'receive') ?? null)
    await several.act({}, 'bc')
  }

  it('are offered each act with those that it can be done to, what is usually done last', () => {
    const { several } = opened()
    several.choose(['f1', 'f7', 'f9'], true)
    expect(several.choices.map((one) => [one.action.id, one.lines.map((line) => line.id)])).to.deep.equal([['return', ['f1']], ['receive', ['f1', 'f7', 'f9']]])
  })

  it('are asked for one by one; what is refused stays chosen, with why, and holds up none of the others', async () => {
    const { several, reloads } = opened()
    const asked = server(200, 412, 409, 200)
    await receiveAll(several)
    expect(asked.length).to.equal(12)
    expect(several.outcome?.done).to.equal(10)
    expect(several.outcome?.failed.map((one) => one.words)).to.deep.equal([
      'người khác vừa xử lý báo cáo này. Danh sách đã được tải lại theo trạng thái mới.', 'Vì sao',
    ])
    expect([...several.chosen]).to.deep.equal(several.outcome?.failed.map((one) => one.line.id))
    expect([reloads(), several.progress]).to.deep.equal([1, undefined])
  })

  it('are not asked for any more once the server is gone, and all that were left are told of', async () => {
    const { several } = opened()
    const asked = server(200, 200, 'gone')
    await receiveAll(several)
    expect(asked.length).to.be.at.most(6)
    expect([several.outcome?.done, several.outcome?.failed.length, several.chosen.size]).to.deep.equal([2, 10, 10])
  })

  it('are no longer chosen when the list no longer offers anything for them', () => {
    const { several } = opened()
    several.choose(ids, true)
    several.show(lines.slice(0, 2), [{ action: action('receive', 'main'), filings: ['f0'] }])
    expect([...several.chosen]).to.deep.equal(['f0'])
  })
})
