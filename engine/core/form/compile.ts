// A checked definition becomes a form: its layout, its templates in the order in which they calculate, and who reads
// what, so that an edit visits only what it moves (plan.ts).
import { workingDaysOf, type WorkingDays } from '../calendar.ts'
import { operators } from '../expression/operators.ts'
import { walk, type Node } from '../expression/tree.ts'
import type { CalendarDefinition } from '../pack.ts'
import type { FormDefinition } from './definition.ts'
import { isClosed, layOut, type Table } from './layout.ts'
import type { ForeignTypes, Outside } from './names.ts'
import { takesIn } from './roll-up-way.ts'
import { makeTemplates, type ConditionInfo, type Frame, type Prefill, type Template } from './template.ts'

export type { Band, Column, HeaderCell, RowShape, Table } from './layout.ts'
export type { ForeignTypes, Outside, Read } from './names.ts'
export type { Frame, Prefill, RuleInfo, Template } from './template.ts'

export type Form = {
  readonly definition: FormDefinition
  readonly id: string
  readonly code: string
  readonly title: string
  readonly tables: readonly Table[]
  readonly byId: ReadonlyMap<string, Table>
  /** One per table, and the form's own hidden row at the end. */
  readonly frames: readonly Frame[]
  readonly templates: readonly Template[]
  readonly writers: readonly Writers[]
  /** Figures from elsewhere that a sheet of it is opened with. */
  readonly outside: readonly Outside[]
  readonly conditions: readonly Condition[]
  /** It counts working days: a page that opens it is given the calendar, too. */
  readonly readsCalendar: boolean
  /** By which calendar; without one they are blank. */
  readonly workingDays: WorkingDays | undefined
  /** Templates of the conditions that hide typed fields, in the order in which they calculate. */
  readonly gates: readonly Template[]
  readonly prefills: readonly Prefill[]
}

/** Whether a field is seen, required or locked, by a hidden cell. */
export type Condition = ConditionInfo & { readonly template: Template }

/** Templates by the column (across) or row class (down) that they fill, and all of each. */
export type Writers = {
  readonly across: readonly (readonly Template[])[]
  readonly down: readonly (readonly Template[])[]
  readonly all: { readonly across: readonly Template[]; readonly down: readonly Template[] }
}

/** Compiles a definition that has passed `checkForm`; a cycle among formulas throws, the check reports it as an issue.
 * `foreign` tells what figures of other forms and properties are; those it does not name are whole numbers. `calendar`: by
 * which working days count. */
export function compileForm(definition: FormDefinition, foreign: ForeignTypes = {}, calendar?: CalendarDefinition): Form {
  const tables = layOut(definition)
  const { templates, frames, outside, prefills } = makeTemplates(definition, tables, foreign)
  const writers = writersOf(templates, tables)
  const order = sortTemplates(templates, tables, writers)
  if ('cycle' in order) throw new Error(`Cycle among formulas: ${order.cycle.join(' → ')}`)
  const { sorted } = order
  const readsCalendar = sorted.some(({ node }) => node !== undefined && countsDays(node))
  return {
    definition,
    id: definition.id,
    code: definition.code,
    title: definition.title,
    tables,
    byId: new Map(tables.map((table) => [table.id, table])),
    frames,
    templates: sorted,
    writers,
    outside,
    readsCalendar,
    workingDays: readsCalendar && calendar !== undefined ? workingDaysOf(calendar) : undefined,
    conditions: sorted.flatMap((template) => (template.condition === undefined ? [] : [{ ...template.condition, template }])),
    gates: sorted.filter(({ condition }) => condition?.kind === 'visible' && condition.column >= 0 && (writers[condition.table] as Writers).across[condition.column]?.length === 0),
    prefills,
  }
}

function countsDays(node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    found ||= inner.kind === 'call' && operators.get(inner.operator)?.calendar === true
  })
  return found
}

/** Who fills a cell. */
export type Role = 'typed' | 'calculated' | 'rolled-up' | 'closed'

/** `row` is a row class. */
export function roleOf(form: Pick<Form, 'writers'>, table: Table, row: number, column: number): Role {
  if (isClosed(table, row, column)) return 'closed'
  if (writerOf(form, table, row, column) !== undefined) return 'calculated'
  if (table.classes[row]?.total === true) return 'closed'
  return table.rollUps.some((source) => takesIn(table, source, row, table.columns[column]?.id ?? '')) ? 'rolled-up' : 'typed'
}

/** The template that fills a cell of a row class; undefined where a person or a roll-up does. */
export function writerOf(form: Pick<Form, 'writers'>, table: Table, row: number, column: number): Template | undefined {
  const { across, down } = form.writers[table.index] as Writers
  return across[column]?.find((one) => one.on[row] === 1) ?? down[row]?.find((one) => one.on[column] === 1)
}

/** The class of a row of a band, -1 being the fixed rows. */
export function classOf(table: Table, band: number, position: number): number {
  return band < 0 ? position : (table.bands[band]?.firstClass ?? 0) + position
}

