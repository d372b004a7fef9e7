import { expect } from 'chai'
import { toText } from '../../../engine/core/expression/parse.ts'
import { substitute } from '../../../engine/core/expression/tree.ts'
import { parsed } from './calculating.ts'

describe('a name in an expression', () => {
  it('gives way to another where it stands alone and where an address ends with it, and keeps its source', () => {
    const rule = parsed('cell <= previous(cell) * 2 and sum(column cell, cell) > main.cell + cell.main - carried_over(main.all.cell)')
    expect(toText(substitute(rule, 'cell', 'acts'))).to.equal('acts <= previous(acts) * 2 and sum(column acts, acts) > main.acts + cell.main - carried_over(main.all.acts)')
  })
})
