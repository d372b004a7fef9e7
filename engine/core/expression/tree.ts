// The expression as the engine holds it, whatever spelling it came in.

export type Type = 'number' | 'boolean' | 'text' | 'date'

/** Where a name is looked for; without a source, in the filing itself. */
export type Source =
  /** The same unit and period, another form: `17a` of the same pack, or `pack/17a`. */
  | { readonly kind: 'form'; readonly form: string }
  /** The same form one year earlier, same kind of period. */
  | { readonly kind: 'previous' }
  /** The same form in the period whose data ended the day before this one's begin. */
  | { readonly kind: 'carried-over' }

/** `acts`, `main.acts`, `communes.total.acts`, `unit.population`, `previous(acts)`, `form("17a").main.copies` */
export type ReferenceNode = {
  readonly kind: 'reference'
  readonly path: readonly string[]
  readonly source?: Source
  /** What many cells elsewhere come to, taken for one figure: `sum(previous(column acts))`. The parser never makes it; see
   * `gathered`. */
  readonly over?: { readonly operator: string; readonly of: RangeKind }
  readonly at?: number
}

export const rangeKinds = ['column', 'row', 'group'] as const
export type RangeKind = (typeof rangeKinds)[number]

/** `column acts`, `row total`, `group works`: many cells, as the argument of an aggregate. */
export type RangeNode = { readonly kind: 'range'; readonly of: RangeKind; readonly path: readonly string[]; readonly source?: Source; readonly at?: number }

export type CallNode = { readonly kind: 'call'; readonly operator: string; readonly args: readonly Node[]; readonly at?: number }

export type Node =
  | { readonly kind: 'number'; /** exact decimal spelling */ readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'date'; /** `2020-06-06` */ readonly day: string }
  | { readonly kind: 'blank' }
  | ReferenceNode
  | RangeNode
  | CallNode

/** Words that the language keeps for itself: a cell with one of these ids could not be written. */
export const words: readonly string[] = ['true', 'false', 'blank', 'not', 'and', 'or', ...rangeKinds]

/** First names of what lies outside the form: `unit.population`, `period.year`, `entry.weight`. */
export const outside = ['unit', 'period', 'entry'] as const

/** Stands for each cell that a rule over several columns is applied to. */
export const cellWord = 'cell'

/** Calls `visit` for the node and everything below it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  if (node.kind === 'call') for (const argument of node.args) walk(argument, visit)
}

/** What may be made of many cells elsewhere: what it comes to there is all that this form needs to know of them. */
export const gathering: readonly string[] = ['sum', 'min', 'max', 'count']

/** The tree with one name in place of every aggregate over cells elsewhere; `table`: of which `column acts` speaks. */
export function gathered(node: Node, table: string): Node {
  if (node.kind !== 'call') return node
  const { operator, args } = node
  const [range] = args
  if (range?.kind === 'range' && range.source !== undefined && args.length === 1) {
    const { of, path, source } = range
    return { kind: 'reference', path: path.length === 1 && source.kind !== 'form' ? [table, ...path] : path, source, over: { operator, of } }
  }
  return args.some((one) => one.kind === 'call') ? { ...node, args: args.map((one) => gathered(one, table)) } : node
}

/** The tree with another name in place of `name`, where it stands alone and where an address ends with it. */
export function substitute(node: Node, name: string, by: string): Node {
  switch (node.kind) {
    case 'reference':
    case 'range':
      return node.path.at(-1) === name ? { ...node, path: [...node.path.slice(0, -1), by] } : node
    case 'call':
      return { ...node, args: node.args.map((one) => substitute(one, name, by)) }
    default:
      return node
  }
}