/** A calculation order, or the templates that wait for each other, as words. */
export function sortTemplates(
  templates: readonly Template[],
  tables: readonly Table[],
  filling: readonly Writers[] = writersOf(templates, tables),
): { sorted: Template[] } | { cycle: string[] } {
  const writers = templates.some(({ condition }) => condition?.kind === 'visible') ? writersOf(templates, tables, true) : filling
  const sorted: Template[] = []
  const mark = new Map<Template, 'open' | 'done'>()
  /** The templates that wait, each with what it waits for and how far that is worked off. */
  const trail: { template: Template; before: Template[]; next: number }[] = []
  const open = (template: Template): void => {
    mark.set(template, 'open')
    trail.push({ template, before: writersBefore(template, tables, writers), next: 0 })
  }
  for (const first of templates) {
    if (!mark.has(first)) open(first)
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const before = top.before[top.next++]
      if (before === undefined) {
        trail.pop()
        mark.set(top.template, 'done')
        sorted.push(top.template)
      } else if (!mark.has(before)) open(before)
      else if (mark.get(before) === 'open') {
        const circle = trail.slice(trail.findIndex((one) => one.template === before)).map((one) => one.template)
        return { cycle: [...circle, before].map((one) => nameOf(one, tables)) }
      }
    }
  }
  return { sorted }
}

/** What a table's templates fill, by column and by row class; rules and conditions fill nothing that can be read. `gated`:
 * whether a field is seen counts as filling it, because a field that is not seen reads as blank. */
export function writersOf(templates: readonly Template[], tables: readonly Table[], gated = false): Writers[] {
  const writers = tables.map((table) => ({
    across: table.columns.map((): Template[] => []),
    down: table.classes.map((): Template[] => []),
    all: { across: [] as Template[], down: [] as Template[] },
  }))
  for (const template of templates) {
    const own = writers[template.table]
    const table = tables[template.table]
    if (own === undefined || table === undefined || template.rule !== undefined) continue
    if (template.condition !== undefined) {
      if (gated && template.condition.kind === 'visible') own.across[template.condition.column]?.push(template)
      continue
    }
    own[template.axis][template.axis === 'across' ? template.target : classOf(table, template.band, template.target)]?.push(template)
    own.all[template.axis].push(template)
  }
  return writers
}

function writersBefore(reader: Template, tables: readonly Table[], writers: readonly Writers[]): Template[] {
  const before: Template[] = []
  const take = (from: readonly Template[] | undefined, feeds: (writer: Template) => boolean): void => {
    for (const writer of from ?? []) if (feeds(writer)) before.push(writer)
  }
  let readsNear = false
  for (const read of reader.reads) {
    const index = read.kind === 'cell' || read.kind === 'column' ? read.table : reader.table
    const [own, table] = [writers[index], tables[index]]
    // Hidden figures from outside are filled by nobody.
    if (own === undefined || table === undefined) continue
    switch (read.kind) {
      case 'near':
        readsNear = true
        take(reader.axis === 'across' ? own.across[read.index] : own.down[classOf(table, reader.band, read.index)], (writer) => overlap(writer.on, reader.on))
        break
      case 'instances': {
        const row = classOf(table, read.band, read.position)
        take(own.down[row], (writer) => overlap(writer.on, reader.on))
        take(own.all.across, (writer) => writer.on[row] === 1 && reader.on[writer.target] === 1)
        break
      }
      case 'cell':
        take(own.across[read.column], (writer) => writer.on[read.row] === 1)
        take(own.down[read.row], (writer) => writer.on[read.column] === 1)
        break
      case 'column':
        take(own.across[read.column], () => true)
        take(own.all.down, (writer) => writer.on[read.column] === 1 && table.classes[rowFilled(writer, table)]?.leaf === true)
    }
  }
  if (readsNear) before.push(...writersAcross(reader, tables[reader.table] as Table, writers[reader.table] as Writers))
  return before
}

/** Templates that fill near cells from the other side: rows that cross a column's row, columns that cross a row's column. */
function writersAcross(reader: Template, table: Table, { all }: Writers): Template[] {
  const near = (on: Uint8Array, classOfRead: (index: number) => number): boolean => reader.reads.some((read) => read.kind === 'near' && on[classOfRead(read.index)] === 1)
  return reader.axis === 'across'
    ? all.down.filter((writer) => reader.on[rowFilled(writer, table)] === 1 && near(writer.on, (index) => index))
    : all.across.filter((writer) => reader.on[writer.target] === 1 && near(writer.on, (index) => classOf(table, reader.band, index)))
}

/** The row class that a template down fills. */
function rowFilled({ band, target }: Template, table: Table): number {
  return classOf(table, band, target)
}

function overlap(a: Uint8Array, b: Uint8Array): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] === 1 && b[index] === 1) return true
  return false
}

function nameOf(template: Template, tables: readonly Table[]): string {
  const table = tables[template.table]
  if (template.condition !== undefined) return `${table?.id ?? ''}.${table?.columns[template.condition.column]?.id ?? ''} (visible-when)`
  const part = template.axis === 'across' ? table?.columns[template.target]?.id : table?.classes[classOf(table, template.band, template.target)]?.key
  return template.rule?.id ?? `${table?.id ?? ''}.${part ?? ''}`
}
