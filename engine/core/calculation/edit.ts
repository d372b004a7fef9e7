// Typed values go into an open sheet; what moves comes out as addresses.
import type { WireValue } from '../contract/shapes.ts'
import { addressOf, placeOf, put, type Sheet } from './sheet.ts'
import { propagate } from './recalculate.ts'

export type Edited = {
  /** Cells, typed and calculated, whose value is another one now. */
  readonly moved: string[]
}

/** A double that no text has. */
const otherWords = -1

/** Sets cells and recalculates. Addresses that the form does not have, or calculates itself, throw: check the patch before. */
export function edit(sheet: Sheet, changes: readonly (readonly [address: string, value: WireValue])[]): Edited {
  /** What each slot held before the first of these changes: a patch may name a cell twice. */
  const before = new Map<number, number>()
  const texts = new Map<number, string | undefined>()
  for (const [address, value] of changes) {
    const place = placeOf(sheet, address)
    if (place === undefined) throw new Error(`No cell ${address}`)
    if (place.role === 'calculated' || place.role === 'closed') throw new Error(`Cell ${address} is not filled in by hand`)
    const holds = place.table.columns[place.column]?.holds ?? 'number'
    if (!before.has(place.slot)) {
      before.set(place.slot, sheet.cells.v[place.slot] as number)
      if (holds === 'text') texts.set(place.slot, sheet.texts.get(place.slot))
    }
    put(sheet, place.slot, holds, value)
  }
  // The double of a text says only whether it is blank: other words have to be told apart here.
  for (const [slot, text] of texts) before.set(slot, text === sheet.texts.get(slot) ? (sheet.cells.v[slot] as number) : otherWords)
  return { moved: propagate(sheet, [...before]).flatMap((slot) => addressOf(sheet, slot) ?? []) }
}
