// The places of the rail, and what a role must be able to do to see each. Capabilities are the engine's words; which
// role has them is the pack's.
import type { Session } from '../../engine/core/contract/session.ts'
import type { Capability } from '../../engine/core/pack.ts'
import type { IconName } from '../parts/icon.ts'
import type { UiKey } from '../text.ts'
import type { Route } from './route.ts'

type Place = { page: 'inbox' | 'reports' | 'received' | 'copies' | 'codelists' | 'periods' | 'board' | 'accounts'; title: UiKey; sign: IconName; has: (session: Session) => boolean }

export const managesAccounts = (session: Session): boolean => session.capabilities.includes('manage-accounts' satisfies Capability)

const places: readonly Place[] = [
  { page: 'inbox', title: 'rail.inbox', sign: 'inbox', has: () => true },
  { page: 'reports', title: 'rail.reports', sign: 'report', has: (session) => session.capabilities.includes('work-on-filings' satisfies Capability) },
  { page: 'received', title: 'rail.received', sign: 'tree', has: (session) => session.receives },
  { page: 'copies', title: 'rail.copies', sign: 'copies', has: (session) => session.copies },
  { page: 'codelists', title: 'rail.codelists', sign: 'list', has: (session) => session.capabilities.includes('keep-codelists' satisfies Capability) },
  { page: 'periods', title: 'rail.periods', sign: 'clock', has: (session) => session.capabilities.includes('open-periods' satisfies Capability) },
  { page: 'board', title: 'rail.board', sign: 'board', has: (session) => session.capabilities.includes('read-below' satisfies Capability) && (session.receives || session.capabilities.includes('read-approved' satisfies Capability)) },
  { page: 'accounts', title: 'rail.accounts', sign: 'person', has: managesAccounts },
]

export function placesFor(session: Session): readonly Place[] {
  return places.filter((place) => place.has(session))
}

/** Which place of the rail is lit; a filing belongs to none of them for certain. */
export function placeOf(route: Route): Place['page'] | null {
  const shown = route.page === 'codelist' ? 'codelists' : route.page === 'opening' ? 'periods' : route.page
  return places.find((place) => place.page === shown)?.page ?? null
}
