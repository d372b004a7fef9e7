// What fields hold before anybody has filled them in. Prefills read figures from outside only, so they are known as soon as
// a record is opened; a value that the field does not take is not put into it.
import type { WireValue } from '../contract/shapes.ts'
import { isFailure, toUnits, type Exact } from '../expression/exact.ts'
import type { Column } from '../form/compile.ts'
import { formatAddress } from '../form/address.ts'
import { LARGEST } from '../value.ts'
import { checkValue, type Known } from './check-value.ts'
import { placeOf, recordedIn, rowsOf, type Sheet } from '../calculation/sheet.ts'

/** Prefilled values of the fields that are blank; `only`: of the rows with these keys. */
export function prefilled(sheet: Sheet, only?: ReadonlySet<string>, known: Known = {}): [address: string, value: WireValue][] {
  const { form } = sheet
  return form.prefills.flatMap(({ table: index, column: at, run }) => {
    const table = form.tables[index]
    const column = table?.columns[at]
    if (table === undefined || column === undefined) return []
    const value = wireOf(run(sheet.cells, 0), column)
    if (value === null || checkValue(value, column, known) !== undefined) return []
    return rowsOf(sheet, table.id).flatMap((row): [string, WireValue][] => {
      const address = formatAddress(table.id, row.key, column.id, row.kind === 'dynamic')
      const place = placeOf(sheet, address)
      const isAsked = only === undefined || only.has(row.key)
      return isAsked && place?.role === 'typed' && recordedIn(sheet, place) === null ? [[address, value]] : []
    })
  })
}

function wireOf(value: Exact, { holds, decimals }: Column): WireValue {
  if (value === null || isFailure(value)) return null
  if (typeof value === 'string') return holds === 'text' && value !== '' ? value.normalize('NFC') : null
  if (holds === 'text') return null
  if (typeof value === 'boolean') return value ? 1 : 0
  const units = toUnits(value, decimals)
  return units > BigInt(LARGEST) || units < -BigInt(LARGEST) ? null : Number(units)
}
