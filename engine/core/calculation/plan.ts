// What an edit moves, found out once for all cells that move the same: the templates to visit, in order, with the row of
// each and what it waits for. An edit then walks down this list. Rows that take part in the same templates share a plan,
// so a form of 28,000 cells has a few hundred of them, made when they are first needed.
import { classOf, type Form, type Table, type Template } from '../form/compile.ts'
import { readersOf, type Readers } from './readers.ts'

export type Step = {
  readonly template: Template
  /** All cells that the template fills. */
  readonly every: boolean
  /** Where the one cell is that it fills: `table` −1, so many slots from the edited row's first one; else so many from the
   * table's first one. */
  readonly table: number
  readonly at: number
  /** The step whose change it passes on: 0 is the edit itself, 1 the first step. Where there are several, −1 and `after`. */
  readonly only: number
  readonly after: readonly number[]
  /** Its running total cannot be kept up by differences. */
  readonly afresh: boolean
}

export type Plan = readonly Step[]

/** The plans of a form, by kind of row and then by column. */
export type Plans = { readers: readonly Readers[] | undefined; readonly kinds: readonly Int32Array[]; readonly known: Map<string, number>; readonly byKind: (Plan | undefined)[][] }

const byForm = new WeakMap<Form, Plans>()

/** Plans depend on the form alone, so all its sheets share them. */
export function plansOf(form: Form): Plans {
  const before = byForm.get(form)
  if (before !== undefined) return before
  const fresh: Plans = { readers: undefined, kinds: form.tables.map((table) => new Int32Array(table.classes.length).fill(-1)), known: new Map(), byKind: [] }
  byForm.set(form, fresh)
  return fresh
}

/** What an edit in a row class and a column moves. */
export function planFor(form: Form, plans: Plans, table: Table, row: number, column: number): Plan {
  const kinds = plans.kinds[table.index] as Int32Array
  let kind = kinds[row] as number
  if (kind < 0) kinds[row] = kind = kindOf(form, plans, table, row)
  const own = (plans.byKind[kind] ??= table.columns.map(() => undefined))
  return (own[column] ??= makePlan(form, readersIn(form, plans), table, row, column))
}

function readersIn(form: Form, plans: Plans): readonly Readers[] {
  return (plans.readers ??= readersOf(form))
}

/** Rows are of one kind where the same templates run in them, read them and fill them. */
function kindOf(form: Form, plans: Plans, table: Table, row: number): number {
  const { known } = plans
  const readers = readersIn(form, plans)
  const { down, instances } = readers[table.index] as Readers
  const runs = form.templates.map((template) => (template.table === table.index && template.axis === 'across' ? template.on[row] : '')).join('')
  const isAlone = standsAlone(form, readers, table, row) || row >= table.rows.length
  const words = `${table.index} ${runs} ${(down[row] ?? []).join()} ${(instances[row] ?? []).join()} ${table.classes[row]?.leaf} ${isAlone ? row : ''}`
  const kind = known.get(words) ?? known.size
  known.set(words, kind)
  return kind
}

/** A fixed row that is read or filled cell by cell is like no other. */
function standsAlone(form: Form, readers: readonly Readers[], table: Table, row: number): boolean {
  if (row >= table.rows.length) return true
  const { width } = form.frames[table.index] as Form['frames'][number]
  const { cell } = readers[table.index] as Readers
  for (const key of cell.keys()) if (Math.floor(key / width) === row) return true
  return (form.writers[table.index]?.down[row] ?? []).length > 0
}

/** A moved cell while a plan is made. `template` undefined: the edit itself. */
type Rows = 'own' | 'fixed' | 'every'
type Moved = { readonly template: number; /** `own`: so many rows from the edited one; `fixed`: that row of the table */ readonly rows: Rows; readonly row: number; readonly column: number; readonly after: Set<Moved> }

