// What does a result count? Cases and đồng are not added up, nor compared. A plain number takes on any measure; what is
// multiplied or divided by something measured has one that nobody wrote down.
import { issue, type Issue } from '../issue.ts'
import type { CallNode, Node, RangeNode, ReferenceNode } from './tree.ts'

type MeasureScope = { readonly measureOf?: (node: ReferenceNode | RangeNode) => string | undefined }

/** Operators whose arguments count one thing, which the result counts, too; and those that only compare. */
const keeps = ['+', '-', 'sum', 'mean', 'min', 'max', 'coalesce', 'if', 'abs', 'round', 'floor', 'ceiling', 'or_zero']
const compares = ['=', '!=', '<', '<=', '>', '>=', 'between', 'one_of']

/** Undefined: nothing, or nothing that is known. Issues: expression.measure; a warning where things are only compared. */
export function measureOf(node: Node, scope: MeasureScope, tell: (issue: Issue) => void): string | undefined {
  switch (node.kind) {
    case 'reference':
    case 'range':
      return scope.measureOf?.(node)
    case 'call':
      return ofCall(node, scope, tell)
    default:
      return undefined
  }
}

function ofCall({ operator, args }: CallNode, scope: MeasureScope, tell: (issue: Issue) => void): string | undefined {
  const found = args.map((one) => measureOf(one, scope, tell))
  const known = (operator === 'if' ? found.slice(1) : found).filter((one) => one !== undefined)
  const other = known.find((one) => one !== known[0])
  if (other !== undefined && (keeps.includes(operator) || compares.includes(operator))) {
    tell(issue('expression.measure', '', { a: String(known[0]), b: other, operator }, compares.includes(operator) ? 'warning' : 'error'))
  }
  if (keeps.includes(operator)) return other === undefined ? known[0] : undefined
  // Twice as many cases, and half as many, are cases.
  const [first, second] = args
  if ((operator === '*' || operator === '/') && second?.kind === 'number') return found[0]
  return operator === '*' && first?.kind === 'number' ? found[1] : undefined
}
