// A series of a figure goes on when a form takes the place of another one: the author says which cell continues which
// (`succeeds`). Pure: from a cell of this form to the cell that held the figure before, and the figure brought to the
// measure of now.
import { Type, type Static } from '@sinclair/typebox'
import { Reference, Text } from '../authored.ts'
import { parseAddress, type Address } from './address.ts'

const closed = { additionalProperties: false }
/** `main.acts`: a column in every row; `main.births.total`: one cell. */
const CellName = Type.String({ pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){1,2}$', maxLength: 190 })

export const SuccessionDefinition = Type.Object(
  {
    form: Reference,
    cells: Type.Record(
      CellName,
      Type.Union([CellName, Type.Object({ cell: CellName, per: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) }, closed)], {
        description: 'Bên trái là ô của biểu này, bên phải là ô của biểu trước mà nó nối tiếp',
      }),
      { minProperties: 1, maxProperties: 2000 },
    ),
    note: Text,
  },
  closed,
)
export type SuccessionDefinition = Static<typeof SuccessionDefinition>

/** Where a figure stood before. `per`: so many of the old measure are one of the new one; 1 without being said. */
export type Forerunner = Address & { readonly per: number }
/** From a cell of this form; undefined for a series that begins with this form. */
export type Succession = (at: Address) => Forerunner | undefined

export function forerunnerOf(target: SuccessionDefinition['cells'][string]): Forerunner | undefined {
  const { cell, per } = typeof target === 'string' ? { cell: target, per: 1 } : target
  const at = parseAddress(cell)
  return at === undefined ? undefined : { ...at, per }
}

/** A cell named with its row is meant alone; a column is meant in every row, which keeps its key. */
export function successionOf({ cells }: Pick<SuccessionDefinition, 'cells'>): Succession {
  return ({ table, row, column }) => {
    const [alone, everywhere] = [row === '' ? undefined : cells[`${table}.${row}.${column}`], cells[`${table}.${column}`]]
    const found = alone ?? everywhere
    const before = found === undefined ? undefined : forerunnerOf(found)
    if (before === undefined) return undefined
    return alone === undefined && before.row === '' ? { ...before, row } : before
  }
}

/** The way through several forms, the newest first. */
export function through(first: Succession, second: Succession): Succession {
  return (at) => {
    const before = first(at)
    const earlier = before === undefined ? undefined : second(before)
    return before === undefined || earlier === undefined ? undefined : { ...earlier, per: before.per * earlier.per }
  }
}

export const unchanged: Succession = (at) => ({ ...at, per: 1 })

/** A figure in smallest units of `from` decimals, as one of `to` decimals of which each is `per` old ones. Half away from zero. */
export function convert(value: number, { from, to, per }: { readonly from: number; readonly to: number; readonly per: number }): number {
  if (from === to && per === 1) return value
  const [times, by] = [10n ** BigInt(Math.max(0, to - from)), 10n ** BigInt(Math.max(0, from - to)) * BigInt(per)]
  const whole = BigInt(value) * times
  const size = whole < 0n ? -whole : whole
  const rounded = (2n * size + by) / (2n * by)
  return Number(whole < 0n ? -rounded : rounded)
}
