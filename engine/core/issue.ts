// An issue is wrong data or a wrong definition, as a value: every check returns all of its issues, none throws.
// The sentence a person reads is made from `code` and `params` by messages/; it is never stored here.

/** `error` blocks sending up; `explain` wants a written reason; `warning` only warns. */
export type Severity = 'error' | 'warning' | 'explain'

/** Where in a text an issue lies: 1-based line and column, as editors count. */
export type Position = { readonly file: string; readonly line: number; readonly column: number }

export type Issue = {
  /** Stable kebab-case name; every code has a sentence in messages/ and, for definitions, a broken example. */
  readonly code: string
  readonly severity: Severity
  /** A cell address for data (`main.copies`), a JSON pointer for definitions (`/tables/0/columns/1`). */
  readonly path: string
  /** Fills the placeholders of the sentence. */
  readonly params?: Readonly<Record<string, string | number>>
  readonly position?: Position
}

export function issue(code: string, path: string, params?: Issue['params'], severity: Severity = 'error'): Issue {
  return params === undefined ? { code, severity, path } : { code, severity, path, params }
}

export function blocks(issues: readonly Issue[]): boolean {
  return issues.some((one) => one.severity === 'error')
}
