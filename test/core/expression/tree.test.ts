import { expect } from 'chai'
import { toText } from '../../../engine/core/expression/parse.ts'
import { substitute } from '../../../engine/core/expression/tree.ts'
import { parsed } from './calculating.ts'

describe('a name in an expression', () => {
  it('gives way to another wherever it stands alone, and keeps its source', () => {
    const rule = parsed('cell <= previous(cell) * 2 and sum(column cell, cell) > main.cell + cell.main')
    expect(toText(substitute(rule, 'cell', ['acts']))).to.equal('acts <= previous(acts) * 2 and sum(column acts, acts) > main.cell + cell.main')
    expect(toText(substitute(rule, 'cell', ['main', 'acts']))).to.equal('main.acts <= previous(main.acts) * 2 and sum(column main.acts, main.acts) > main.cell + cell.main')
  })
})
