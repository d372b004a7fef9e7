// Which templates read a cell: what an edit has to ask. Found out once a form, when somebody edits it for the first time.
import { classOf, type Form, type Frame, type Read, type Table, type Template } from '../form/compile.ts'

/** Templates (by position in `Form.templates`) that read a table's cells. */
export type Readers = {
  /** Across templates by the column they read in their own row. */
  readonly across: readonly (readonly number[])[]
  /** Down templates by the row class they read in their own column. */
  readonly down: readonly (readonly number[])[]
  /** Down templates by the row class of which they read every instance. */
  readonly instances: readonly (readonly number[])[]
  /** Templates that read a whole column. */
  readonly column: readonly (readonly number[])[]
  /** Templates that read one fixed cell, by `row * width + column`. */
  readonly cell: ReadonlyMap<number, readonly number[]>
}

type Lists = { across: number[][]; down: number[][]; instances: number[][]; column: number[][]; cell: Map<number, number[]> }

export function readersOf({ tables, frames, templates }: Form): Readers[] {
  const lists = tables.map(
    (table): Lists => ({
      across: table.columns.map(() => []),
      down: table.classes.map(() => []),
      instances: table.classes.map(() => []),
      column: table.columns.map(() => []),
      cell: new Map(),
    }),
  )
  templates.forEach((template, position) => {
    for (const read of template.reads) {
      const index = read.kind === 'cell' || read.kind === 'column' ? read.table : template.table
      const [own, table] = [lists[index], tables[index]]
      if (own !== undefined && table !== undefined) note(own, table, read, template, position)
    }
  })
  return lists

  function note(own: Lists, table: Table, read: Read, template: Template, position: number): void {
    switch (read.kind) {
      case 'near':
        return add(template.axis === 'across' ? own.across[read.index] : own.down[classOf(table, template.band, read.index)], position)
      case 'instances':
        return add(own.instances[classOf(table, read.band, read.position)], position)
      case 'column':
        return add(own.column[read.column], position)
      case 'cell': {
        const key = read.row * (frames[table.index] as Frame).width + read.column
        if (!own.cell.has(key)) own.cell.set(key, [])
        return add(own.cell.get(key), position)
      }
    }
  }
}

/** Reads of one template come together, so the last one tells whether it is there. */
function add(list: number[] | undefined, position: number): void {
  if (list !== undefined && list.at(-1) !== position) list.push(position)
}
