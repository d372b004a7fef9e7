// Every route of the API, in the order of the OpenAPI document.
import type { Route } from '../endpoint.ts'
import { accountRoutes } from './account.ts'
import { boardRoutes } from './board.ts'
import { codelistRoutes } from './codelist.ts'
import { filingRoutes } from './filing.ts'
import { notificationRoutes } from './notification.ts'
import { periodRoutes } from './period.ts'
import { sessionRoutes } from './session.ts'
import { substituteRoutes } from './substitute.ts'
import { unitRoutes } from './unit.ts'

export const routes: readonly Route[] = [...sessionRoutes, ...accountRoutes, ...filingRoutes, ...boardRoutes, ...periodRoutes, ...codelistRoutes, ...substituteRoutes, ...notificationRoutes, ...unitRoutes]
