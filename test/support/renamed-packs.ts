// The packs of the repository under other names: every id that an author chose is exchanged for a meaningless one, in
// definitions, references, addresses and expressions alike. Titles and other prose stay. What works on the copy proves
// that the engine knows nobody's name. Pure: parsed YAML in, YAML text out.
import { parse, stringify } from 'yaml'
import { parseAddress } from '../../engine/core/form/address.ts'
import { parseExpression, toText } from '../../engine/core/expression/parse.ts'
import { cellWord, outside, type Node } from '../../engine/core/expression/tree.ts'
import { kindOf, type PackFile } from '../../engine/packs/load-pack.ts'

/** What a test calls things by, whatever they are called in the packs. */
export type Names = {
  readonly form: (id: string) => string
  readonly action: (id: string) => string
  readonly state: (id: string) => string
  readonly reason: (id: string) => string
  readonly period: (kind: string) => string
  readonly pack: (id: string) => string
  readonly unit: (code: string) => string
  /** `main.copies`, `communes.total.copies`, or a table alone. */
  readonly cell: (address: string) => string
  readonly login: (unit: string, role: string) => string
}

const same = (id: string): string => id
export const ownNames: Names = {
  form: same, action: same, state: same, reason: same, period: same, pack: same, unit: same, cell: same,
  login: (unit, role) => `${unit}_${role}`,
}

type Folder = { readonly folder: string; readonly files: readonly PackFile[] }
// oxlint-disable-next-line no-explicit-any -- parsed YAML; its shape is checked when the copy is loaded
type Yaml = any

const spaces = [
  'pack', 'form', 'table', 'column', 'row', 'rule', 'role', 'kind', 'class', 'cycle', 'period', 'unit', 'workflow', 'state', 'action', 'reason', 'clock', 'task', 'codelist', 'print',
] as const
type Space = (typeof spaces)[number]

export type Renamed = { readonly folders: Folder[]; readonly names: Names; /** Every id that was exchanged. */ readonly replaced: ReadonlySet<string> }

