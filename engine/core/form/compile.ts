// A checked definition becomes a form: its layout, its templates in the order in which they calculate, and for every
// column and row the templates that read it, so that an edit visits only what it moves.
import type { FormDefinition } from './definition.ts'
import { layOut, type Table } from './layout.ts'
import { makeTemplates, type Frame, type Read, type Template } from './template.ts'

export type { Column, FixedRow, HeaderCell, Table } from './layout.ts'
export type { RuleInfo, Template } from './template.ts'

/** Templates (by position in `Form.templates`) that read a table's cells. */
export type Readers = {
  /** Across templates by the column they read in their own row. */
  readonly across: readonly (readonly number[])[]
  /** Down templates by the fixed row they read in their own column. */
  readonly down: readonly (readonly number[])[]
  /** Down templates that read every unit row of their column. */
  readonly units: readonly number[]
  /** Templates that read a whole column. */
  readonly column: readonly (readonly number[])[]
  /** Templates that read one cell, by `row * width + column`. */
  readonly cell: ReadonlyMap<number, readonly number[]>
}

export type Form = {
  readonly definition: FormDefinition
  readonly id: string
  readonly code: string
  readonly title: string
  readonly tables: readonly Table[]
  readonly byId: ReadonlyMap<string, Table>
  readonly frames: readonly Frame[]
  readonly templates: readonly Template[]
  readonly writers: readonly Writers[]
  readonly readers: readonly Readers[]
}

/** Templates by the column (across) or fixed row (down) that they fill, and all of each. */
export type Writers = {
  readonly across: readonly (readonly Template[])[]
  readonly down: readonly (readonly Template[])[]
  readonly all: { readonly across: readonly Template[]; readonly down: readonly Template[] }
}

/** Compiles a definition that has passed `checkForm`; a cycle among formulas throws, the check reports it as an issue. */
export function compileForm(definition: FormDefinition): Form {
  const tables = layOut(definition)
  const { templates, frames } = makeTemplates(definition, tables)
  const writers = writersOf(templates, tables)
  const order = sortTemplates(templates, tables, writers)
  if ('cycle' in order) throw new Error(`Cycle among formulas: ${order.cycle.join(' → ')}`)
  const { sorted } = order
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
    readers: tables.map((table) => readersOf(table, frames[table.index] as Frame, sorted)),
  }
}

/** Who fills a cell. `row` is a fixed row's index, or 'unit' for any row per unit. */
export type Role = 'typed' | 'calculated' | 'rolled-up' | 'closed'

export function roleOf(form: Form, table: Table, row: number | 'unit', column: number): Role {
  if (writerOf(form, table, row, column) !== undefined) return 'calculated'
  if (row !== 'unit' && table.rows[row]?.total === true) return 'closed'
  const id = table.columns[column]?.id ?? ''
  return table.rollUp !== undefined && Object.hasOwn(table.rollUp.cells, id) ? 'rolled-up' : 'typed'
}

/** The template that fills a cell; undefined where a person or a roll-up does. */
export function writerOf(form: Form, table: Table, row: number | 'unit', column: number): Template | undefined {
  const { across, down } = form.writers[table.index] as Writers
  const first = across[column]?.find((one) => (row === 'unit' ? one.onUnits : one.on[row] === 1))
  return first ?? (row === 'unit' ? undefined : down[row]?.find((one) => one.on[column] === 1))
}

/** A calculation order, or the templates that wait for each other, as words. */
export function sortTemplates(
  templates: readonly Template[],
  tables: readonly Table[],
  writers: readonly Writers[] = writersOf(templates, tables),
): { sorted: Template[] } | { cycle: string[] } {
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

/** What a table's templates fill, by column and by fixed row; rules fill nothing that can be read. */
export function writersOf(templates: readonly Template[], tables: readonly Table[]): Writers[] {
  const writers = tables.map((table) => ({
    across: table.columns.map((): Template[] => []),
    down: table.rows.map((): Template[] => []),
    all: { across: [] as Template[], down: [] as Template[] },
  }))
  for (const template of templates) {
    const own = writers[template.table]
    if (own === undefined || template.rule !== undefined) continue
    own[template.axis][template.target]?.push(template)
    own.all[template.axis].push(template)
  }
  return writers
}

function writersBefore(reader: Template, tables: readonly Table[], writers: readonly Writers[]): Template[] {
  const before: Template[] = []
  for (const read of reader.reads) {
    const own = writers[read.kind === 'cell' || read.kind === 'column' ? read.table : reader.table] as Writers
    for (const list of candidates(read, reader.axis, own)) for (const writer of list) if (feeds(writer, read, reader, tables)) before.push(writer)
  }
  return before
}

/** Templates that may fill what is read: those of the same row or column, and all that cross it. */
function candidates(read: Read, axis: Template['axis'], { across, down, all }: Writers): readonly (readonly Template[])[] {
  switch (read.kind) {
    case 'near':
      return axis === 'across' ? [across[read.index] ?? [], all.down] : [down[read.index] ?? [], all.across]
    case 'units':
      return [all.across]
    case 'cell':
      return [across[read.column] ?? [], down[read.row] ?? []]
    case 'column':
      return [across[read.column] ?? [], all.down]
  }
}

function nameOf(template: Template, tables: readonly Table[]): string {
  const table = tables[template.table]
  const part = template.axis === 'across' ? table?.columns[template.target]?.id : table?.rows[template.target]?.key
  return template.rule?.id ?? `${table?.id ?? ''}.${part ?? ''}`
}

/** Does the writer, of the table that is read, fill a cell that the reader reads? */
function feeds(writer: Template, read: Read, reader: Template, tables: readonly Table[]): boolean {
  switch (read.kind) {
    case 'near':
      if (writer.axis === reader.axis) return (writer.onUnits && reader.onUnits) || overlap(writer.on, reader.on)
      return writer.on[read.index] === 1 && reader.on[writer.target] === 1
    case 'units':
      return writer.onUnits && reader.on[writer.target] === 1
    case 'cell':
      return writer.axis === 'across' ? writer.on[read.row] === 1 : writer.on[read.column] === 1
    case 'column':
      return writer.axis === 'across' || (writer.on[read.column] === 1 && tables[read.table]?.rows[writer.target]?.leaf === true)
  }
}

function overlap(a: Uint8Array, b: Uint8Array): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] === 1 && b[index] === 1) return true
  return false
}

function readersOf(table: Table, frame: Frame, templates: readonly Template[]): Readers {
  const across: number[][] = table.columns.map(() => [])
  const down: number[][] = table.rows.map(() => [])
  const column: number[][] = table.columns.map(() => [])
  const units: number[] = []
  const cell = new Map<number, number[]>()
  templates.forEach((template, position) => {
    for (const read of template.reads) place(read, template, position)
  })
  return { across, down, column, units, cell }

  function place(read: Read, template: Template, position: number): void {
    switch (read.kind) {
      case 'near':
        if (template.table !== table.index) return
        add(template.axis === 'across' ? across[read.index] : down[read.index], position)
        return
      case 'units':
        if (template.table === table.index) add(units, position)
        return
      case 'column':
        if (read.table === table.index) add(column[read.column], position)
        return
      case 'cell': {
        if (read.table !== table.index) return
        const key = read.row * frame.width + read.column
        const list = cell.get(key)
        if (list === undefined) cell.set(key, [position])
        else add(list, position)
      }
    }
  }
}

function add(list: number[] | undefined, position: number): void {
  if (list !== undefined && !list.includes(position)) list.push(position)
}
