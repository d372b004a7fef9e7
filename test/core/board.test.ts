// Counts of reports and what is said of them.
import { expect } from 'chai'
import { addCounts, completeness, handedIn, notDueYet, standingOf, timeliness, type ReportCounts } from '../../engine/core/board.ts'

const counts = (some: Partial<ReportCounts>): ReportCounts => ({ ...addCounts([]), ...some })

describe('counts of reports', () => {
  it('add up, figure by figure', () => {
    const one = counts({ expected: 3, notStarted: 1, inWork: 1, sent: 1, onTime: 1, missing: 1 })
    const two = counts({ expected: 4, received: 3, closed: 1, onTime: 2, sentLate: 1, missing: 1 })
    expect(addCounts([one, two])).to.deep.equal({ expected: 7, notStarted: 1, inWork: 1, sent: 1, received: 3, closed: 1, onTime: 3, sentLate: 1, missing: 2 })
  })

  it('measure what is in against what is owed, and what came on time against what is in or overdue', () => {
    const some = counts({ expected: 10, received: 5, onTime: 4, sentLate: 1, missing: 3 })
    expect([handedIn(some), notDueYet(some)]).to.deep.equal([5, 2])
    expect(completeness(some)).to.equal(0.5)
    expect(timeliness(some)).to.equal(0.5)
    expect(completeness(counts({}))).to.equal(null)
    expect(timeliness(counts({ expected: 3, notStarted: 3 })), 'nothing to measure before the first is in or due').to.equal(null)
  })

  const standings: [string, Partial<ReportCounts>][] = [
    ['idle', { expected: 2, notStarted: 2 }],
    ['going', { expected: 2, notStarted: 1, inWork: 1 }],
    ['going', { expected: 2, inWork: 1, received: 1, onTime: 1 }],
    ['complete', { expected: 2, received: 1, sent: 1, onTime: 2 }],
    ['complete-late', { expected: 2, received: 2, onTime: 1, sentLate: 1 }],
    ['overdue', { expected: 2, received: 1, onTime: 1, notStarted: 1, missing: 1 }],
  ]
  for (const [standing, some] of standings) it(`stand as ${standing} with ${JSON.stringify(some)}`, () => expect(standingOf(counts(some))).to.equal(standing))
})
