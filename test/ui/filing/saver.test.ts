import { expect } from 'chai'
import { find, keep, type Store } from '../../../ui/filing/keep.ts'
import { Saver, type SaveStatus, type Sent } from '../../../ui/filing/saver.ts'

/** A saver over a count of unsaved things, with a clock that is moved by hand. */
function bench(answers: Sent[]) {
  const seen: SaveStatus['kind'][] = []
  const timers: { run: () => void; milliseconds: number }[] = []
  const state = { work: 0, sends: 0, inFlight: 0, most: 0 }
  const saver = new Saver({
    hasWork: () => state.work > 0,
    send: async () => {
      state.sends += 1
      state.inFlight += 1
      state.most = Math.max(state.most, state.inFlight)
      await Promise.resolve()
      state.inFlight -= 1
      const answer = answers.shift() ?? 'done'
      if (answer === 'done') state.work = 0
      return answer
    },
    changed: (status) => seen.push(status.kind),
    now: () => 42,
    timer: (run, milliseconds) => {
      const timer = { run, milliseconds }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
  })
  return { saver, seen, timers, state }
}

describe('when the page saves', () => {
  it('waits a short while after the last edit, and saves once', async () => {
    const { saver, timers, state, seen } = bench([])
    state.work = 1
    saver.touch()
    saver.touch()
    expect(timers.length).to.equal(1)
    timers[0]?.run()
    await saver.flush()
    expect(state.sends).to.equal(1)
    expect(seen.at(-1)).to.equal('saved')
  })

  it('never has two saves under way', async () => {
    const { saver, state } = bench([])
    state.work = 1
    const all = [saver.flush(), saver.flush(), saver.flush()]
    state.work = 1
    expect(await Promise.all(all)).to.deep.equal([true, true, true])
    expect(state.most).to.equal(1)
  })

  it('says that a save failed, keeps the work and tries again later and later', async () => {
    const { saver, timers, state, seen } = bench(['failed', 'failed'])
    state.work = 1
    expect(await saver.flush()).to.equal(false)
    expect([seen.at(-1), timers[0]?.milliseconds]).to.deep.equal(['failed', 3000])
    expect(await saver.flush()).to.equal(false)
    expect(timers[0]?.milliseconds).to.equal(10_000)
    expect(await saver.flush()).to.equal(true)
    expect(seen.at(-1)).to.equal('saved')
  })

  it('sends again at once what is left after a part was refused', async () => {
    const { saver, state } = bench(['again'])
    state.work = 1
    expect(await saver.flush()).to.equal(true)
    expect(state.sends).to.equal(2)
  })

  it('stops asking when the server will not take it, until it is reset', async () => {
    const { saver, state, timers } = bench([{ stopped: 'Kỳ đã khóa.' }])
    state.work = 1
    expect(await saver.flush()).to.equal(false)
    saver.touch()
    expect([saver.status, timers.length]).to.deep.equal([{ kind: 'stopped', why: 'Kỳ đã khóa.' }, 0])
    saver.reset()
    expect(await saver.flush()).to.equal(true)
  })
})

describe('what is kept in the tab', () => {
  const store = (): Store => {
    const map = new Map<string, string>()
    return { get length() { return map.size }, key: (n) => [...map.keys()][n] ?? null, getItem: (key) => map.get(key) ?? null, setItem: (key, text) => void map.set(key, text), removeItem: (key) => void map.delete(key) }
  }
  const kept = { revision: 3, cells: [['main.copies', 7]], wrong: [['main.x', 'abc']] } as const

  it('gives back to the same person and filing, and to nobody else', () => {
    const tab = store()
    keep(tab, 'an', 'f1', kept)
    expect(find(tab, 'an', 'f1')).to.deep.equal(kept)
    expect([find(tab, 'lan', 'f1'), find(tab, 'an', 'f2')]).to.deep.equal([null, null])
  })

  it('holds one copy, the newest revision, and none once it is forgotten', () => {
    const tab = store()
    keep(tab, 'an', 'f1', kept)
    keep(tab, 'an', 'f1', { ...kept, revision: 4 })
    expect([tab.length, find(tab, 'an', 'f1')?.revision]).to.deep.equal([1, 4])
    keep(tab, 'an', 'f1', null)
    expect(tab.length).to.equal(0)
  })

  it('goes on without a storage, with a full one and with nonsense in it', () => {
    const full: Store = { ...store(), length: 0, setItem: () => { throw new Error('full') } }
    keep(null, 'an', 'f1', kept)
    keep(full, 'an', 'f1', kept)
    const odd = store()
    odd.setItem('bieumau.unsaved an f1 3', '{')
    expect([find(null, 'an', 'f1'), find(odd, 'an', 'f1')]).to.deep.equal([null, null])
  })
})
