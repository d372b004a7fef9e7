// The frame of the benchmarks: competitors run interleaved, round by round, in one process; the first round is dropped,
// the figure is the median, and what counts is the ratio to a named peer. A row is a file: see main.ts.
// Whoever competes has first been checked to give the same answers; `prepare` throws where it does not.

export type Competitor = {
  readonly name: string
  /** Does the work once or `times` times; must keep its result alive. */
  readonly run: (times: number) => unknown
}

export type Target = {
  readonly against: string
  /** Ours is at least so many times faster … */
  readonly faster?: number
  /** … or at most so many times slower. */
  readonly slower?: number
}

export type Contest = {
  readonly title: string
  /** The first one is ours; ratios are against it. */
  readonly competitors: readonly Competitor[]
  readonly targets: readonly Target[]
}

/** A row of the table in the making: contests that share their preparation. */
export type Row = { readonly name: string; readonly prepare: () => Contest[] | Promise<Contest[]> }

export type Figure = { readonly name: string; readonly microseconds: number }
export type Outcome = { readonly title: string; readonly figures: readonly Figure[]; readonly verdicts: readonly Verdict[] }
export type Verdict = { readonly words: string; readonly met: boolean }

const rounds = 21
/** Milliseconds of one turn: long against the clock's grain, short against a neighbour's noise. */
const turn = 12

export function compete(contest: Contest): Outcome {
  const fields = contest.competitors.map((one) => ({ ...one, times: timesFor(one), spans: [] as number[] }))
  for (let round = 0; round <= rounds; round++) {
    // Every other round backwards, so that nobody always runs in another's wake.
    for (const field of round % 2 === 0 ? fields : fields.toReversed()) {
      const begun = performance.now()
      field.run(field.times)
      if (round > 0) field.spans.push(((performance.now() - begun) * 1000) / field.times)
    }
  }
  const figures = fields.map(({ name, spans }) => ({ name, microseconds: median(spans) }))
  return { title: contest.title, figures, verdicts: contest.targets.map((target) => judge(target, figures)) }
}

function judge({ against, faster, slower }: Target, figures: readonly Figure[]): Verdict {
  const ours = (figures[0] as Figure).microseconds
  const theirs = figures.find((one) => one.name === against)?.microseconds ?? NaN
  if (faster !== undefined) return { words: `${round(theirs / ours)}× faster than ${against} (must: ${faster}×)`, met: theirs / ours >= faster }
  return { words: `${round(ours / theirs)}× ${against} (must: ≤ ${slower ?? 0}×)`, met: ours / theirs <= (slower ?? 0) }
}

/** How often a competitor fits into a turn; its first runs are its warm-up. */
function timesFor({ run }: Competitor): number {
  let times = 1
  for (;;) {
    const begun = performance.now()
    run(times)
    const span = performance.now() - begun
    if (span >= turn / 2) return Math.max(1, Math.round((times * turn) / span))
    times = span < 0.5 ? times * 10 : Math.ceil((times * turn) / span)
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

export function show({ title, figures, verdicts }: Outcome): string {
  const ours = (figures[0] as Figure).microseconds
  const lines = figures.map(({ name, microseconds }) => `| ${name} | ${round(microseconds)} | ${round(microseconds / ours)} |`)
  const marks = verdicts.map(({ words, met }) => `- ${met ? 'met' : '**missed**'}: ${words}`)
  return [`### ${title}`, '', '| | µs | × ours |', '|---|---:|---:|', ...lines, '', ...marks, ...(marks.length === 0 ? [] : [''])].join('\n')
}
