import { expect } from 'chai'
import fc from 'fast-check'
import { at, blockOf, isInside, readKey, type Extent, type Keystroke } from '../../../ui/sheet/gesture.ts'
import { noSteps, redo, remember, undo } from '../../../ui/sheet/undo.ts'
import { headings } from '../../../ui/sheet/heading.ts'
import { compileForm } from '../../../engine/core/form/compile.ts'
import { wide } from '../mock-forms.ts'

const key = (name: string, held: Partial<Keystroke> = {}): Keystroke => ({ key: name, ctrl: false, shift: false, alt: false, composing: false, ...held })
const extent: Extent = { rows: 3, columns: 4, editable: ({ column }) => column !== 0 }
const goes = (stroke: Keystroke, row: number, column: number): unknown => {
  const meaning = readKey(stroke, at(row, column), extent)
  return meaning.kind === 'go' ? [meaning.selection.focus.row, meaning.selection.focus.column] : meaning.kind
}

describe('what a key means in the sheet', () => {
  for (const [stroke, from, to] of [
    [key('ArrowDown'), [0, 0], [1, 0]], [key('ArrowUp'), [0, 2], [0, 2]], [key('ArrowRight', { ctrl: true }), [1, 1], [1, 3]],
    [key('Home'), [2, 3], [2, 0]], [key('End', { ctrl: true }), [0, 0], [2, 3]], [key('Enter'), [2, 1], [0, 2]], [key('Enter', { shift: true }), [0, 2], [2, 1]],
    [key('Enter'), [2, 3], [2, 3]], [key('Tab'), [0, 3], [1, 1]], [key('Tab', { shift: true }), [1, 1], [0, 3]], [key('Tab'), [2, 3], 'leave'], [key('Tab', { shift: true }), [0, 1], 'leave'],
    [key('F2'), [0, 0], 'edit'], [key('7'), [0, 0], 'edit'], [key('Delete'), [0, 0], 'clear'], [key('z', { ctrl: true }), [0, 0], 'undo'], [key('Z', { ctrl: true, shift: true }), [0, 0], 'redo'],
    [key('d', { ctrl: true }), [0, 0], 'fill'], [key('/', { alt: true }), [0, 0], 'ask'], [key('ContextMenu'), [0, 0], 'ask'], [key('c', { ctrl: true }), [0, 0], 'nothing'], [key('F5'), [0, 0], 'nothing'],
    [key('Process'), [0, 0], 'edit'],
  ] as [Keystroke, [number, number], unknown][]) {
    it(`${stroke.ctrl ? 'Ctrl+' : ''}${stroke.shift ? 'Shift+' : ''}${stroke.alt ? 'Alt+' : ''}${stroke.key} at ${from.join()} → ${String(to)}`, () => {
      expect(goes(stroke, ...from)).to.deep.equal(to)
    })
  }

  it('extends the selection with Shift and keeps its anchor', () => {
    const meaning = readKey(key('ArrowRight', { shift: true }), { anchor: { row: 1, column: 1 }, focus: { row: 1, column: 2 } }, extent)
    expect(meaning).to.deep.equal({ kind: 'go', selection: { anchor: { row: 1, column: 1 }, focus: { row: 1, column: 3 } } })
  })

  it('never leads outside of the table', () => {
    const names = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', 'Tab', 'a')
    fc.assert(fc.property(names, fc.boolean(), fc.boolean(), fc.nat(2), fc.nat(3), (name, ctrl, shift, row, column) => {
      const meaning = readKey(key(name, { ctrl, shift }), at(row, column), extent)
      if (meaning.kind !== 'go') return
      const { focus } = meaning.selection
      expect(isInside({ top: 0, left: 0, rows: 3, columns: 4 }, focus.row, focus.column)).to.equal(true)
    }))
  })

  it('spans a block whichever way it was drawn', () => {
    expect(blockOf({ anchor: { row: 2, column: 3 }, focus: { row: 1, column: 1 } })).to.deep.equal({ top: 1, left: 1, rows: 2, columns: 3 })
  })
})

describe('steps that can be taken back', () => {
  const step = (n: number) => ({ before: [{ address: 'a', value: n - 1 }], after: [{ address: 'a', value: n }] })

  it('goes back and forth, and forgets what was taken back once something new is done', () => {
    const two = remember(remember(noSteps, step(1)), step(2))
    const back = undo(two)
    expect(back.changes).to.deep.equal([{ address: 'a', value: 1 }])
    expect(redo(back.steps)).to.deep.equal({ steps: two, changes: [{ address: 'a', value: 2 }] })
    expect(redo(remember(back.steps, step(3))).changes).to.deep.equal([])
  })

  it('has nothing to take back at the beginning', () => {
    expect(undo(noSteps)).to.deep.equal({ steps: noSteps, changes: [] })
  })
})

describe('the merged heading', () => {
  it('names every heading above each column, outermost first', () => {
    const table = compileForm(wide).tables[0]
    if (table === undefined) throw new Error('no table')
    const { rows, of } = headings(table)
    const title = (id: string) => rows.flat().find((one) => one.id === id)?.title
    expect(of[2]?.map(title)).to.deep.equal(['Công chứng', 'Số việc công chứng', 'Chia ra', 'Công chứng hợp đồng, giao dịch'])
    expect(of[10]?.map(title)).to.deep.equal(['Tổng số tiền nộp ngân sách nhà nước hoặc nộp thuế'])
    expect(new Set(rows.flat().map((one) => one.id)).size).to.equal(rows.flat().length)
  })
})
