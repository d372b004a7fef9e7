// `bieumau units import FILE --as-of DATE`: a list of administrative units of a day, CSV or XLSX, into the tree. `bieumau units
// code OLD NEW` changes a code that nobody uses yet. `bieumau units accounts UNIT` issues the accounts that a unit and those below
// it lack, as slips with one-time passwords. Without --dry-run it is all or nothing; the second time nothing changes.
import { stringify } from 'csv-stringify/sync'
import { existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { importUnits, planImport, type Imported, type ImportInput } from '../actions/import-units.ts'
import { issueAccounts } from '../actions/manage-accounts.ts'
import { perform } from '../actions/perform.ts'
import { recodeUnit } from '../actions/recode-unit.ts'
import { isDay } from '../core/calendar.ts'
import type { Issue } from '../core/issue.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { lineOf, listColumns, usualHeadings, type Headings } from '../core/unit-list.ts'
import { Problem } from '../problem.ts'
import { WrongUse, type Asked } from './arguments.ts'
import { shown } from './read-folders.ts'
import { issueRecords, printJson } from './show-issues.ts'
import { caller, withInstalled } from './start.ts'

export async function units(asked: Asked, env: NodeJS.ProcessEnv): Promise<number> {
  const [what = '', first = '', second] = asked.names
  if (what === 'import' && second === undefined && first !== '') return importList(asked, first, env)
  if (what === 'code' && second !== undefined) {
    await withInstalled(env, (parts) => perform(recodeUnit, { code: first, to: second }, caller('units'), parts))
    console.log(sentence('cli.units.recoded', { code: first, to: second }, asked.language))
    return 0
  }
  if (what === 'accounts' && second === undefined && first !== '') return issueFor(asked, first, env)
  throw new WrongUse(['import', 'code', 'accounts'].includes(what) ? 'cli.name-missing' : 'cli.units.unknown', { name: what })
}

/** Exit code: 0 done, or nothing to do; 1 issues, and nothing is written. */
async function importList({ has, text, language }: Asked, file: string, env: NodeJS.ProcessEnv): Promise<number> {
  const asOf = text('as-of') ?? ''
  if (!isDay(asOf)) throw new WrongUse('cli.units.no-day')
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new WrongUse('cli.no-such-file', { file: shown(file) })
  const input: ImportInput = { bytes: readFileSync(file), asOf, headings: headingsFrom(text), complete: has('complete'), progress: progressOn(process.stderr, language) }
  const dry = has('dry-run')
  try {
    const done = await withInstalled(env, (parts) => perform(dry ? planImport : importUnits, input, caller('units'), parts))
    const out = text('out')
    if (out !== undefined) writeFileSync(out, proposal(done))
    tell(done, dry, has('json'), language)
    if (out !== undefined && !has('json')) console.log(sentence('cli.units.wrote', { file: shown(out) }, language))
    return 0
  } catch (error) {
    const issues = error instanceof Problem ? error.details.issues : undefined
    if (issues === undefined) throw error
    if (has('json')) printJson({ issues: issueRecords(issues, language) })
    else for (const line of [...lines(issues, language), sentence('cli.units.issues', { count: issues.filter((one) => one.severity === 'error').length }, language)]) console.error(line)
    return 1
  }
}

/** Slips go to a file that only its owner reads, or to the terminal; nothing keeps them. */
async function issueFor({ has, text, language }: Asked, unit: string, env: NodeJS.ProcessEnv): Promise<number> {
  const out = text('out')
  if (out !== undefined && existsSync(out)) throw new WrongUse('cli.new.exists', { file: shown(out) })
  // Made before anything is issued, and never in place of other slips: passwords that find no file are lost.
  const file = out === undefined ? undefined : openSync(out, 'wx', 0o600)
  const { slips } = await withInstalled(env, (parts) => perform(issueAccounts, { unit, optional: has('optional'), progress: progressOn(process.stderr, language) }, caller('units'), parts)).catch((error: unknown) => {
    if (out !== undefined) rmSync(out)
    throw error
  })
  const heads = ['unit', 'role', 'login', 'password'].map((one) => sentence(`cli.units.slip.${one}`, {}, language))
  const table = asText([heads, ...slips.map((one) => [one.unit.name, one.role.title, one.login, one.password])])
  if (file !== undefined) writeFileSync(file, table)
  else if (has('json')) printJson({ slips })
  else if (slips.length > 0) console.log(table)
  if (!has('json')) console.log(sentence('cli.units.issued', { count: slips.length }, language))
  return 0
}

/** What a column is called in this list; else what lists usually call it. */
function headingsFrom(text: Asked['text']): Headings {
  return Object.fromEntries(listColumns.map((column) => {
    const given = text(column)
    return [column, given === undefined ? usualHeadings[column] : [given]]
  })) as Headings
}

/** Twenty times over the whole work at most. */
function progressOn(to: NodeJS.WriteStream, language: Language): NonNullable<ImportInput['progress']> {
  let told = 0
  return (done, of) => {
    if (done < of && done - told < of / 20) return
    told = done
    to.write(`${sentence('cli.units.progress', { done, of }, language)}\n`)
  }
}

function tell(done: Imported, dry: boolean, asJson: boolean, language: Language): void {
  const { added, changed, same, ended, warnings } = done
  if (asJson) return printJson({ added, changed, same, ended, units: done.units.filter((one) => one.what !== 'same'), gone: done.gone, warnings: issueRecords(warnings, language) })
  for (const line of lines(warnings, language)) console.error(line)
  console.log(sentence('cli.units.result', { what: sentence(dry ? 'cli.units.would' : 'cli.units.done', {}, language), added, changed, ended, same }, language))
}

function lines(issues: readonly Issue[], language: Language): string[] {
  return issues.map((one) => sentence('cli.units.line', { line: lineOf(one), message: sentence(one.code, one.params, language) }, language))
}

/** The new units with their codes, to be changed and taken in by the column `unit`. */
function proposal({ units: listed }: Imported): string {
  const heads = (['code', 'name', 'level', 'parent', 'unit'] as const).map((column) => usualHeadings[column][0] ?? column)
  const rows = listed.filter((one) => one.what === 'new').map((one) => [one.listed.code, one.listed.name, one.listed.level, one.listed.parent, one.code])
  return asText([heads, ...rows])
}

/** As spreadsheets read it; no name becomes a formula there. */
function asText(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}
