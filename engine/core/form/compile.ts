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
  readonly readers: readonly Readers[]
}

/** Compiles a definition that has passed `checkForm`; a cycle among formulas throws, the check reports it as an issue. */
export function compileForm(definition: FormDefinition): Form {
  const tables = layOut(definition)
  const { templates, frames } = makeTemplates(definition, tables)
  const order = sortTemplates(templates, tables)
  if ('cycle' in order) throw new Error(`Cycle among formulas: ${order.cycle.join(' → ')}`)
  const sorted = order.sorted.map((index) => templates[index] as Template)
  return {
    definition,
    id: definition.id,
    code: definition.code,
    title: definition.title,
    tables,
    byId: new Map(tables.map((table) => [table.id, table])),
    frames,
    templates: sorted,
    readers: tables.map((table) => readersOf(table, frames[table.index] as Frame, sorted)),
  }
}

/** Who fills a cell. `row` is a fixed row's index, or 'unit' for any row per unit. */
export type Role = 'typed' | 'calculated' | 'rolled-up' | 'closed'

export function roleOf(form: Form, table: Table, row: number | 'unit', column: number): Role {
  const calculated = form.templates.some(
    (template) =>
      template.rule === undefined &&
      template.table === table.index &&
      (template.axis === 'across'
        ? template.target === column && (row === 'unit' ? template.onUnits : template.on[row] === 1)
        : template.target === row && template.on[column] === 1),
  )
  if (calculated) return 'calculated'
  if (row !== 'unit' && table.rows[row]?.total === true) return 'closed'
  const id = table.columns[column]?.id ?? ''
  return table.rollUp !== undefined && id in table.rollUp.cells ? 'rolled-up' : 'typed'
}

/** A calculation order, or the templates that wait for each other, as words. */
export function sortTemplates(
  templates: readonly Template[],
  tables: readonly Table[],
): { sorted: number[] } | { cycle: string[] } {
  const waits = templates.map((reader) => templates.flatMap((writer, index) => (feeds(writer, reader, tables) ? [index] : [])))
  const sorted: number[] = []
  const mark = new Uint8Array(templates.length)
  const trail: number[] = []
  let cycle: string[] | undefined
  const visit = (index: number): void => {
    if (mark[index] === 2 || cycle !== undefined) return
    if (mark[index] === 1) {
      cycle = [...trail.slice(trail.indexOf(index)), index].map((one) => nameOf(templates[one] as Template, tables))
      return
    }
    mark[index] = 1
    trail.push(index)
    for (const before of waits[index] as number[]) visit(before)
    trail.pop()
    mark[index] = 2
    sorted.push(index)
  }
  templates.forEach((_, index) => visit(index))
  return cycle === undefined ? { sorted } : { cycle }
}

function nameOf(template: Template, tables: readonly Table[]): string {
  const table = tables[template.table]
  const part = template.axis === 'across' ? table?.columns[template.target]?.id : table?.rows[template.target]?.key
  return template.rule?.id ?? `${table?.id ?? ''}.${part ?? ''}`
}

/** Does the writer fill a cell that the reader reads? */
function feeds(writer: Template, reader: Template, tables: readonly Table[]): boolean {
  if (writer.rule !== undefined) return false
  return reader.reads.some((read) => {
    switch (read.kind) {
      case 'near':
        if (writer.table !== reader.table) return false
        if (reader.axis === 'across') {
          return writer.axis === 'across'
            ? writer.target === read.index && ((writer.onUnits && reader.onUnits) || overlap(writer.on, reader.on))
            : writer.on[read.index] === 1 && reader.on[writer.target] === 1
        }
        return writer.axis === 'down'
          ? writer.target === read.index && overlap(writer.on, reader.on)
          : reader.on[writer.target] === 1 && writer.on[read.index] === 1
      case 'units':
        return writer.table === reader.table && writer.axis === 'across' && writer.onUnits && reader.on[writer.target] === 1
      case 'cell':
        return (
          writer.table === read.table &&
          (writer.axis === 'across'
            ? writer.target === read.column && writer.on[read.row] === 1
            : writer.target === read.row && writer.on[read.column] === 1)
        )
      case 'column': {
        const table = tables[read.table]
        return (
          writer.table === read.table &&
          (writer.axis === 'across'
            ? writer.target === read.column
            : writer.on[read.column] === 1 && table?.rows[writer.target]?.leaf === true)
        )
      }
    }
  })
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
