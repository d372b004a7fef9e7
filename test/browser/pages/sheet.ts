// The page of the contract test: one frame over a draft, nothing else. `?grid=rich` draws it with the second grid,
// `form=choices` another form; what
// the frame asks for is done as the filing page does it, and the draft's values can be read from the outside.
import { findings } from '../../../engine/core/validation/validate.ts'
import { cellAt } from '../../../engine/core/calculation/sheet.ts'
import type { Filing } from '../../../engine/core/contract/filing.ts'
import { change, openDraft, takeBack } from '../../../ui/filing/draft.ts'
import { viewOf } from '../../../ui/filing/view-of.ts'
import '../../../ui/sheet/sheet-frame.ts'
import type { SheetFrame } from '../../../ui/sheet/sheet-frame.ts'
import type { Change } from '../../../ui/sheet/view.ts'
import { causes, choiceForm, contractForm } from './sheet-form.ts'

const asked = new URLSearchParams(location.search)
const draft = openDraft(asked.get('form') === 'choices' ? {
  id: 'x', definition: choiceForm, outside: { types: {}, values: {}, choices: { causes } }, tables: [{ id: 'main', rows: [{ key: 'first', cells: ['B', 'A,B'] }] }],
  previous: [], explanation: '', reasons: {}, revision: 1, editable: true,
} as unknown as Filing : {
  id: 'x', definition: contractForm, tables: [{ id: 'main', rows: [{ key: 'first', cells: [null, 12, 5, null] }, { key: 'unit-a', cells: [] }] }],
  previous: [{ id: 'main', rows: [{ key: 'first', cells: [null, 11, 4, null] }] }], explanation: '', reasons: {}, revision: 1, editable: true,
} as unknown as Filing)
const table = draft.form.tables[0]
if (table === undefined) throw new Error('no table')

const frame = document.createElement('bm-sheet-frame') as SheetFrame
const draw = (): void => {
  frame.view = viewOf(draft, table, findings(draft.sheet))
}
frame.label = 'Bảng thử'
frame.grid = asked.get('grid') === 'rich' ? 'rich' : 'table'
frame.licence = 'non-commercial-and-evaluation'
draw()

const log: { name: string; detail: unknown }[] = []
for (const name of ['bm-changes', 'bm-back', 'bm-ask', 'bm-say', 'bm-selected']) {
  frame.addEventListener(name, (event) => {
    const { detail } = event as CustomEvent<unknown>
    log.push({ name, detail })
    if (name === 'bm-changes') change(draft, detail as Change[])
    if (name === 'bm-back') {
      const { first } = takeBack(draft, detail === 'redo')
      if (first !== undefined) draw()
    }
    if (name === 'bm-changes') draw()
  })
}
document.querySelector('#host')?.append(frame)

Object.assign(window, {
  contract: {
    value: (address: string) => cellAt(draft.sheet, address).value,
    wrong: (address: string) => draft.wrong.get(address)?.text ?? null,
    log: () => log,
    lock: () => {
      draft.filing = { ...draft.filing, editable: false }
      draw()
    },
  },
})
