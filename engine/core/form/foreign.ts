// What figures from outside a form are: cells of other forms of the same unit and period, properties of the unit, of the
// period and of codelist entries. The definition alone does not know them; packs do. Each is of the type of its cell or
// property. Used by the checker and by whoever compiles a form.
import type { CodelistDefinition } from '../codelist.ts'
import type { ReferenceNode, Type } from '../expression/tree.ts'
import type { PropertyDefinition } from '../property.ts'
import { cellKinds } from '../value.ts'
import type { Form } from './compile.ts'
import { measureAt, type Column, type Table } from './layout.ts'
import { columnsOfRange, finest, type ForeignTypes } from './names.ts'

/** Where references lead. `reference`: `17a` in the form's own pack, or `pack/17a`. */
export type World = {
  readonly form: (reference: string) => Form | undefined
  readonly codelist: (reference: string) => CodelistDefinition | undefined
  /** Declared in packs. */
  readonly unit: Properties
}

type Properties = Readonly<Record<string, PropertyDefinition>>

/** What is known of every unit, beside what packs declare. */
export const unitProperties: Properties = {
  name: { title: 'Tên đơn vị', kind: 'text' },
  code: { title: 'Mã đơn vị', kind: 'text' },
  kind: { title: 'Loại đơn vị', kind: 'text' },
}

/** What is known of every codelist entry, beside what its codelist declares. */
export const entryProperties: Properties = {
  code: { title: 'Mã', kind: 'text' },
  title: { title: 'Tên gọi', kind: 'text' },
}

/** What is known of every period. */
export const periodProperties: Properties = {
  kind: { title: 'Loại kỳ báo cáo', kind: 'text' },
  year: { title: 'Năm', kind: 'number' },
  from: { title: 'Từ ngày', kind: 'date' },
  to: { title: 'Đến ngày', kind: 'date' },
  data_to: { title: 'Ngày chốt số liệu', kind: 'date' },
}

export type ForeignType = { readonly decimals: number; readonly type: Type; readonly measure?: string }
/** What is missing, with the names that there are. */
export type Missing = { readonly missing: 'form' | 'cell' | 'property'; readonly known: readonly string[] }

/** `table`: the table whose rows an `entry` is looked for in. Undefined for references within the form. */
export function foreignType(node: ReferenceNode, table: Table | undefined, world: World): ForeignType | Missing | undefined {
  const [about = '', name = ''] = node.path
  if (node.source?.kind === 'form') {
    const form = world.form(node.source.form)
    return form === undefined ? { missing: 'form', known: [] } : node.over === undefined ? cellType(form, node.path) : rangeType(form, node.path, node.over)
  }
  if (node.source !== undefined || node.path.length !== 2) return undefined
  const declared = declaredIn(about, table, world)
  if (declared === undefined) return undefined
  const property = Object.hasOwn(declared, name) ? declared[name] : undefined
  if (property === undefined) return { missing: 'property', known: Object.keys(declared) }
  return { decimals: property.decimals ?? 0, type: property.kind === 'yes-no' ? 'boolean' : property.kind, ...(property.measure === undefined ? {} : { measure: property.measure }) }
}

function declaredIn(about: string, table: Table | undefined, world: World): Properties | undefined {
  switch (about) {
    case 'unit':
      return { ...unitProperties, ...world.unit }
    case 'period':
      return periodProperties
    case 'entry': {
      const codelist = codelistOf(table, world)
      return codelist === undefined ? {} : { ...entryProperties, ...codelist.properties }
    }
    default:
      return undefined
  }
}

export function codelistOf(table: Table | undefined, world: Pick<World, 'codelist'>): CodelistDefinition | undefined {
  const reference = table?.bands.find((one) => one.per === 'entry')?.codelist
  return reference === undefined ? undefined : world.codelist(reference)
}

function cellType({ byId }: Form, path: readonly string[]): ForeignType | Missing {
  const [tableId = '', second = '', third] = path
  const table = byId.get(tableId)
  const column = table?.columns[table.columnOf.get(third ?? second) ?? -1]
  if (table === undefined || column === undefined || !table.rowOf.has(third === undefined ? '' : second)) {
    return { missing: 'cell', known: [...byId.values()].flatMap((one) => one.rows.flatMap(({ key }) => one.columns.map(({ id }) => (key === '' ? `${one.id}.${id}` : `${one.id}.${key}.${id}`)))) }
  }
  return typeIn(column, measureAt(table, table.rowOf.get(third === undefined ? '' : second) ?? 0, column.index))
}

function typeIn({ decimals, kind, measure: own }: Column, measure = own): ForeignType {
  return { decimals, type: cellKinds[kind].type, ...(measure === '' ? {} : { measure }) }
}

/** `sum(column form("17a").main.acts)`: of the finest of the columns. */
function rangeType({ byId }: Form, [tableId = '', name = '', ...more]: readonly string[], { operator, of }: NonNullable<ReferenceNode['over']>): ForeignType | Missing {
  const table = byId.get(tableId)
  const column = table === undefined || more.length > 0 ? undefined : finest(columnsOfRange(of, name, table))
  if (column === undefined) return { missing: 'cell', known: [...byId.values()].flatMap((one) => (of === 'row' ? one.rows.map(({ key }) => key) : one.columns.map(({ id }) => id)).map((id) => `${one.id}.${id}`)) }
  return operator === 'count' ? { decimals: 0, type: 'number' } : typeIn(column)
}

/** For compiling: what does not exist is a whole number, the checker has told it. */
export function foreignTypes(form: Form, world: World): ForeignTypes {
  return Object.fromEntries(
    form.outside.flatMap(({ key, node, per, table }) => {
      const found = foreignType(node, per === 'rows' ? form.tables[table] : undefined, world)
      return found === undefined || 'missing' in found ? [] : [[key, { decimals: found.decimals, type: found.type }] as const]
    }),
  )
}
