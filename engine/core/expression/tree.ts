// The expression as the engine holds it, whatever spelling it came in.

export type Type = 'number' | 'boolean' | 'text'

export type Node =
  | { readonly kind: 'number'; /** exact decimal spelling */ readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'blank' }
  /** `acts`, `main.acts`, `communes.total.acts` */
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly at?: number }
  /** `column acts`: every data row of a column, as the argument of an aggregate */
  | { readonly kind: 'column'; readonly path: readonly string[]; readonly at?: number }
  | { readonly kind: 'call'; readonly operator: string; readonly args: readonly Node[]; readonly at?: number }

/** Calls `visit` for the node and everything below it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  if (node.kind === 'call') for (const argument of node.args) walk(argument, visit)
}
