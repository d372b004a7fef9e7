// Addresses of pages ↔ routes, as pure functions. Names of pages are ours, never a form's or a role's.
export type Route =
  | { page: 'inbox' }
  | { page: 'reports' }
  | { page: 'received' }
  | { page: 'copies' }
  | { page: 'codelists' }
  | { page: 'codelist'; pack: string; id: string }
  | { page: 'board'; period?: string; unit?: string }
  | { page: 'notifications' }
  | { page: 'substitutes' }
  | { page: 'sessions' }
  | { page: 'password' }
  | { page: 'periods' }
  | { page: 'opening'; pack: string; kind: string; year: number }
  /** Of one's own unit, or of this one. */
  | { page: 'accounts'; unit?: string }
  | { page: 'filing'; id: string; cell?: string }
  | { page: 'missing' }

export function readRoute(path: string, hash = ''): Route {
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.length === 0 || (parts.length === 1 && (parts[0] === 'inbox' || parts[0] === 'login'))) return { page: 'inbox' }
  if (parts.length === 1 && isPlain(parts[0])) {
    return { page: parts[0] }
  }
  const [, , pack, kind, year] = parts
  if (parts.length === 5 && parts[0] === 'periods' && parts[1] === 'next' && pack !== undefined && kind !== undefined && /^20\d\d$/.test(year ?? '')) {
    return { page: 'opening', pack: decode(pack), kind: decode(kind), year: Number(year) }
  }
  if (parts[0] === 'board' && parts.length <= 3) return boardRoute(parts[1], parts[2])
  if (parts[0] === 'accounts' && parts.length <= 2) {
    const unit = parts[1]
    if (unit === undefined) return { page: 'accounts' }
    return /^[a-z0-9_]{1,80}$/.test(unit) ? { page: 'accounts', unit } : { page: 'missing' }
  }
  const id = parts[1]
  if (parts.length === 2 && parts[0] === 'filings' && id !== undefined && /^[0-9a-f-]{36}$/i.test(id)) {
    const cell = decode(hash.replace(/^#/, ''))
    return cell === '' ? { page: 'filing', id } : { page: 'filing', id, cell }
  }
  if (parts.length === 3 && parts[0] === 'codelists' && parts.every((part) => /^[a-z][a-z0-9_-]*$/.test(part))) return { page: 'codelist', pack: parts[1] ?? '', id: parts[2] ?? '' }
  return { page: 'missing' }
}

export function showRoute(route: Route): string {
  switch (route.page) {
    case 'inbox':
      return '/'
    case 'filing':
      return `/filings/${route.id}${route.cell === undefined ? '' : `#${encodeURIComponent(route.cell)}`}`
    case 'codelist':
      return `/codelists/${route.pack}/${route.id}`
    case 'board':
      return `/board${route.period === undefined ? '' : `/${route.period}${route.unit === undefined ? '' : `/${route.unit}`}`}`
    case 'accounts':
      return route.unit === undefined ? '/accounts' : `/accounts/${route.unit}`
    case 'reports':
    case 'received':
    case 'copies':
    case 'codelists':
    case 'notifications':
    case 'substitutes':
    case 'sessions':
    case 'password':
    case 'periods':
      return `/${route.page}`
    case 'opening':
      return `/periods/next/${encodeURIComponent(route.pack)}/${encodeURIComponent(route.kind)}/${route.year}`
    case 'missing':
      return '/missing'
  }
}

/** In place of a unit's code: every unit there is. */
export const wholeCountry = '-'

function boardRoute(period?: string, unit?: string): Route {
  if (period === undefined) return { page: 'board' }
  if (!/^[0-9a-f-]{36}$/i.test(period) || (unit !== undefined && !/^([a-z0-9_]+|-)$/.test(unit))) return { page: 'missing' }
  return unit === undefined ? { page: 'board', period } : { page: 'board', period, unit }
}

/** Pages whose address is their name. */
const plain = ['reports', 'received', 'copies', 'codelists', 'notifications', 'substitutes', 'sessions', 'password', 'periods'] as const

function isPlain(name: string | undefined): name is (typeof plain)[number] {
  return plain.some((one) => one === name)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
