// How words about properties are written down: one row per key.
export type Row = readonly [title: string, description?: string | undefined, ...examples: unknown[]]
export type Rows = Readonly<Record<string, Row>>
