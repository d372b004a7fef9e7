// Row 8: a whole submission of 2,520 cells comes in: read, checked cell by cell, calculated, rules looked at. Against
// JSON.parse of the same body, which nobody can do without. Once as rows of values, as records travel, once as the patch
// of addresses and values that a page sends when all of it was typed.
import { edit } from '../../engine/core/calculation/edit.ts'
import { openSheet, placeOf } from '../../engine/core/calculation/sheet.ts'
import type { SaveRequest, TableValues } from '../../engine/core/contract/filing.ts'
import type { Form, Table } from '../../engine/core/form/compile.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { checkValue } from '../../engine/core/validation/check-value.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { small } from './engines.ts'
import { compete, often, type Contest, type Row } from './frame.ts'
import { formOf, recordOf, valuesOf } from './grid.ts'

export const submission: Row = { name: 'submission', numbers: [8], measure: () => [compete(asRows()), compete(asPatch())] }

const values = valuesOf(small, true)
const cells = values.flat().length

function asRows(): Contest {
  const form = formOf(small)
  const body = JSON.stringify(recordOf(values))
  const take = (): Issue[] => {
    const record = JSON.parse(body) as TableValues[]
    const wrong = checkRecord(form, record)
    return [...wrong, ...findings(openSheet(form, record))]
  }
  const brokenByHand = values.filter((row) => (row[1] ?? NaN) > row.reduce<number>((sum, value) => sum + (value ?? 0), 0)).length
  if (take().length !== brokenByHand) throw new Error(`${take().length} findings`)
  return {
    title: `A submission of ${cells} cells as rows (${kilobytes(body)} kB): read, checked, calculated, rules`,
    competitors: [{ name: 'bieumau', run: often(take) }, { name: 'JSON.parse', run: often(() => JSON.parse(body)) }],
    targets: [{ against: 'JSON.parse', is: 'within', must: 2, ambitious: 1.2 }],
  }
}

function asPatch(): Contest {
  const form = formOf(small)
  const patch: SaveRequest = { revision: 1, cells: values.flatMap((row, index) => row.map((value, column): [string, number | null] => [`main.r${index}.c${column}`, value])) }
  const body = JSON.stringify(patch)
  const take = (): Issue[] => {
    const { cells } = JSON.parse(body) as SaveRequest
    const sheet = openSheet(form, [])
    const wrong = cells.flatMap(([address, value]): Issue | [] => {
      const place = placeOf(sheet, address)
      if (place?.role !== 'typed') throw new Error(`${address} is not typed`)
      return checkValue(value, (place.table.columns[place.column] as Table['columns'][number])) ?? []
    })
    edit(sheet, cells)
    return [...wrong, ...findings(sheet)]
  }
  if (take().length !== 0) throw new Error('Findings on values that are right')
  return {
    title: `The same as a patch by address (${kilobytes(body)} kB)`,
    competitors: [{ name: 'bieumau', run: often(take) }, { name: 'JSON.parse', run: often(() => JSON.parse(body)) }],
    targets: [],
  }
}

function checkRecord(form: Form, record: readonly TableValues[]): Issue[] {
  const wrong: Issue[] = []
  for (const { id, rows } of record) {
    const columns = form.byId.get(id)?.columns ?? []
    for (const row of rows) {
      for (let index = 0; index < columns.length; index++) {
        const found = checkValue(row.cells[index] ?? null, columns[index]!)
        if (found !== undefined) wrong.push(found)
      }
    }
  }
  return wrong
}

const kilobytes = (text: string): string => (text.length / 1000).toFixed(0)
