// The places of the rail, and what a role must be able to do to see each. Capabilities are the engine's words; which
// role has them is the pack's.
import type { Session } from '../../engine/core/contract/session.ts'
import type { Capability } from '../../engine/core/pack.ts'
import type { IconName } from '../parts/icon.ts'
import type { UiKey } from '../text.ts'
import type { Route } from './route.ts'

type Place = { page: 'inbox' | 'reports' | 'received'; title: UiKey; sign: IconName; needs: readonly Capability[] | null }

const places: readonly Place[] = [
  { page: 'inbox', title: 'rail.inbox', sign: 'inbox', needs: null },
  { page: 'reports', title: 'rail.reports', sign: 'report', needs: ['work-on-filings'] },
  { page: 'received', title: 'rail.received', sign: 'tree', needs: ['work-on-filings', 'read-below', 'read-approved'] },
]

export function placesFor(session: Session): readonly Place[] {
  return places.filter((place) => place.needs === null || place.needs.some((one) => session.capabilities.includes(one)))
}

/** Which place of the rail is lit; a filing belongs to none of them for certain. */
export function placeOf(route: Route): Place['page'] | null {
  return route.page === 'inbox' || route.page === 'reports' || route.page === 'received' ? route.page : null
}
