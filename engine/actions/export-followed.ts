// What is followed as a file for a spreadsheet: the board, single reports, or the punctuality report. Comma-separated, with
// Vietnamese headings; nothing in it is calculated there.
import { stringify } from 'csv-stringify/sync'
import { completeness, notDueYet, timeliness, type ReportCounts } from '../core/board.ts'
import { dayOf } from '../core/calendar.ts'
import type { Board, FollowedReport, PunctualityLine } from '../core/contract/board.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import type { Action, Context } from './action.ts'
import { listFollowed, readBoard, readPunctuality, type ListInput, type PlaceInput } from './read-board.ts'
import type { Outgoing } from './read-file.ts'

export type ExportInput = PlaceInput & {
  readonly what: 'board' | 'reports' | 'punctuality'
  readonly period?: string | undefined
  readonly year?: number | undefined
  /** Of the headings: a link names it, because a download carries the browser's language and not the page's. */
  readonly language: Language
} & Pick<ListInput, 'which' | 'form' | 'own'>

const fileNames: Readonly<Record<ExportInput['what'], string>> = { board: 'board.file-board', reports: 'board.file-reports', punctuality: 'board.file-punctuality' }

/** More than a country owes in a period. */
const everyReport = 500_000

type Row = readonly (string | number)[]

export const exportFollowed: Action<ExportInput, Outgoing> = {
  name: 'export-followed',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit ?? '' }),
  run: async (input, context) => {
    const content = Buffer.from(stringify([...(await rowsOf(input, context))], { bom: true, record_delimiter: 'windows', escape_formulas: true }))
    const name = `${word(input.language, fileNames[input.what])} ${dayOf(context.now)}.csv`
    return { name, size: content.length, pieces: async function* () { yield content } }
  },
}

async function rowsOf(input: ExportInput, context: Context): Promise<Row[]> {
  const { language } = input
  switch (input.what) {
    case 'board':
      return boardRows(await readBoard.run(input, context, undefined), language)
    case 'reports': {
      const { reports } = await listFollowed.run({ ...input, period: input.period ?? '', sort: 'unit', descending: false, limit: everyReport, offset: 0 }, context, undefined)
      return reportRows(reports, language)
    }
    case 'punctuality':
      return punctualityRows((await readPunctuality.run(input, context, undefined)).lines, language)
  }
}

function boardRows({ lines, forms }: Board, language: Language): Row[] {
  const head = heads(language,
    'board.column-unit-code', 'board.column-unit', 'board.column-form', 'board.column-expected', 'board.column-not-started', 'board.column-in-work',
    'board.column-sent', 'board.column-received', 'board.column-closed', 'board.column-on-time', 'board.column-sent-late', 'board.column-missing',
    'board.column-completeness', 'board.column-timeliness',
  )
  const row = (unit: BoardUnit, form: string, counts: ReportCounts): Row => [
    unit.code, unit.name, form, counts.expected, counts.notStarted, counts.inWork, counts.sent, counts.received, counts.closed, counts.onTime, counts.sentLate, counts.missing,
    rate(completeness(counts)), rate(timeliness(counts)),
  ]
  return [head, ...lines.flatMap(({ unit, total, cells }) => [
    row(unit, word(language, 'board.all-forms'), total),
    ...forms.flatMap((form, index) => {
      const counts = cells[index] ?? null
      return counts === null ? [] : [row(unit, form.code, counts)]
    }),
  ])]
}

type BoardUnit = Board['lines'][number]['unit']

function reportRows(reports: readonly FollowedReport[], language: Language): Row[] {
  const head = heads(language,
    'board.column-unit-code', 'board.column-unit', 'board.column-parent', 'board.column-form', 'board.column-form-title', 'board.column-state',
    'board.column-due', 'board.column-sent-on', 'board.column-days-late',
  )
  return [head, ...reports.map((one) => [
    one.unit.code, one.unit.name, one.parent ?? '', one.form.code, one.form.title, one.state.title, one.due ?? '', one.sentAt === null ? '' : dayOf(new Date(one.sentAt)), one.daysLate,
  ])]
}

function punctualityRows(lines: readonly PunctualityLine[], language: Language): Row[] {
  const head = heads(language,
    'board.column-unit-code', 'board.column-unit', 'board.column-expected', 'board.column-on-time', 'board.column-sent-late', 'board.column-days-sum',
    'board.column-days-most', 'board.column-missing', 'board.column-not-due', 'board.column-returned', 'board.column-completeness',
    'board.column-timeliness',
  )
  return [head, ...lines.map(({ unit, counts, daysLate, mostDaysLate, returned }) => [
    unit.code, unit.name, counts.expected, counts.onTime, counts.sentLate, daysLate, mostDaysLate, counts.missing, notDueYet(counts), returned, rate(completeness(counts)), rate(timeliness(counts)),
  ])]
}

function heads(language: Language, ...names: string[]): Row {
  return names.map((name) => word(language, name))
}

function word(language: Language, code: string): string {
  return sentence(code, {}, language)
}

/** In per cent with one decimal; empty where there is nothing to measure. */
function rate(share: number | null): string {
  return share === null ? '' : (share * 100).toFixed(1)
}
