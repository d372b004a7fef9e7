// The shape of an operator's row, and how any row is applied: its policies first, then its own function.
import type { WorkingDays } from '../calendar.ts'
import { isFailure, type Exact } from './exact.ts'
import type { Mode } from './modes.ts'
import type { Node, Type } from './tree.ts'

export type Words = { readonly vi: string; readonly en: string }

/** What an argument must be. All that are `same` or `ordered` have one type among them; `ordered`: numbers or dates. */
export type Param = Type | 'any' | 'same' | 'ordered'

/** `skip`: blanks count as absent, the result is blank when all are. `spread`: one blank makes the result blank.
 * Words: the function decides, as they say (logic is three-valued: unknown or true is true). */
export type BlankPolicy = 'skip' | 'spread' | Words

/** `spread`: an error among the arguments is the result. Words: the function sees errors too. */
export type ErrorPolicy = 'spread' | Words

/** What an operator may know beside its arguments. */
export type Context = { readonly workingDays?: WorkingDays }

export type Operator = {
  readonly name: string
  /** Section of the manual. */
  readonly group: 'number' | 'logic' | 'date' | 'text'
  /** How it is written: `between(x, low, high)`. */
  readonly usage: string
  /** Infix spelling and its binding strength; calls have none. */
  readonly infix?: { readonly symbol: string; readonly strength: number }
  readonly params: readonly Param[]
  /** The last parameter may repeat (`sum(a, b, column c)`). */
  readonly rest?: true
  /** Fewest arguments where it is not the number of params. */
  readonly least?: number
  /** `same`: the type of its `same` or `ordered` arguments. */
  readonly result: Type | 'same'
  /** Accepts ranges (`column x`, `row total`), each cell of which is an argument. */
  readonly ranges?: true
  readonly blank: BlankPolicy
  readonly errors: ErrorPolicy
  readonly modes: readonly Mode[]
  /** It asks the calendar, too. */
  readonly calendar?: true
  readonly apply: (args: readonly Exact[], context: Context) => Exact
  /** What is wrong with these arguments, beyond their types. */
  readonly refuses?: (args: readonly Node[]) => { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | undefined
  /** `{0}`, `{1}` … are the arguments; `{*}` is all of them with commas, `{1*}` all but the first. */
  readonly words: Words
  /** The same where the optional last argument is left out. */
  readonly fewer?: Words
  /** One line of the manual. */
  readonly doc: Words
  /** An expression and what it comes to. */
  readonly example: readonly [text: string, result: string]
}

/** Wherever there are cells. */
export const cellModes: readonly Mode[] = ['calculate', 'check', 'visible-when', 'prefill']
/** Guards, too: JSON Logic knows the operator and means the same by it, over facts that are never blank. */
export const allModes: readonly Mode[] = [...cellModes, 'guard']

/** What the policies say, for the manual. */
export const blankWords: Readonly<Record<'skip' | 'spread', Words>> = {
  skip: { vi: 'Ô để trống được bỏ qua; mọi ô đều để trống thì kết quả để trống.', en: 'Blanks are left out; the result is blank when all are.' },
  spread: { vi: 'Có ô để trống thì kết quả để trống.', en: 'One blank makes the result blank.' },
}
export const errorWords: Readonly<Record<'spread', Words>> = {
  spread: { vi: 'Có ô lỗi thì kết quả là lỗi đó.', en: 'An error among the arguments is the result.' },
}

/** Applies an operator as its policies say. */
export function applyOperator(operator: Operator, args: readonly Exact[], context: Context = {}): Exact {
  const failed = args.find(isFailure)
  if (failed !== undefined && operator.errors === 'spread') return failed
  switch (operator.blank) {
    case 'skip': {
      const present = args.filter((value) => value !== null)
      return present.length === 0 ? null : operator.apply(present, context)
    }
    case 'spread':
      return args.includes(null) ? null : operator.apply(args, context)
    default:
      return operator.apply(args, context)
  }
}
