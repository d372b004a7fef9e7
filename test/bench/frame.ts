// The frame of the benchmarks: competitors run interleaved, round by round, in one process; the first round is dropped,
// the figure is the median, and what counts is the ratio to a named peer. A row is a file: see main.ts.
// Whoever competes has first been checked to give the same answers; `measure` throws where it does not.

export type Competitor = {
  readonly name: string
  /** Does the work once or `times` times; must keep its result alive. */
  readonly run: (times: number) => unknown
}

/** What a figure of ours is held to. `must` is what we promise, `ambitious` what would be remarkable. */
export type Target = {
  readonly against: string
  /** `faster`: at least so many times faster than the other; `within`: at most so many times its figure. */
  readonly is: 'faster' | 'within'
  readonly must: number
  readonly ambitious: number
}

export type Contest = {
  readonly title: string
  /** The first one is ours; ratios are against it. */
  readonly competitors: readonly Competitor[]
  readonly targets: readonly Target[]
}

/** A row of the table of targets, or several that share their preparation. `numbers`: theirs in the table. */
export type Row = { readonly name: string; readonly numbers: readonly number[]; readonly measure: () => Outcome[] | Promise<Outcome[]> }

export type Figure = { readonly name: string; readonly value: number }
export type Outcome = {
  readonly title: string
  readonly unit: 'µs' | 'MB' | 'wrong'
  readonly figures: readonly Figure[]
  readonly verdicts: readonly Verdict[]
}
export type Verdict = { readonly words: string; readonly met: boolean; readonly ambitious: boolean }

const mostRounds = 21
const fewestRounds = 5
/** Milliseconds of one turn: long against the clock's grain, short against a neighbour's noise. */
const turn = 12
/** Milliseconds that everybody runs off the clock first: what a process does often is compiled by then, with everybody. */
const warmUp = 800
/** Milliseconds that a contest may take about; slow competitors get fewer rounds, never none. */
const patience = 6000

export function compete(contest: Contest): Outcome {
  const fields = contest.competitors.map((one) => ({ ...one, ...timesFor(one), spans: [] as number[] }))
  const oneRound = fields.reduce((sum, { span }) => sum + span, 0)
  const rounds = Math.max(fewestRounds, Math.min(mostRounds, Math.floor(patience / oneRound)))
  for (let round = 0; round <= rounds; round++) {
    // Every other round backwards, so that nobody always runs in another's wake.
    for (const field of round % 2 === 0 ? fields : fields.toReversed()) {
      const begun = performance.now()
      field.run(field.times)
      if (round > 0) field.spans.push(((performance.now() - begun) * 1000) / field.times)
    }
  }
  const figures = fields.map(({ name, spans }) => ({ name, value: median(spans) }))
  return { title: contest.title, unit: 'µs', figures, verdicts: contest.targets.map((target) => judge(target, figures)) }
}

function judge({ against, is, must, ambitious }: Target, figures: readonly Figure[]): Verdict {
  const ours = (figures[0] as Figure).value
  const theirs = figures.find((one) => one.name === against)?.value ?? NaN
  if (is === 'faster') {
    const ratio = theirs / ours
    return { words: `${round(ratio)}× faster than ${against} (must: ${must}×, ambitious: ${ambitious}×)`, met: ratio >= must, ambitious: ratio >= ambitious }
  }
  const ratio = ours / theirs
  return { words: `${round(ratio)}× ${against} (must: ≤ ${must}×, ambitious: ≤ ${ambitious}×)`, met: ratio <= must, ambitious: ratio <= ambitious }
}

/** How often a competitor fits into a turn, and the milliseconds of that, once it is warm. */
function timesFor({ run }: Competitor): { times: number; span: number } {
  for (const begun = performance.now(); performance.now() - begun < warmUp;) run(1)
  let times = 1
  for (;;) {
    const begun = performance.now()
    run(times)
    const span = performance.now() - begun
    if (span >= turn / 2) {
      const fitting = Math.max(1, Math.round((times * turn) / span))
      return { times: fitting, span: (span * fitting) / times }
    }
    times = span < 0.5 ? times * 10 : Math.ceil((times * turn) / span)
  }
}

/** Work that is the same every time. */
export function often(work: () => unknown): (times: number) => void {
  return (times) => {
    for (let turn = 0; turn < times; turn++) work()
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(3)
}

export function show({ title, unit, figures, verdicts }: Outcome): string {
  const ours = (figures[0] as Figure).value
  const heading = unit === 'wrong' ? ['| | wrong |', '|---|---:|'] : [`| | ${unit} | × ours |`, '|---|---:|---:|']
  const lines = figures.map(({ name, value }) => (unit === 'wrong' ? `| ${name} | ${value} |` : `| ${name} | ${round(value)} | ${round(value / ours)} |`))
  const marks = verdicts.map(({ words, met, ambitious }) => `- ${ambitious ? 'met, ambitious too' : met ? 'met' : '**missed**'}: ${words}`)
  return [`### ${title}`, '', ...heading, ...lines, '', ...marks, ...(marks.length === 0 ? [] : [''])].join('\n')
}
