import { expect } from 'chai'
import { readFileSync, readdirSync } from 'node:fs'
import { uiEn, uiVi, type UiKey } from '../../engine/core/messages/ui.ts'
import { daysBetween, readDay, showDay, showInstant } from '../../ui/format.ts'
import { readRoute, showRoute } from '../../ui/frame/route.ts'
import { readDue } from '../../ui/parts/due.ts'
import { groupFilings } from '../../ui/received/group.ts'
import { startMock } from './mock-server.ts'

describe('the words of the pages', () => {
  const holes = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map((one) => one[1] ?? '').sort()

  it('fill the same places in both languages, and are in NFC', () => {
    for (const key of Object.keys(uiVi) as UiKey[]) {
      expect(holes(uiEn[key]), key).to.deep.equal(holes(uiVi[key]))
      expect(uiVi[key].normalize('NFC'), key).to.equal(uiVi[key])
    }
  })

  it('stand once each: a second table with the same key would silently win', () => {
    const tables = readdirSync('engine/core/messages').filter((file) => file.startsWith('ui-')).map((file) => readFileSync(`engine/core/messages/${file}`, 'utf8'))
    const keys = tables.flatMap((table) => [...(table.split('En: Readonly')[0] ?? '').matchAll(/^ {2}'([^']+)'/gm)].map((one) => one[1]))
    expect(keys.length).to.be.greaterThan(700)
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).to.deep.equal([])
  })
})

describe('days and instants', () => {
  it('are written as offices write them, in Vietnamese time', () => {
    expect(showDay('2020-06-01')).to.equal('01/06/2020')
    expect(showInstant('2020-06-01T17:30:00Z')).to.equal('00:30 02/06/2020')
    expect(showInstant('2020-05-31T17:05:00Z')).to.equal('00:05 01/06/2020')
  })

  it('are read in the ways people type them, and only where the calendar has them', () => {
    expect(['5/6/2020', '05-06-2020', '05.06.2020', '05062020', ' 05/06/2020 '].map(readDay)).to.deep.equal(Array(5).fill('2020-06-05'))
    expect(['31/02/2020', '2020-06-05', '5/6/20', ''].map(readDay)).to.deep.equal([null, null, null, null])
    expect(daysBetween('2020-02-28', '2020-03-01')).to.equal(2)
  })

  it('count down to the due day and up from it', () => {
    expect(readDue('2020-06-08', false, '2020-06-05')).to.deep.include({ words: 'Còn 3 ngày', near: true, late: false })
    expect(readDue('2020-06-08', false, '2020-06-08')?.words).to.equal('Hôm nay là hạn gửi')
    expect(readDue('2020-06-08', true, '2020-06-10')).to.deep.include({ words: 'Quá hạn 2 ngày', late: true })
    expect(readDue(null, false, '2020-06-10')).to.equal(null)
  })
})

describe('addresses of pages', () => {
  it('lead there and back', () => {
    const id = '00000000-0000-4000-8000-000000000001'
    for (const route of [{ page: 'inbox' }, { page: 'reports' }, { page: 'received' }, { page: 'copies' }, { page: 'notifications' }, { page: 'substitutes' }, { page: 'password' }, { page: 'filing', id }, { page: 'filing', id, cell: 'communes[x].copies' }] as const) {
      const [path = '', hash = ''] = showRoute(route).split('#')
      expect(readRoute(path, hash === '' ? '' : `#${hash}`)).to.deep.equal(route)
    }
    for (const path of ['/x', '/filings/1', '/filings', '/reports/1']) expect(readRoute(path).page, path).to.equal('missing')
    expect(readRoute('/filings/00000000-0000-4000-8000-000000000001', '#%E0%A4%A')).to.deep.equal({ page: 'filing', id })
  })
})

describe('filings of lower units', () => {
  it('are put together by form, with what waits first and what is in last', async () => {
    const mock = await startMock('.')
    try {
      await fetch(`${mock.url}/api/v1/session`, { method: 'POST', body: '{"login":"x"}' })
      const { filings } = (await (await fetch(`${mock.url}/api/v1/filings?box=received`)).json()) as { filings: Parameters<typeof groupFilings>[0] }
      const [group, ...others] = groupFilings(filings)
      expect(others).to.deep.equal([])
      expect(group).to.deep.include({ received: 1, waiting: 1, late: 1 })
      expect(group?.lines.map((line) => line.state.tone)).to.deep.equal(['sent', 'returned', 'working', 'idle', 'done'])
    } finally {
      await mock.close()
    }
  })
})
