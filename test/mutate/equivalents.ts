// Mutants that change nothing anybody could see, each with its reason. They are not tried.
export const equivalents: Readonly<Record<string, string>> = {
  'or: binding strength 1 → 0.5': 'nothing binds as weakly as either',
  'engine/core/aggregate.ts  from: pick((a, b) => a <= b),': 'of two equal figures either is the least',
  'engine/core/aggregate.ts  from: pick((a, b) => a >= b),': 'of two equal figures either is the greatest',
  'engine/core/aggregate.ts  const doubled = (total <= 0n ? -total : total) * 2n + weight': 'zero has no sign',
  'engine/core/aggregate.ts  return total <= 0n ? -(doubled / (2n * weight)) : doubled / (2n * weight)': 'zero has no sign',
  'engine/core/rollup/roll-up.ts  const oldestFirst = figures.map((one) => ({ ...one, age: ageOf(one.source) })).sort((a, b) => (a.age <= b.age ? -1 : a.age > b.age ? 1 : 0))': 'figures of one age are of one report, and either is its latest',
  'engine/core/rollup/roll-up.ts  const oldestFirst = figures.map((one) => ({ ...one, age: ageOf(one.source) })).sort((a, b) => (a.age < b.age ? -1 : a.age >= b.age ? 1 : 0))': 'figures of one age are of one report, and either is its latest',
  'engine/core/rollup/roll-up.ts  return at === undefined && column === undefined ? null : (rowsOf(source).get(`${at.table} ${at.row}`)?.cells[column] ?? null)': 'a column that is not there has no cell, either',
}
