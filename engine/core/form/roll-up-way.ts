// Which rows of a table lower figures come into. There are three ways: all units together into one row, a row for each
// unit, or a row for each code or group of codes. Who fills a cell, what a roll-up does and whether it can be done all ask here.
import type { RollUpSource } from './definition.ts'
import type { Band, Table } from './layout.ts'

export type Way = 'row' | 'unit' | 'code'

export function wayOf(table: Table, { into, by }: RollUpSource): Way {
  if (into !== undefined) return 'row'
  if (by === 'code' || by === 'group') return 'code'
  return unitBands(table).length > 0 ? 'unit' : 'row'
}

export function unitBands({ bands }: Table): readonly Band[] {
  return bands.filter((one) => one.per === 'lower-unit')
}

export function entryBands({ bands }: Table): readonly Band[] {
  return bands.filter((one) => one.per === 'entry')
}

/** May units of these kinds have a row there? Undefined stands for all kinds. */
export function sharesKinds(kinds: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  return kinds === undefined || others === undefined || kinds.some((one) => others.includes(one))
}

/** Does a source's figure for the column come into rows of the class? */
export function takesIn(table: Table, source: RollUpSource, row: number, column: string): boolean {
  if (!Object.hasOwn(source.cells, column)) return false
  const isOf = (band: Band): boolean => row >= band.firstClass && row < band.firstClass + band.rows.length
  switch (wayOf(table, source)) {
    case 'row':
      return row === table.rowOf.get(source.into ?? '')
    case 'unit':
      return unitBands(table).some((band) => isOf(band) && sharesKinds(band.kinds, source.kinds))
    case 'code':
      return entryBands(table).length > 0 ? entryBands(table).some(isOf) : row < table.rows.length
  }
}