function makePlan(form: Form, allReaders: readonly Readers[], table: Table, edited: number, column: number): Plan {
  const band = table.bands.find((one) => edited >= one.firstClass && edited < one.firstClass + one.rows.length)
  const inBand = band === undefined ? edited : edited - band.firstClass
  const ownRow = band === undefined && standsAlone(form, allReaders, table, edited) ? ({ rows: 'fixed', row: edited } as const) : ({ rows: 'own', row: 0 } as const)
  const origin: Moved = { template: -1, ...ownRow, column, after: new Set() }
  const found = new Map<string, Moved>()
  const waiting = [origin]
  const every = new Map<number, Moved>()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) for (const reached of whoReads(next)) arrive(reached, next)
  return ordered()

  function arrive(to: Omit<Moved, 'after'>, from: Moved): void {
    const key = to.rows === 'every' ? `${to.template}` : `${to.template} ${to.rows} ${to.row} ${to.column}`
    const before = found.get(key)
    if (before !== undefined) {
      before.after.add(from)
      return
    }
    const moved: Moved = { ...to, after: new Set([from]) }
    found.set(key, moved)
    if (to.rows === 'every') every.set(to.template, moved)
    waiting.push(moved)
  }

  function whoReads(from: Moved): Omit<Moved, 'after'>[] {
    if (from.template < 0) return cellReaders(table, edited, from)
    const template = form.templates[from.template] as Template
    const own = form.tables[template.table]
    if (own === undefined || template.rule !== undefined || template.condition !== undefined) return []
    if (from.rows !== 'every') return cellReaders(own, classAt(own, from), from)
    // All cells of the template have moved: readers of any of them.
    return cellsOf(own, template).flatMap(([row, at]) => cellReaders(own, row, { rows: 'every', row: 0, column: at }))
  }

  function classAt(own: Table, { rows, row }: Pick<Moved, 'rows' | 'row'>): number {
    return rows === 'fixed' ? row : band === undefined ? edited : band.firstClass + inBand + row
  }

  /** Who reads a cell: of a row class of a table, at a column. */
  function cellReaders(own: Table, row: number, at: Pick<Moved, 'rows' | 'row' | 'column'>): Omit<Moved, 'after'>[] {
    const readers = allReaders[own.index] as Readers
    const reached: Omit<Moved, 'after'>[] = []
    for (const index of readers.across[at.column] ?? []) {
      const template = form.templates[index] as Template
      if (template.on[row] === 1) reached.push({ template: index, rows: at.rows, row: at.row, column: template.target })
    }
    for (const index of readers.down[row] ?? []) {
      const template = form.templates[index] as Template
      if (template.on[at.column] === 1) reached.push({ template: index, ...downRow(own, template, row, at), column: at.column })
    }
    for (const index of readers.instances[row] ?? []) {
      const template = form.templates[index] as Template
      if (template.on[at.column] === 1) reached.push({ template: index, rows: 'fixed', row: template.target, column: at.column })
    }
    if (own.classes[row]?.leaf === true) for (const index of readers.column[at.column] ?? []) reached.push(wholly(index))
    if (readers.cell.size > 0) {
      const { width } = form.frames[own.index] as Form['frames'][number]
      for (const index of readers.cell.get(row * width + at.column) ?? []) reached.push(wholly(index))
    }
    return reached
  }

  /** The target of a down template: in the same block, or a fixed row. */
  function downRow(own: Table, template: Template, row: number, at: Pick<Moved, 'rows' | 'row'>): Pick<Moved, 'rows' | 'row'> {
    if (template.band < 0) return { rows: 'fixed', row: template.target }
    if (at.rows === 'every') return at
    const first = own.bands[template.band]?.firstClass ?? 0
    return { rows: 'own', row: at.row + template.target - (row - first) }
  }

  /** A cell or column is read from elsewhere: every cell of the template may move. */
  function wholly(index: number): Omit<Moved, 'after'> {
    return { template: index, rows: 'every', row: 0, column: 0 }
  }

  function cellsOf(own: Table, template: Template): [row: number, column: number][] {
    const cells: [number, number][] = []
    template.on.forEach((runs, index) => {
      if (runs === 1) cells.push(template.axis === 'across' ? [index, template.target] : [classOf(own, template.band, template.target), index])
    })
    return cells
  }

  function ordered(): Step[] {
    // A template of which every cell is visited needs no visits to single ones.
    const kept = [...found.values()].filter((one) => one.rows === 'every' || !every.has(one.template)).sort((a, b) => a.template - b.template)
    const position = new Map<Moved, number>([[origin, 0]])
    kept.forEach((one, index) => position.set(one, index + 1))
    const placeOf = (one: Moved): number => position.get(every.get(one.template) ?? one) ?? 0
    return kept.map((one): Step => {
      const template = form.templates[one.template] as Template
      const before = one.rows === 'every' ? [...found.values()].filter((other) => other.template === one.template) : [one]
      const after = [...new Set(before.flatMap((other) => [...other.after].map(placeOf)))].sort((a, b) => a - b)
      const isAfresh = one.rows === 'every' || [...one.after].some((other) => (every.get(other.template) ?? other).rows === 'every')
      const { width } = form.frames[template.table] as Form['frames'][number]
      const [only = -1] = after
      return { template, every: one.rows === 'every', table: one.rows === 'own' ? -1 : template.table, at: one.row * width + one.column, only: after.length === 1 ? only : -1, after, afresh: isAfresh }
    })
  }
}
