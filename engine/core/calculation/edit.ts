// Typed values go into an open sheet; what moves comes out as addresses.
import type { WireValue } from '../contract/shapes.ts'
import { addressOf, placeOf, put, type Place, type Sheet } from './sheet.ts'
import { propagate } from './recalculate.ts'

export type Edited = {
  /** Cells, typed and calculated, whose value is another one now. */
  readonly moved: string[]
}

/** A double that no text has. */
const otherWords = -1

/** Sets cells and recalculates. Addresses that the form does not have, or calculates itself, throw: check the patch before. */
export function edit(sheet: Sheet, changes: readonly (readonly [address: string, value: WireValue])[]): Edited {
  const entries = changes.map(([address, value]): [Place, WireValue] => {
    const place = placeOf(sheet, address)
    if (place === undefined) throw new Error(`No cell ${address}`)
    return [place, value]
  })
  return { moved: enter(sheet, entries).flatMap((slot) => addressOf(sheet, slot) ?? []) }
}

/** As edit, for who has looked the places up already. Returns the slots whose value is another one now. */
export function enter(sheet: Sheet, entries: readonly (readonly [place: Place, value: WireValue])[]): number[] {
  /** What each slot held before the first of these changes: a patch may name a cell twice. */
  const before: [slot: number, value: number][] = []
  const seen = entries.length > 1 ? new Uint8Array(sheet.cells.v.length) : undefined
  const texts: { pair: [slot: number, value: number]; text: string | undefined }[] = []
  for (const [{ table, column, slot, role }, value] of entries) {
    if (role === 'calculated' || role === 'closed') throw new Error(`Cell ${addressOf(sheet, slot)} is not filled in by hand`)
    const holds = table.columns[column]?.holds ?? 'number'
    if (seen?.[slot] !== 1) {
      if (seen !== undefined) seen[slot] = 1
      const pair: [number, number] = [slot, sheet.cells.v[slot] as number]
      before.push(pair)
      if (holds === 'text') texts.push({ pair, text: sheet.texts.get(slot) })
    }
    sheet.kept.delete(slot)
    put(sheet, slot, holds, value)
  }
  // The double of a text says only whether it is blank: other words have to be told apart here.
  for (const { pair, text } of texts) pair[1] = text === sheet.texts.get(pair[0]) ? (sheet.cells.v[pair[0]] as number) : otherWords
  return propagate(sheet, before)
}
