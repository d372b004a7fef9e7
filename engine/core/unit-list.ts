// A list of administrative units of a day, as offices publish them, against the units that are known: who is new, who is
// called otherwise or stands elsewhere, who is gone and into whom. All that is wrong is found at once, each with its line, and
// then there is no plan. The second time the same list changes nothing. Pure; what to do with a plan is the action's.
import { addDays } from './calendar.ts'
import { issue, type Issue, type Severity } from './issue.ts'
import type { UnitKindDefinition } from './pack.ts'
import type { PropertyValues } from './property.ts'
import { areaOf, areaOfUnit, proposedCode, type Area } from './unit-code.ts'
import { treeOn, type Succession, type TreeUnit, type UnitHistory } from './unit.ts'
import { isValidOn } from './validity.ts'

/** A row of texts. `line`: where it begins in the file, from 1. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] }

/** Headings of the list. `unit`: the code that is wanted instead of the proposed one; `from`: codes of areas that went into this one. */
export const listColumns = ['code', 'name', 'level', 'parent', 'unit', 'from'] as const
export type ListColumn = (typeof listColumns)[number]
export type Headings = Readonly<Record<ListColumn, readonly string[]>>

/** What lists usually call them. */
export const usualHeadings: Headings = {
  code: ['Mã', 'Mã số', 'Code'],
  name: ['Tên', 'Tên đơn vị hành chính', 'Name'],
  level: ['Cấp', 'Loại', 'Level'],
  parent: ['Mã cấp trên', 'Trực thuộc', 'Parent'],
  unit: ['Mã đơn vị', 'Unit code'],
  from: ['Nhập từ', 'From'],
}

export type ListedUnit = {
  readonly line: number
  readonly what: 'new' | 'changed' | 'same'
  readonly code: string
  readonly kind: string
  readonly name: string
  /** The unit above; undefined at the top. */
  readonly parent: string | undefined
  /** How many of this list stand above it. */
  readonly depth: number
  readonly properties: PropertyValues
  /** As the list has it. */
  readonly listed: { readonly code: string; readonly name: string; readonly level: string; readonly parent: string }
  /** What is known of it, for one that is changed. */
  readonly before: { readonly name: string; readonly parent: string | undefined } | undefined
}

export type ListPlan = {
  readonly units: readonly ListedUnit[]
  /** Units that end on the day. */
  readonly ended: readonly { readonly code: string; readonly name: string }[]
  readonly successions: readonly Succession[]
  /** Each with its line: `/rows/12`. */
  readonly issues: readonly Issue[]
}

export type Asked = {
  readonly rows: readonly TableRow[]
  readonly headings: Headings
  readonly kinds: Readonly<Record<string, UnitKindDefinition>>
  readonly history: UnitHistory
  readonly asOf: string
  /** The list is complete: who stands at a level of it and not in it is no more. */
  readonly complete: boolean
}

type Item = { line: number; code: string; name: string; level: string; parent: string; unit: string; from: string[] }
type Kind = UnitKindDefinition & { readonly id: string; readonly territory: NonNullable<UnitKindDefinition['territory']> }
type Placed = Item & { readonly kind: Kind; readonly area: Area }

const unitCode = /^[a-z0-9]+(_[a-z0-9]+)*$/

