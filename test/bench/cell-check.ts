// Row 9: may these values stand in these cells? 2,520 of them, ours against ajv's compiled schema of a flat array and of
// an object with a property per cell. All must take the right ones and refuse each kind of wrong one at every place.
import { Ajv, type ValidateFunction } from 'ajv'
import type { Column } from '../../engine/core/form/compile.ts'
import { checkValue } from '../../engine/core/validation/check-value.ts'
import { small, sizeOf } from './engines.ts'
import { compete, often, type Contest, type Row } from './frame.ts'
import { formOf, valuesOf } from './grid.ts'

export const cellCheck: Row = { name: 'cell-check', numbers: [9], measure: () => [compete(contest())] }

type Value = number | string | null

function contest(): Contest {
  const [table] = formOf(small).tables
  const typed = (table?.columns ?? []).filter((column) => /^c\d/.test(column.id))
  const flat: Value[] = valuesOf(small, true).flat()
  const keys = flat.map((_, index) => `r${Math.floor(index / typed.length)}_${(typed[index % typed.length] as Column).id}`)
  const map = Object.fromEntries(flat.map((value, index) => [keys[index] as string, value]))
  const property = (column: Column) => ({ type: ['integer', 'null'], minimum: column.min, maximum: column.max })
  const properties = flat.map((_, index) => property(typed[index % typed.length] as Column))
  // In its default mode ajv nests one `if` per property, too deep for the parser; with all errors it can be compiled.
  const ofFlat = new Ajv({ strictTuples: false, allowUnionTypes: true }).compile({ type: 'array', items: property(typed[0] as Column), minItems: flat.length, maxItems: flat.length })
  const ofMap = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({
    type: 'object', additionalProperties: false, required: keys, properties: Object.fromEntries(keys.map((key, index) => [key, properties[index]])),
  })
  agree(flat, map, keys, typed, ofFlat, ofMap)
  return {
    title: `Values of ${flat.length} cells (${sizeOf(small)}) checked`,
    competitors: [
      { name: 'bieumau', run: often(() => check(flat, typed)) },
      { name: 'ajv, flat array', run: often(() => ofFlat(flat)) },
      { name: 'ajv, a property per cell', run: often(() => ofMap(map)) },
    ],
    targets: [
      { against: 'ajv, flat array', is: 'faster', must: 4, ambitious: 10 },
      { against: 'ajv, a property per cell', is: 'faster', must: 200, ambitious: 600 },
    ],
  }
}

/** How many cells are wrong. */
function check(flat: readonly Value[], columns: readonly Column[]): number {
  let wrong = 0
  for (let start = 0; start < flat.length; start += columns.length) {
    for (let column = 0; column < columns.length; column++) if (checkValue(flat[start + column]!, columns[column]!) !== undefined) wrong++
  }
  return wrong
}

function agree(flat: Value[], map: Record<string, Value>, keys: readonly string[], columns: readonly Column[], ...[ofFlat, ofMap]: [ValidateFunction, ValidateFunction]): void {
  const verdicts = (): string => [check(flat, columns) === 0, ofFlat(flat), ofMap(map)].join()
  if (verdicts() !== 'true,true,true') throw new Error(`Right values: ${verdicts()}`)
  for (const wrong of [-1, 0.5, 1e15, '1']) {
    for (let index = 0; index < flat.length; index += 97) {
      const [value, key] = [flat[index] as Value, keys[index] as string]
      flat[index] = map[key] = wrong
      if (verdicts() !== 'false,false,false') throw new Error(`${wrong} in ${key}: ${verdicts()}`)
      flat[index] = map[key] = value
    }
  }
}
