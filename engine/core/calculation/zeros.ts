// "Nothing has happened" said by a record: a zero in every count that could have been typed and was left blank. A blank says
// that nobody knows; these say that somebody does.
import type { WireValue } from '../contract/shapes.ts'
import { formatAddress } from '../form/address.ts'
import { cellKinds } from '../value.ts'
import { askedAt } from './conditions.ts'
import { enter } from './edit.ts'
import { placeOf, recordedIn, rowsOf, type Place, type Sheet } from './sheet.ts'

/** Writes the zeros and recalculates; returns which cells they went into. Cells that take no zero stay as they are. */
export function writeZeros(sheet: Sheet): [address: string, value: WireValue][] {
  const blanks = sheet.form.tables.flatMap((table) =>
    rowsOf(sheet, table.id).flatMap((row) =>
      table.columns.flatMap((column): [string, Place][] => {
        if (cellKinds[column.kind].type !== 'number' || column.min > 0 || column.max < 0 || column.hidden) return []
        const address = formatAddress(table.id, row.key, column.id, row.kind === 'dynamic')
        const place = placeOf(sheet, address)
        if (place?.role !== 'typed' || recordedIn(sheet, place) !== null) return []
        const { visible, readOnly } = askedAt(sheet, place)
        return visible && !readOnly ? [[address, place]] : []
      }),
    ),
  )
  enter(sheet, blanks.map(([, place]) => [place, 0]))
  return blanks.map(([address]) => [address, 0])
}
