// Mutants that change nothing anybody could see, each with its reason. They are not tried.
export const equivalents: Readonly<Record<string, string>> = {
  'engine/core/aggregate.ts  min: { from: pick((a, b) => a <= b) },': 'of two equal figures either is the least',
  'engine/core/aggregate.ts  max: { from: pick((a, b) => a >= b) },': 'of two equal figures either is the greatest',
  'engine/core/aggregate.ts  const doubled = (total <= 0n ? -total : total) * 2n + weight': 'zero has no sign',
  'engine/core/aggregate.ts  return total <= 0n ? -(doubled / (2n * weight)) : doubled / (2n * weight)': 'zero has no sign',
}