export function planList(asked: Asked): ListPlan {
  const issues: Issue[] = []
  const fail: Fail = (line, code, params = {}, severity = 'error') => void issues.push(issue(`unit-list.${code}`, `/rows/${line}`, params, severity))
  const items = itemsOf(asked, fail)
  const kinds = Object.entries(asked.kinds).flatMap(([id, kind]): Kind[] => (kind.territory === undefined || !isValidOn(kind, asked.asOf) ? [] : [{ ...kind, id, territory: kind.territory }]))
  const lines = placedItems(items, kinds, fail)
  const known = knownAreas(asked, kinds)
  const placed = new Map<Placed, ListedUnit>()
  const taken = new Set(asked.history.units.keys())
  const wanted = new Map<string, number>()
  for (const item of lines.all) {
    if (item.unit === '') continue
    const first = wanted.get(item.unit)
    if (first !== undefined) fail(item.line, 'unit-code-twice', { code: item.unit, line: first })
    wanted.set(item.unit, item.line)
  }
  const isTaken = (code: string): boolean => taken.has(code) || wanted.has(code)
  const isAbove = new Set<Placed>()

  /** The unit of a line, those above it first; undefined where something is wrong with them. */
  const place = (item: Placed): ListedUnit | undefined => {
    const done = placed.get(item)
    if (done !== undefined) return done
    if (isAbove.has(item)) return void fail(item.line, 'circle', { code: item.code })
    isAbove.add(item)
    const above = upper(item)
    isAbove.delete(item)
    if (above === undefined) return undefined
    const unit = settle(item, above)
    if (unit !== undefined) placed.set(item, unit)
    return unit
  }

  type Upper = { readonly parent: string | undefined; readonly areas: readonly Area[]; readonly depth: number }
  const areasAbove = new Map<string, readonly Area[]>()

  const upper = (item: Placed): Upper | undefined => {
    const under = item.kind.under ?? []
    if (item.parent === '') {
      const top = [...known.tree.values()].filter((one) => under.includes(one.kind))
      if (top.length === 1 || under.length === 0) return { parent: top[0]?.code, areas: [], depth: 0 }
      return void fail(item.line, 'parent-missing', { code: item.code, name: item.name })
    }
    // Nearest level first: a code that lost its zeros may look like one of a level further up.
    const levels = under.flatMap((id) => kinds.find((one) => one.id === id) ?? [])
    const above = levels.map((kind) => lines.byCode.get(`${kind.id} ${normal(item.parent, kind)}`)).find((one) => one !== undefined)
    if (above !== undefined) {
      const unit = place(above)
      return unit === undefined ? undefined : { parent: unit.code, areas: [above.area, ...(areasAbove.get(unit.code) ?? [])], depth: unit.depth + 1 }
    }
    const there = levels.map((kind) => known.byCode.get(`${kind.id} ${normal(item.parent, kind)}`)).find((one) => one !== undefined)
    if (there !== undefined) return { parent: there.code, areas: known.areasOf(there), depth: 0 }
    return void fail(item.line, 'orphan', { code: item.code, name: item.name, parent: item.parent })
  }

  const settle = (item: Placed, { parent, areas, depth }: Upper): ListedUnit | undefined => {
    const name = item.kind.territory.name.replace('{name}', item.area.said)
    const same = known.byCode.get(`${item.kind.id} ${item.code}`)
    // Codes are given again: what was formed from others under another name is another unit.
    const isAnother = same !== undefined && item.from.length > 0 && alike(same.name) !== alike(name)
    const existing = (isAnother ? undefined : same) ?? known.byName.get(`${item.kind.id} ${parent ?? ''} ${alike(name)}`)
    const properties = { [item.kind.territory.property]: item.code }
    const listed = { code: item.code, name: item.name, level: item.level, parent: item.parent }
    if (existing === undefined) {
      if (item.unit !== '' && !unitCode.test(item.unit)) return void fail(item.line, 'unit-code-shape', { code: item.unit })
      if (item.unit !== '' && asked.history.units.has(item.unit)) return void fail(item.line, 'unit-code-taken', { code: item.unit })
      const code = item.unit === '' ? proposedCode(item.area, areas, isTaken) : item.unit
      taken.add(code)
      areasAbove.set(code, areas)
      return { line: item.line, what: 'new', code, kind: item.kind.id, name, parent, depth, properties, listed, before: undefined }
    }
    areasAbove.set(existing.code, areas)
    const isRenamed = alike(existing.name) !== alike(name)
    const hasCode = existing.properties[item.kind.territory.property] === item.code
    return {
      line: item.line, code: existing.code, kind: existing.kind, parent, depth, listed,
      what: isRenamed || existing.parent !== parent || !hasCode ? 'changed' : 'same',
      name: isRenamed ? name : existing.name,
      properties: { ...existing.properties, ...properties },
      before: { name: existing.name, parent: existing.parent },
    }
  }

  const units = lines.all.flatMap((item) => place(item) ?? [])
  twins(units, fail)
  const { ended, successions } = gone(asked, kinds, lines.all, placed, known, fail)
  if (issues.some((one) => one.severity === 'error')) return { units: [], ended: [], successions: [], issues: issues.sort((a, b) => lineOf(a) - lineOf(b)) }
  return { units, ended, successions, issues }
}

