// Print templates: how a report, or a letter that goes with it, is laid out on paper. Shape and placeholders only; what
// is printed are sealed figures, and drawing them is the business of documents/.
import { Type, type Static } from '@sinclair/typebox'
import { FormId, Id, Text } from './authored.ts'

const closed = { additionalProperties: false }
/** Lines of text with placeholders: `{unit.name}`. */
const Lines = Type.Array(Text, { minItems: 1, maxItems: 20 })
const Millimetres = Type.Integer({ minimum: 5, maximum: 60 })

export const PrintPart = Type.Union([
  Type.Object({ part: Type.Literal('heading') }, closed),
  Type.Object({ part: Type.Literal('title'), lines: Type.Optional(Lines) }, closed),
  /** All tables, or those named. */
  Type.Object({ part: Type.Literal('table'), tables: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 40 })) }, closed),
  Type.Object({ part: Type.Literal('notes') }, closed),
  Type.Object({ part: Type.Literal('explanation') }, closed),
  Type.Object({ part: Type.Literal('signatures') }, closed),
  Type.Object({ part: Type.Literal('text'), lines: Lines, align: Type.Optional(Type.Union([Type.Literal('left'), Type.Literal('centre'), Type.Literal('right'), Type.Literal('justify')])) }, closed),
  Type.Object({ part: Type.Literal('page-break') }, closed),
])
export type PrintPart = Static<typeof PrintPart>

export const PrintDefinition = Type.Object(
  {
    id: Id,
    title: Text,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    'legal-basis': Type.Optional(Text),
    /** Forms of this pack that it prints; all without. */
    forms: Type.Optional(Type.Array(FormId, { minItems: 1, maxItems: 500 })),
    paper: Type.Object(
      {
        size: Type.Union([Type.Literal('A4'), Type.Literal('A3')]),
        orientation: Type.Union([Type.Literal('portrait'), Type.Literal('landscape')]),
        margins: Type.Optional(Type.Object({ top: Millimetres, right: Millimetres, bottom: Millimetres, left: Millimetres }, closed)),
      },
      closed,
    ),
    heading: Type.Optional(Type.Object({ left: Type.Optional(Lines), centre: Type.Optional(Lines), right: Type.Optional(Lines) }, closed)),
    parts: Type.Array(PrintPart, { minItems: 1, maxItems: 100 }),
  },
  closed,
)
export type PrintDefinition = Static<typeof PrintDefinition>

/** What may stand within braces, by what it is about; filled in when a report is printed. */
const placeholders: Readonly<Record<string, readonly string[]>> = {
  form: ['code', 'title', 'legal-basis'],
  unit: ['name', 'code'],
  parent: ['name'],
  receiver: ['name'],
  period: ['title', 'year', 'from', 'to', 'data-to'],
  filing: ['due', 'entered-by', 'approved-by', 'approved-on', 'received-on'],
  seal: ['number', 'hash'],
  print: ['page', 'pages', 'day'],
}
/** `unit.name`, `period.title` … */
export const printPlaceholders: readonly string[] = Object.entries(placeholders).flatMap(([about, names]) => names.map((name) => `${about}.${name}`))

/** Names within braces, in their order; `{{` is a brace. */
export function placeholdersIn(text: string): string[] {
  return [...text.replaceAll('{{', '').matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
}