export function renamePacks(folders: readonly Folder[]): Renamed {
  const known = new Map<string, string>()
  const replaced = new Set<string>()
  const name = (space: Space, id: string): string => {
    const key = `${space} ${id}`
    const found = known.get(key) ?? `z${spaces.indexOf(space).toString(36)}x${known.size}`
    known.set(key, found)
    replaced.add(id)
    return found
  }
  const has = (space: Space, id: string): boolean => known.has(`${space} ${id}`)

  // Words of the engine within places where an author's id may stand.
  const role = (reference: string): string => {
    if (['holder', 'clock', 'party'].includes(reference)) return reference
    const [first = '', second] = reference.split('.')
    return second === undefined ? name('role', first) : `${first}.${name('role', second)}`
  }
  const unitClass = (id: string): string => (id === 'default' ? id : name('class', id))
  const reference = (space: 'form' | 'workflow' | 'codelist') => (text: string): string => {
    const [first = '', second] = text.split('/')
    return second === undefined ? name(space, first) : `${name('pack', first)}/${name(space, second)}`
  }

  // The total of a block has a row for each of the block's, named after both.
  const blockTotals = new Map(folders.flatMap(({ files }) => files.filter(({ path: at }) => kindOf(at) === 'form').flatMap(({ text }) => blockTotalsIn(parse(text)))))
  const rowName = (id: string): string => {
    const parts = blockTotals.get(id)
    return parts === undefined || has('row', id) ? name('row', id) : parts.map((one) => name('row', one)).join('_')
  }
  const key = (text: string): string => {
    const [instance = '', row] = text.split('/')
    return row === undefined ? instance : `${instance}/${name('row', row)}`
  }
  const address = (text: string): string => {
    const parts = parseAddress(text.replace('{row}', 'row'))
    if (parts === undefined) return name('table', text)
    const [table, column] = [name('table', parts.table), name('column', parts.column)]
    if (text.includes('{row}')) return `${table}.{row}.${column}`
    if (parts.row === '') return `${table}.${column}`
    return text.includes('[') ? `${table}[${key(parts.row)}].${column}` : `${table}.${rowName(parts.row)}.${column}`
  }
  /** Figures from outside, one for each row. */
  const outsideRows = (value: Yaml): Yaml => (typeof value === 'object' && value !== null ? keys(value, (id) => (has('row', id) ? rowName(id) : key(id))) : value)
  const path = (names: readonly string[]): string[] => {
    const [first = '', second = '', third] = names
    if (names.length === 1) return [has('row', first) && !has('column', first) ? name('row', first) : name('column', first)]
    return third === undefined ? [name('table', first), name('column', second)] : [name('table', first), rowName(second), name('column', third)]
  }
  const renamed = (node: Node): Node => {
    if (node.kind === 'call') return { ...node, args: node.args.map(renamed) }
    if (node.kind !== 'reference' && node.kind !== 'range') return node
    // Words of the language stay what they are.
    if (node.path.length === 1 && node.path[0] === cellWord) return node
    if (node.path.at(-1) === cellWord) return { ...node, path: [...path([...node.path.slice(0, -1), '']).slice(0, -1), cellWord] }
    if ((node.path.length > 1 && (outside as readonly string[]).includes(node.path[0] ?? ''))) return node
    const source = node.source?.kind === 'form' ? { source: { kind: 'form' as const, form: reference('form')(node.source.form) } } : {}
    return { ...node, path: path(node.path), ...source }
  }
  const expression = (source: Yaml): Yaml => {
    const parsed = parseExpression(source)
    if ('issues' in parsed) throw new Error(`Not an expression: ${JSON.stringify(source)}`)
    return toText(renamed(parsed.node))
  }

  const some = <T>(value: T | undefined, change: (value: T) => T, key: string): Record<string, T> => (value === undefined ? {} : { [key]: change(value) })
  const each = (change: (id: string) => string) => (value: Yaml): Yaml => (Array.isArray(value) ? value.map(each(change)) : change(value))
  const keys = (value: Record<string, Yaml>, change: (id: string) => string, inner: (value: Yaml) => Yaml = same as (value: Yaml) => Yaml): Yaml =>
    Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), inner(one)]))

  /** An example, and a lower report in it. */
  const filledIn = (one: Yaml): Yaml => ({
    ...one,
    values: keys(one.values, address),
    ...some(one.rows, (given: Yaml) => keys(given, (id) => name('table', id), (titles: Yaml) => keys(titles, key)), 'rows'),
  })

  const lines = (space: 'column' | 'row', inside: 'columns' | 'rows') => (one: Yaml): Yaml => ({
    ...one,
    ...some(one.id, (id: string) => name(space, id), 'id'),
    ...some(one.parts, each((id) => name(space, id)), 'parts'),
    ...some(one['of-which'], each((id) => name(space, id)), 'of-which'),
    ...some(one.value, expression, 'value'),
    ...some(one.weight, (id: string) => name('column', id), 'weight'),
    ...some(one['visible-when'], expression, 'visible-when'),
    ...some(one[inside], inside === 'rows' ? rows : (list: Yaml[]) => list.map(lines(space, inside)), inside),
  })
  const rows = (value: Yaml): Yaml => {
    if (typeof value === 'string') return value
    if (Array.isArray(value)) return value.map(lines('row', 'rows'))
    return {
      ...value,
      ...some(value.total, (total: Yaml) => ({ ...total, id: name('row', total.id) }), 'total'),
      ...some(value.kinds, each((id) => name('kind', id)), 'kinds'),
      ...some(value.codelist, reference('codelist'), 'codelist'),
      ...some(value.each, rows, 'each'),
    }
  }
  const rollUp = (one: Yaml): Yaml => ({
    ...one,
    from: reference('form')(one.from),
    ...some(one.kinds, each((id) => name('kind', id)), 'kinds'),
    ...some(one.into, (id: string) => name('row', id), 'into'),
    cells: keys(one.cells, (id) => name('column', id), address),
  })
  const relation = (one: Yaml): Yaml => ({
    ...one,
    ...Object.fromEntries(['same', 'carried-over', 'from', 'range', 'change'].flatMap((property) => (one[property] === undefined ? [] : [[property, name('column', one[property])]]))),
    ...some(one.as, expression, 'as'),
  })
  const table = (one: Yaml): Yaml => ({
    ...one,
    id: name('table', one.id),
    columns: one.columns.map(lines('column', 'columns')),
    rows: rows(one.rows),
    ...some(one.continues, (id: string) => name('table', id), 'continues'),
    ...some(one.closed, (list: Yaml[]) => list.map((cells) => ({ rows: each(rowName)(cells.rows), columns: each((id) => name('column', id))(cells.columns) })), 'closed'),
    ...some(one.relations, (list: Yaml[]) => list.map(relation), 'relations'),
    ...some(one['roll-up'], (list: Yaml) => (Array.isArray(list) ? list.map(rollUp) : rollUp(list)), 'roll-up'),
  })
  const point = (text: Yaml): Yaml => {
    const [year, kind] = String(text).split('/')
    return kind === undefined ? text : `${year}/${name('period', kind)}`
  }
  const points = (one: Yaml): Yaml => ({ ...some(one.from, point, 'from'), ...some(one.to, point, 'to') })
  const route = (one: Yaml): Yaml => ({
    ...one,
    reporting: one.reporting.map((id: string) => name('kind', id)),
    ...some(one.receiver, (to: Yaml) => (to.unit === undefined ? each((id) => name('kind', id))(to) : { unit: name('unit', to.unit) }), 'receiver'),
    ...some(one['copy-to'], (list: Yaml[]) => list.map((to) => (to.unit === undefined ? name('kind', to) : { unit: name('unit', to.unit) })), 'copy-to'),
    ...some(one.due, (due: Yaml) => keys(due, (id) => name('period', id)), 'due'),
    ...some(one.periods, each((id) => name('period', id)), 'periods'),
    workflow: reference('workflow')(one.workflow),
  })

  const limit = (one: Yaml): Yaml => ({ ...one, ...some(one.clock, (id: string) => name('clock', id), 'clock') })
  const task = (one: Yaml): Yaml => ({
    ...one,
    of: each(role)(one.of),
    ...some(one.limit, limit, 'limit'),
    ...some(one['done-by'], each((id) => name('action', id)), 'done-by'),
  })
  const about: Record<string, (id: string) => string> = {
    'notify': role, 'assign': role, 'start-clock': (id) => name('clock', id), 'stop-clock': (id) => name('clock', id), 'open-task': (id) => name('task', id), 'close-task': (id) => name('task', id),
  }
  const effects = (list: Yaml[]): Yaml => list.map((one) => (typeof one === 'string' ? one : Object.fromEntries(Object.entries(one).map(([effect, value]) => [effect, each(about[effect] ?? same)(value)]))))
  const clock = (one: Yaml): Yaml => ({
    ...one,
    ...some(one.starts, (starts: Yaml) => ({
      ...some(starts.state, each((id) => name('state', id)), 'state'),
      ...some(starts.action, each((id) => name('action', id)), 'action'),
    }), 'starts'),
    ...some(one['pauses-in'], each((id) => name('state', id)), 'pauses-in'),
    ...some(one['ends-in'], each((id) => name('state', id)), 'ends-in'),
    ...some(one.reminds, (list: Yaml[]) => list.map((reminder) => ({ ...reminder, notify: each(role)(reminder.notify) })), 'reminds'),
    ...some(one['on-expiry'], (expiry: Yaml) => ({
      ...some(expiry.action, (id: string) => name('action', id), 'action'),
      ...some(expiry.effects, effects, 'effects'),
    }), 'on-expiry'),
  })

  const file: Record<NonNullable<ReturnType<typeof kindOf>>, (one: Yaml) => Yaml> = {
    pack: (one) => ({
      ...one,
      id: name('pack', one.id),
      ...some(one.fields, reference('codelist'), 'fields'),
      ...some(one.requires, each((id) => name('pack', id)), 'requires'),
      ...some(one.replaces, (list: Yaml[]) => list.map((each) => ({ ...each, form: reference('form')(each.form), by: name('form', each.by), ...points(each) })), 'replaces'),
      ...some(one.assigns, (list: Yaml[]) => list.map((each) => ({ ...each, form: reference('form')(each.form), ...points(each), routes: each.routes.map(route) })), 'assigns'),
    }),
    // Entries are data of the ministry, like titles.
    codelist: (one) => ({ ...one, id: name('codelist', one.id) }),
    print: (one) => ({
      ...one,
      id: name('print', one.id),
      ...some(one.forms, each((id) => name('form', id)), 'forms'),
      parts: one.parts.map((part: Yaml) => ({ ...part, ...some(part.tables, each((id) => name('table', id)), 'tables') })),
    }),
    calendar: (one) => one,
    organisation: (one) => ({
      ...one,
      roles: keys(one.roles, (id) => name('role', id)),
      kinds: keys(one.kinds, (id) => name('kind', id), (kind) => ({
        ...kind, roles: kind.roles.map((id: string) => name('role', id)), ...some(kind.class, unitClass, 'class'),
        ...some(kind.under, each((id) => name('kind', id)), 'under'),
      })),
    }),
    periods: (one) => ({
      ...one,
      kinds: keys(one.kinds, (id) => name('period', id), (kind) => ({
        ...kind,
        ...some(kind.cycle, (id: string) => name('cycle', id), 'cycle'),
        ...some(kind['data-to'], (days: Yaml) => keys(days, unitClass), 'data-to'),
        ...some(kind.serves, points, 'serves'),
        ...some(kind.succeeds, (id: string) => { const [before = '', period = ''] = id.split('/'); return `${name('pack', before)}/${name('period', period)}` }, 'succeeds'),
      })),
      'open-by-class': unitClass(one['open-by-class']),
      ...some(one.notices, (notices: Yaml) => ({ ...notices, notify: each(role)(notices.notify) }), 'notices'),
    }),
    units: (one) => ({
      ...some(one.demo, (demo: Yaml) => ({ ...demo, open: { ...demo.open, kind: name('period', demo.open.kind) }, administrator: name('unit', demo.administrator) }), 'demo'),
      units: one.units.map((unit: Yaml) => ({
        ...unit,
        code: name('unit', unit.code),
        kind: name('kind', unit.kind),
        ...some(unit.parent, (code: string) => name('unit', code), 'parent'),
        ...some(unit.accounts, (accounts: Yaml[]) => accounts.map((account) => ({ ...account, role: name('role', account.role) })), 'accounts'),
      })),
      ...some(one.changes, (list: Yaml[]) => list.map((change) => ({
        ...change,
        units: change.units.map((code: string) => name('unit', code)),
        ...some(change.becomes, each((code) => name('unit', code)), 'becomes'),
        ...some(change.parent, (code: string) => name('unit', code), 'parent'),
      })), 'changes'),
    }),
    form: (one) => ({
      ...one,
      id: name('form', one.id),
      ...some(one.serves, points, 'serves'),
      ...some(one.succeeds, (before: Yaml) => ({
        ...before, form: reference('form')(before.form), cells: keys(before.cells, address, (cell) => (typeof cell === 'string' ? address(cell) : { ...cell, cell: address(cell.cell) })),
      }), 'succeeds'),
      routes: one.routes.map(route),
      tables: one.tables.map(table),
      ...some(one.sections, (sections: Yaml[]) => sections.map((section) => ({
        ...section, id: name('table', section.id), ...some(section['visible-when'], expression, 'visible-when'), fields: section.fields.map(lines('column', 'columns')),
      })), 'sections'),
      ...some(one.rules, (rules: Yaml[]) => rules.map((rule) => ({
        ...rule,
        id: name('rule', rule.id),
        ...some(rule.table, (id: string) => name('table', id), 'table'),
        ...some(rule.rows, each(rowName), 'rows'),
        ...some(rule.columns, each((id) => name('column', id)), 'columns'),
        check: expression(rule.check),
        message: rule.message.replaceAll(/\{([^{}]*)\}/g, (_: string, cell: string) => `{${expression(cell)}}`),
      })), 'rules'),
    }),
    workflow: (one) => ({
      ...one,
      id: name('workflow', one.id),
      ...some(one.reasons, (reasons: Yaml) => keys(reasons, (id) => name('reason', id)), 'reasons'),
      states: keys(one.states, (id) => name('state', id), (state) => ({
        ...state,
        ...some(state.holder, each(role), 'holder'),
        ...some(state['editable-by'], each(role), 'editable-by'),
        ...some(state['on-save'], (id: string) => name('state', id), 'on-save'),
        ...some(state['closes-to'], (id: string) => name('state', id), 'closes-to'),
        ...some(state.limit, limit, 'limit'),
        ...some(state.tasks, (list: Yaml[]) => list.map(task), 'tasks'),
      })),
      // Guards ask about facts, which are the engine's words.
      actions: keys(one.actions, (id) => name('action', id), (action) => ({
        ...action,
        by: each(role)(action.by),
        from: each((id) => name('state', id))(action.from),
        ...some(action.to, (to: Yaml) => (typeof to === 'string' ? name('state', to) : to.map((one: Yaml) => ({ ...one, state: name('state', one.state) }))), 'to'),
        ...some(action.reasons, each((id) => name('reason', id)), 'reasons'),
        ...some(action.effects, effects, 'effects'),
      })),
      ...some(one.tasks, (list: Yaml) => keys(list, (id) => name('task', id), task), 'tasks'),
      ...some(one.clocks, (list: Yaml) => keys(list, (id) => name('clock', id), clock), 'clocks'),
    }),
    scenario: (one) => ({
      workflow: name('workflow', one.workflow),
      examples: one.examples.map((example: Yaml) => ({
        ...example,
        events: example.events.map((event: Yaml) => ({
          ...event,
          ...some(event.act, (id: string) => name('action', id), 'act'),
          ...some(event.by, each(role), 'by'),
          ...some(event.state, (id: string) => name('state', id), 'state'),
          ...some(event.clocks, (list: Yaml) => keys(list, (id) => name('clock', id)), 'clocks'),
        })),
      })),
    }),
    example: (one) => ({
      form: name('form', one.form),
      examples: one.examples.map((example: Yaml) => ({
        ...filledIn(example),
        ...some(example.received, (list: Yaml[]) => list.map((one) => ({ ...filledIn(one), form: reference('form')(one.form), ...some(one.kind, (id: string) => name('kind', id), 'kind') })), 'received'),
        ...some(example.outside, (given: Yaml) => keys(given, expression, outsideRows), 'outside'),
        ...some(example.expect, (wanted: Yaml) => keys(wanted, address), 'expect'),
        ...some(example.findings, (list: Yaml[]) => list.map((finding) => ({ ...finding, at: address(finding.at) })), 'findings'),
      })),
    }),
  }

  const copied = folders.map(({ folder, files }) => ({
    folder,
    files: files.map(({ path: at, text }) => {
      const kind = kindOf(at)
      if (kind === undefined) throw new Error(`What is ${folder}/${at}?`)
      return { path: at, text: stringify(file[kind](parse(text)), { lineWidth: 0 }) }
    }),
  }))
  const asked = (space: Space) => (id: string): string => {
    if (!has(space, id)) throw new Error(`The packs have no ${space} ${id}`)
    return name(space, id)
  }
  return {
    folders: copied,
    replaced,
    names: {
      form: asked('form'), action: asked('action'), state: asked('state'), reason: asked('reason'), period: asked('period'),
      pack: asked('pack'), unit: asked('unit'), cell: address,
      login: (unit, roleId) => `${asked('unit')(unit)}_${asked('role')(roleId)}`,
    },
  }
}

/** `all_male` → [all, male], for every total of a block. */
function blockTotalsIn(form: Yaml): [string, string[]][] {
  const found: [string, string[]][] = []
  const visit = (rows: Yaml, total: Yaml): void => {
    if (Array.isArray(rows)) for (const stub of rows) visit(stub.rows, stub)
    else if (Array.isArray(rows?.each)) {
      const ids = (list: Yaml[]): string[] => list.flatMap((stub) => [stub.id as string, ...(Array.isArray(stub.rows) ? ids(stub.rows) : [])])
      const of = rows.total ?? total
      if (of !== undefined) for (const id of ids(rows.each)) found.push([`${of.id}_${id}`, [of.id, id]])
    }
  }
  for (const table of form.tables ?? []) visit(table.rows, undefined)
  return found
}