type Fail = (line: number, code: string, params?: Issue['params'], severity?: Severity) => void

/** Line of an issue in the list. */
export function lineOf({ path }: Issue): number {
  return Number(path.slice('/rows/'.length))
}

/** Lines as what they say; a heading that is missing ends the reading. */
function itemsOf({ rows, headings }: Asked, fail: Fail): Item[] {
  const [head, ...body] = rows
  if (head === undefined) return fail(1, 'empty'), []
  const names = head.cells.map((one) => alike(one))
  const place = (column: ListColumn): number => names.findIndex((name) => headings[column].some((one) => alike(one) === name))
  const at = Object.fromEntries(listColumns.map((column) => [column, place(column)])) as Record<ListColumn, number>
  for (const column of ['code', 'name', 'level'] as const) if (at[column] < 0) fail(head.line, 'no-column', { column: headings[column].join(' / '), found: head.cells.join(', ') })
  if (at.code < 0 || at.name < 0 || at.level < 0) return []
  return body.flatMap(({ line, cells }): Item[] => {
    const cell = (column: ListColumn): string => (cells[at[column]] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    const item = { line, code: cell('code'), name: cell('name'), level: cell('level'), parent: cell('parent'), unit: cell('unit'), from: cell('from').split(/[,;\s]+/).filter((one) => one !== '') }
    for (const column of ['code', 'name'] as const) if (item[column] === '') fail(line, 'blank', { column: headings[column][0] ?? column })
    return item.code === '' || item.name === '' ? [] : [item]
  })
}

/** Each line with its kind of unit; of two lines of one kind and code the first counts. */
function placedItems(items: readonly Item[], kinds: readonly Kind[], fail: Fail): { all: Placed[]; byCode: Map<string, Placed> } {
  const byCode = new Map<string, Placed>()
  const all = items.flatMap((item): Placed[] => {
    const fits = kinds.flatMap((kind): Placed[] => {
      const area = areaOf(item.name, item.level, kind.territory)
      return area === undefined ? [] : [{ ...item, kind, area, code: normal(item.code, kind), from: item.from.map((one) => normal(one, kind)) }]
    })
    // One word may mean two levels: a city beside the provinces and one below them. Who names an upper unit stands below one.
    const isBelow = (one: Placed): boolean => (one.kind.under ?? []).some((id) => kinds.some((kind) => kind.id === id))
    const one = fits.length > 1 ? fits.find((each) => isBelow(each) === (item.parent !== '')) : fits[0]
    if (one === undefined) return fail(item.line, 'unknown-level', { code: item.code, name: item.name, level: item.level }), []
    const key = `${one.kind.id} ${one.code}`
    const first = byCode.get(key)
    if (first !== undefined) return fail(item.line, 'code-twice', { code: one.code, name: item.name, line: first.line, first: first.name }), []
    byCode.set(key, one)
    return [one]
  })
  return { all, byCode }
}

/** A spreadsheet takes "00691" for a number. */
function normal(code: string, { territory: { digits } }: Kind): string {
  return digits !== undefined && /^[0-9]+$/.test(code) ? code.padStart(digits, '0') : code
}

/** Areas of units that live on the day. */
function knownAreas({ history, asOf }: Asked, kinds: readonly Kind[]) {
  const tree = treeOn(history, asOf)
  const kindOf = new Map(kinds.map((kind) => [kind.id, kind]))
  const areasOf = (unit: TreeUnit): Area[] => {
    const found: Area[] = []
    for (let at: TreeUnit | undefined = unit; at !== undefined && found.length < 20; at = tree.get(at.parent ?? '')) {
      const kind = kindOf.get(at.kind)
      const area = kind === undefined ? undefined : areaOfUnit(at.name, kind.territory)
      if (area !== undefined) found.push(area)
    }
    return found
  }
  const withKind = [...tree.values()].flatMap((unit) => {
    const kind = kindOf.get(unit.kind)
    return kind === undefined ? [] : [{ unit, code: unit.properties[kind.territory.property] }]
  })
  return {
    tree,
    areasOf,
    byCode: new Map(withKind.flatMap(({ unit, code }) => (code === undefined ? [] : [[`${unit.kind} ${String(code)}`, unit] as const]))),
    /** Those whose official code nobody has told yet. */
    byName: new Map(withKind.flatMap(({ unit, code }) => (code === undefined ? [[`${unit.kind} ${unit.parent ?? ''} ${alike(unit.name)}`, unit] as const] : []))),
  }
}

/** Two of one name under one upper unit are likely one. */
function twins(units: readonly ListedUnit[], fail: Fail): void {
  const seen = new Map<string, ListedUnit>()
  for (const unit of units) {
    const key = `${unit.kind} ${unit.parent ?? ''} ${alike(unit.name)}`
    const first = seen.get(key)
    if (first === undefined) seen.set(key, unit)
    else fail(unit.line, 'name-twice', { name: unit.name, line: first.line }, 'warning')
  }
}

/** Who ends on the day, and who stands for whom from then on, as far as it is not known yet. */
function gone({ history, asOf, complete }: Asked, kinds: readonly Kind[], listed: readonly Placed[], placed: ReadonlyMap<Placed, ListedUnit>, known: ReturnType<typeof knownAreas>, fail: Fail) {
  const eve = treeOn(history, addDays(asOf, -1))
  const kindOf = new Map(kinds.map((kind) => [kind.id, kind]))
  const before = new Map<string, TreeUnit>()
  for (const unit of eve.values()) {
    const code = unit.properties[kindOf.get(unit.kind)?.territory.property ?? '']
    if (code !== undefined) before.set(`${unit.kind} ${String(code)}`, unit)
  }
  const stays = new Set([...placed.values()].map((one) => one.code))
  const ends = new Map<string, TreeUnit>()
  // A code that was given again ends who had it.
  for (const [item, unit] of placed) {
    const had = known.byCode.get(`${item.kind.id} ${item.code}`)
    if (had !== undefined && had.code !== unit.code && !stays.has(had.code)) ends.set(had.code, had)
  }
  const successions: Succession[] = []
  const add = (from: string, to: string | null): void => {
    const isKnown = (history.successions.get(from) ?? []).some((one) => one.on === asOf && one.to === to)
    if (!isKnown && from !== to) successions.push({ on: asOf, from, to })
  }
  for (const item of listed) {
    const unit = placed.get(item)
    if (unit === undefined) continue
    for (const code of item.from) {
      const source = before.get(`${item.kind.id} ${code}`)
      if (source === undefined) fail(item.line, 'unknown-source', { code: item.code, name: item.name, from: code })
      else {
        add(source.code, unit.code)
        if (!stays.has(source.code)) ends.set(source.code, source)
      }
    }
  }
  if (complete) {
    const levels = new Set(listed.map((one) => one.kind.id))
    for (const unit of known.byCode.values()) {
      if (!levels.has(unit.kind) || stays.has(unit.code) || ends.has(unit.code)) continue
      ends.set(unit.code, unit)
      add(unit.code, null)
    }
  }
  const ended = [...ends.values()].filter((unit) => {
    const { to } = history.units.get(unit.code) ?? {}
    return to === undefined || to > asOf
  })
  return { ended: ended.map(({ code, name }) => ({ code, name })), successions }
}

/** Names that differ only in spaces, Unicode form and capitals are the same. */
function alike(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}

/** Is there anything to write? */
export function changes({ units, ended, successions }: ListPlan): boolean {
  return ended.length > 0 || successions.length > 0 || units.some((one) => one.what !== 'same')
}

