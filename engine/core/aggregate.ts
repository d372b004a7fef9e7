// How figures of several rows or several units become one: a row per aggregation, exact, blank where nothing is filled in.
// Total rows and roll-ups both read this table. Averages and rates are not additive: they say how they come together, or
// are worked out again from cells that are (`recompute`).
import { LARGEST, cellKinds, errorOf, errorValue, isError, type CellKind } from './value.ts'

export const aggregationNames = ['sum', 'mean', 'recompute', 'latest', 'min', 'max', 'count', 'none'] as const
export type AggregationName = (typeof aggregationNames)[number]

/** A figure on its way up: integers of the cell's smallest unit, never blank. Parts of a mean carry their weight. */
export type Part = { readonly value: bigint; readonly weight: bigint }

type CellType = (typeof cellKinds)[CellKind]['type']

type Aggregation = {
  /** The parts, in the order of their rows (for `latest`: oldest first); undefined is blank. */
  readonly from: (parts: readonly Part[]) => bigint | undefined
  /** Cells that may come together like this. */
  readonly of: readonly CellType[]
  /** What its figure may not become part of further up: the sum of the means says nothing. */
  readonly never: readonly AggregationName[]
  /** One line of the manual. */
  readonly doc: { readonly vi: string; readonly en: string }
}

const anything: readonly CellType[] = ['number', 'date', 'boolean', 'text']

export const aggregations: Readonly<Record<AggregationName, Aggregation>> = {
  sum: {
    from: (parts) => parts.reduce((total, one) => total + one.value, 0n),
    of: ['number'], never: [],
    doc: { vi: 'Cộng các ô có số liệu. Là mặc định của ô số.', en: 'Adds up what is filled in. The default of numbers.' },
  },
  mean: {
    from: mean,
    of: ['number'], never: ['sum'],
    doc: {
      vi: 'Bình quân; có weight thì bình quân theo quyền số của cột đó, ô không có quyền số không được tính. Số bình quân chỉ đi tiếp lên trên cùng quyền số của nó; mỗi cấp làm tròn một lần, muốn đúng tuyệt đối thì tổng hợp tử số, mẫu số và dùng recompute.',
      en: 'The mean, weighted by the column that weight names; a figure without a weight counts nothing. A mean goes on upwards only with its weight; each level rounds once, so where the last digit matters, roll up both terms of the quotient and recompute.',
    },
  },
  recompute: {
    from: () => undefined,
    of: ['number', 'date', 'boolean'], never: ['sum'],
    doc: { vi: 'Tính lại theo công thức của cột (value) từ các số đã tổng hợp. Dùng cho tỷ lệ.', en: 'The column’s own formula (value), from the figures that came together. For rates.' },
  },
  latest: {
    from: (parts) => parts.at(-1)?.value,
    of: anything, never: ['sum'],
    doc: {
      vi: 'Số của báo cáo mới nhất: theo ngày chốt số liệu, rồi theo lúc phê duyệt. Dòng tổng trong biểu để trống.',
      en: 'The figure of the newest report, by its data cut-off, then by its approval. Blank in total rows.',
    },
  },
  min: {
    from: pick((a, b) => a < b),
    of: ['number', 'date', 'boolean'], never: ['sum', 'mean', 'max'],
    doc: { vi: 'Số nhỏ nhất, ngày sớm nhất; ô có/không: có khi mọi nơi đều có.', en: 'The smallest number, the earliest day; of yes and no: yes where all say yes.' },
  },
  max: {
    from: pick((a, b) => a > b),
    of: ['number', 'date', 'boolean'], never: ['sum', 'mean', 'min'],
    doc: { vi: 'Số lớn nhất, ngày muộn nhất; ô có/không: có khi một nơi có.', en: 'The largest number, the latest day; of yes and no: yes where anybody says yes.' },
  },
  count: {
    from: (parts) => BigInt(parts.length),
    of: ['number'], never: ['count'],
    doc: {
      vi: 'Đếm các ô có số liệu, kể cả số 0. Số đếm được thì ở cấp trên phải cộng (sum), không đếm lần nữa.',
      en: 'How many are filled in, zeros included. What has been counted is added up further up (sum), not counted again.',
    },
  },
  none: {
    from: () => undefined,
    of: anything, never: ['sum'],
    doc: { vi: 'Không tổng hợp: dòng tổng để trống. Là mặc định của ô không phải số.', en: 'Does not come together: blank in total rows. The default of cells that are not numbers.' },
  },
}

function pick(better: (a: bigint, b: bigint) => boolean): Aggregation['from'] {
  return ([first, ...rest]) => rest.reduce((best, { value }) => (best === undefined || better(value, best) ? value : best), first?.value)
}

/** Σ value × weight ÷ Σ weight, rounded half away from zero; blank where the weights come to nothing. */
function mean(parts: readonly Part[]): bigint | undefined {
  const weight = parts.reduce((sum, one) => sum + one.weight, 0n)
  if (weight <= 0n) return undefined
  const total = parts.reduce((sum, one) => sum + one.value * one.weight, 0n)
  const doubled = (total < 0n ? -total : total) * 2n + weight
  return total < 0n ? -(doubled / (2n * weight)) : doubled / (2n * weight)
}

/** What a column does that does not say: numbers are added up, other cells do not come together. */
export function aggregationOf(kind: CellKind): AggregationName {
  return cellKinds[kind].type === 'number' ? 'sum' : 'none'
}

/** Cells that hold a figure of their own where several come together; the others are blank there, or have a formula. */
export function comesTogether(name: AggregationName): boolean {
  return name !== 'recompute' && name !== 'none'
}

/**
 * One figure from several: doubles as cells hold them (NaN blank, errors flow on). `weights` stand beside `values`, for
 * `mean` only; a figure without a weight counts nothing.
 */
export function aggregate(name: AggregationName, values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const parts: Part[] = []
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    const weight = weights === undefined ? 1 : (weights[index] as number)
    if (isError(value)) return errorValue(errorOf(value) ?? 'out-of-range')
    if (isError(weight)) return errorValue(errorOf(weight) ?? 'out-of-range')
    if (value === value && weight === weight) parts.push({ value: BigInt(value), weight: BigInt(weight) })
  }
  if (parts.length === 0) return NaN
  const result = aggregations[name].from(parts)
  if (result === undefined) return NaN
  return result > BigInt(LARGEST) || result < -BigInt(LARGEST) ? errorValue('out-of-range') : Number(result)
}
