// Typed values go into an open sheet; what moves comes out as addresses.
import type { WireValue } from '../contract/shapes.ts'
import { addressOf, placeOf, put, type Sheet } from './sheet.ts'
import { propagate } from './recalculate.ts'

export type Edited = {
  /** Cells, typed and calculated, whose value is another one now. */
  readonly moved: string[]
}

/** Sets cells and recalculates. Addresses that the form does not have throw: check the patch before. */
export function edit(sheet: Sheet, changes: readonly (readonly [address: string, value: WireValue])[]): Edited {
  /** The value each slot had before the first of these changes: a patch may name a cell twice. */
  const before = new Map<number, number>()
  const texts: string[] = []
  for (const [address, value] of changes) {
    const place = placeOf(sheet, address)
    if (place === undefined) throw new Error(`No cell ${address}`)
    const kind = place.table.columns[place.column]?.kind ?? 'number'
    const text = sheet.texts.get(place.slot)
    if (!before.has(place.slot)) before.set(place.slot, sheet.cells.v[place.slot] as number)
    put(sheet, place.slot, kind, value)
    if (kind === 'text' && text !== sheet.texts.get(place.slot)) texts.push(address)
  }
  const moved = propagate(sheet, [...before]).flatMap((slot) => addressOf(sheet, slot) ?? [])
  return { moved: [...new Set([...moved, ...texts])] }
}
