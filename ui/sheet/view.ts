// What a grid is given to draw and what it gives back. Both grids and all gesture functions speak only these shapes:
// a grid never changes a value, it reports a gesture, and gets a new view.
import type { Column, Table } from '../../engine/core/form/compile.ts'
import type { Issue, Severity } from '../../engine/core/issue.ts'
import type { RowView } from '../../engine/core/calculation/sheet.ts'
import type { FileRef, RowChange } from '../../engine/core/contract/filing.ts'
import type { Asked } from '../../engine/core/calculation/conditions.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { text } from '../text.ts'
import type { KeyMeaning } from './gesture.ts'

export type Place = { readonly row: number; readonly column: number }
/** `anchor` is where it began, `focus` the active cell; they span the selected block. */
export type Selection = { readonly anchor: Place; readonly focus: Place }

/** Text that could not become a value: kept and shown as typed, never sent. */
export type Wrong = { readonly text: string; readonly issue: Issue; /** ready sentence where the server made it */ readonly sentence?: string }

/** What is wrong at a cell: as a sentence of its own, and as it reads beside the cell. */
export type Finding = { readonly code: string; readonly severity: Severity; readonly sentence: string; readonly beside: string }

export type CellView = {
  readonly address: string
  readonly value: WireValue
  /** As drawn: grouped figures, the wrong text as typed, or nothing. */
  readonly shown: string
  /** What an editor opens with: no grouping, so that another digit may be typed anywhere. */
  readonly plain: string
  readonly role: 'typed' | 'calculated' | 'rolled-up' | 'closed'
  readonly editable: boolean
  /** Why it is not editable, in words; empty where it is. */
  readonly why: string
  readonly wrong: Wrong | undefined
  /** Is it seen, required, locked now? */
  readonly asked: Asked
  /** The weightiest finding at the cell. */
  readonly finding: Finding | undefined
  readonly elsewhere: boolean
  /** The official figure of the year before, in words of the cell; empty where there is none. */
  readonly previous: string
  /** The last figure of the same year of those that went into the unit, in words of the cell. */
  readonly predecessors?: string
  /** Of a field that takes files: whose they are, and which there are. */
  readonly attached?: { readonly filing: string; readonly files: readonly FileRef[] }
}

/** The earlier figures beside a cell, each with what it is. */
export function besideWords({ previous, predecessors = '' }: Pick<CellView, 'previous' | 'predecessors'>): string[] {
  return [
    ...(predecessors === '' ? [] : [text('sheet.predecessors-value', { value: predecessors })]),
    ...(previous === '' ? [] : [text('sheet.previous-value', { value: previous })]),
  ]
}

/** The same in the cell itself, where there is no room for words. */
export function besideFigures({ previous, predecessors = '' }: Pick<CellView, 'previous' | 'predecessors'>): string {
  return [predecessors === '' ? '' : `(${predecessors})`, previous].filter((one) => one !== '').join(' · ')
}

export type SheetView = {
  readonly table: Table
  /** Those that are shown. */
  readonly columns: readonly Column[]
  readonly rows: readonly RowView[]
  readonly cell: (row: number, column: number) => CellView
  readonly readOnly: boolean
  /** Printed in one grid with other tables: columns of one number stand under each other. */
  readonly shared: boolean
}

export type Gesture =
  | { readonly kind: 'type'; readonly at: Place; readonly text: string }
  /** The editor is open and holds this; null: it was closed without a change. Only a hint comes of it. */
  | { readonly kind: 'typing'; readonly at: Place; readonly text: string | null }
  | { readonly kind: 'paste'; readonly at: Selection; readonly text: string; readonly html: string }
  | { readonly kind: 'clear'; readonly at: Selection }
  | { readonly kind: 'fill'; readonly at: Selection; readonly towards: 'down' | 'right' }
  | { readonly kind: 'copied'; readonly at: Selection }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'select'; readonly at: Selection }
  | { readonly kind: 'ask'; readonly at: Place }
  /** A keystroke on a cell that is not typed here. */
  | { readonly kind: 'refused'; readonly at: Place }

/** One cell's new content: a value to store, or a wrong text to show. Or a record that is added, named or removed; `address`
 * is then the row's. */
export type Change =
  | { readonly address: string; readonly value: WireValue }
  | { readonly address: string; readonly wrong: Wrong }
  | { readonly address: string; readonly row: RowChange }

/** What both grid elements offer to the page. */
export type GridElement = HTMLElement & {
  view: SheetView
  label: string
  showPrevious: boolean
  /** Moves the selection there and gives it the focus. */
  goTo: (at: Place) => void
  updateComplete: Promise<boolean>
}

/** The gesture that a key means in any grid; undefined for keys that each grid carries out in its own way. */
export function gestureOf(meaning: KeyMeaning, selection: Selection): Gesture | undefined {
  switch (meaning.kind) {
    case 'clear':
      return { kind: 'clear', at: selection }
    case 'fill':
      return { kind: 'fill', at: selection, towards: meaning.towards }
    case 'ask':
      return { kind: 'ask', at: selection.focus }
    case 'undo':
    case 'redo':
      return { kind: meaning.kind }
    default:
      return undefined
  }
}

export const gestureEvent = 'bm-gesture'

export function report(grid: EventTarget, gesture: Gesture): void {
  grid.dispatchEvent(new CustomEvent<Gesture>(gestureEvent, { detail: gesture, bubbles: true, composed: true }))
}
