// The endpoints of the application as functions with the contract's types: pages name what they want, never a path.
import type { AddEntriesRequest, Codelist, CodelistEntry, CodelistList, EndEntryRequest, EntriesReply, RenameEntryRequest } from '../../engine/core/contract/codelist.ts'
import type { AccountList, AccountQuery, AccountRequest, BulkRequest, Slip, SlipList, StateRequest } from '../../engine/core/contract/account.ts'
import type {
  ActReply, ActRequest, ExplainReply, FileRef, Filing, FilingList, HistoryReply, Inbox, SaveReply, SaveRequest,
} from '../../engine/core/contract/filing.ts'
import type { OpenReply, OpenRequest, PeriodList, PeriodPreview, PeriodQuery, UnfinishedList } from '../../engine/core/contract/period.ts'
import type { EmailReply, EmailRequest, NotificationList, ReadRequest, UnreadCount } from '../../engine/core/contract/notification.ts'
import type {
  ClockReply, ClockRequest, LoginRequest, PasswordRequest, Session, SessionEnd, SessionList, Welcome,
} from '../../engine/core/contract/session.ts'
import type { SubstituteList, SubstituteRequest } from '../../engine/core/contract/substitute.ts'
import type { UnitRef } from '../../engine/core/contract/shapes.ts'
import type { SeriesReply } from '../../engine/core/contract/series.ts'
import type { Board, FollowedList, Punctuality, Reminded, ReminderList, RemindRequest, SortBy, Which } from '../../engine/core/contract/board.ts'
import { language } from '../text.ts'
import { ask, upload } from './client.ts'

/** Of the names that have a value; a flag that is not set has none. */
const asQuery = (wanted: Readonly<Record<string, string | number | boolean | undefined>>): string =>
  new URLSearchParams(Object.entries(wanted).flatMap(([name, value]) => (value === undefined || value === false ? [] : [[name, String(value)]]))).toString()

const filing = (id: string): string => `/filings/${encodeURIComponent(id)}`

export const welcome = (): Promise<Welcome> => ask('GET', '/welcome')
export const currentSession = (): Promise<Session> => ask('GET', '/session')
export const login = (body: LoginRequest): Promise<Session> => ask('POST', '/session', { body })
export const logout = (): Promise<void> => ask('DELETE', '/session')
export const changePassword = (body: PasswordRequest): Promise<void> => ask('POST', '/session/password', { body })
export const sessions = (): Promise<SessionList> => ask('GET', '/sessions')
export const endOtherSessions = (): Promise<SessionEnd> => ask('DELETE', '/sessions/others')
export const inbox = (): Promise<Inbox> => ask('GET', '/inbox')
export const filings = (box: 'own' | 'received' | 'copied'): Promise<FilingList> => ask('GET', `/filings?box=${box}`)
export const readFiling = (id: string): Promise<Filing> => ask('GET', filing(id))
export const save = (id: string, body: SaveRequest): Promise<SaveReply> => ask('PATCH', filing(id), { body })
export const act = (id: string, action: string, body: ActRequest, key: string): Promise<ActReply> =>
  ask('POST', `${filing(id)}/actions/${encodeURIComponent(action)}`, { body, key })
export const attach = (id: string, address: string, file: File, report: (share: number) => void): Promise<FileRef> =>
  upload(`${filing(id)}/files?${asQuery({ address, name: file.name })}`, file, report)
export const fileAddress = (id: string, file: string): string => `/api/v1${filing(id)}/files/${encodeURIComponent(file)}`
export const history = (id: string): Promise<HistoryReply> => ask('GET', `${filing(id)}/history`)
export const explain = (id: string, address: string): Promise<ExplainReply> =>
  ask('GET', `${filing(id)}/explain?address=${encodeURIComponent(address)}`)
/** Newest first, those before one of them. */
export const notifications = (before?: string): Promise<NotificationList> => ask('GET', `/notifications${before === undefined ? '' : `?before=${before}`}`)
export const unread = (): Promise<UnreadCount> => ask('GET', '/notifications/unread')
export const markRead = (body: ReadRequest, key: string): Promise<UnreadCount> => ask('POST', '/notifications/read', { body, key })
export const substitutes = (): Promise<SubstituteList> => ask('GET', '/substitutes')
export const nameSubstitute = (body: SubstituteRequest, key: string): Promise<{ id: string }> => ask('POST', '/substitutes', { body, key })
export const endSubstitute = (id: string): Promise<void> => ask('DELETE', `/substitutes/${encodeURIComponent(id)}`)
const codelistPath = (pack: string, id: string): string => `/codelists/${encodeURIComponent(pack)}/${encodeURIComponent(id)}`
const entryPath = (pack: string, id: string, code: string): string => `${codelistPath(pack, id)}/entries/${encodeURIComponent(code)}`
export const codelists = (): Promise<CodelistList> => ask('GET', '/codelists')
export const codelist = (pack: string, id: string): Promise<Codelist> => ask('GET', codelistPath(pack, id))
export const addEntries = (pack: string, id: string, body: AddEntriesRequest, key: string): Promise<EntriesReply> => ask('POST', `${codelistPath(pack, id)}/entries`, { body, key })
export const completeCodelist = (pack: string, id: string, body: { period: string }, key: string): Promise<Codelist> => ask('POST', `${codelistPath(pack, id)}/complete`, { body, key })
export const reopenCodelist = (pack: string, id: string, body: { period: string }, key: string): Promise<Codelist> => ask('POST', `${codelistPath(pack, id)}/reopen`, { body, key })
export const renameEntry = (pack: string, id: string, code: string, body: RenameEntryRequest, key: string): Promise<CodelistEntry> => ask('POST', `${entryPath(pack, id, code)}/rename`, { body, key })
export const mapEntry = (pack: string, id: string, code: string, body: { to: string | null }, key: string): Promise<CodelistEntry> => ask('POST', `${entryPath(pack, id, code)}/map`, { body, key })
export const mergeEntry = (pack: string, id: string, code: string, body: { into: string }, key: string): Promise<CodelistEntry> => ask('POST', `${entryPath(pack, id, code)}/merge`, { body, key })
export const endEntry = (pack: string, id: string, code: string, body: EndEntryRequest, key: string): Promise<CodelistEntry> => ask('POST', `${entryPath(pack, id, code)}/end`, { body, key })
const account = (login: string): string => `/accounts/${encodeURIComponent(login)}`
export const accounts = (wanted: AccountQuery): Promise<AccountList> => ask('GET', `/accounts?${asQuery(wanted)}`)
export const issueAccounts = (body: BulkRequest): Promise<SlipList> => ask('POST', '/accounts/issue', { body })
export const addAccount = (body: AccountRequest): Promise<Slip> => ask('POST', '/accounts', { body })
export const resetPassword = (login: string): Promise<Slip> => ask('POST', `${account(login)}/password`)
export const setAccountState = (login: string, body: StateRequest): Promise<void> => ask('PUT', `${account(login)}/state`, { body })
/** A figure over its periods. */
export const series = (id: string, address: string): Promise<SeriesReply> => ask('GET', `${filing(id)}/series?address=${encodeURIComponent(address)}`)
/** Units to choose from, by a part of the name or code, or by code. */
export const units = (wanted: Readonly<Record<string, string>>): Promise<{ units: UnitRef[] }> => ask('GET', `/units?${asQuery(wanted)}`)
export const periods = (): Promise<PeriodList> => ask('GET', '/periods')
export const previewPeriod = (wanted: PeriodQuery): Promise<PeriodPreview> =>
  ask('GET', `/periods/preview?${asQuery(wanted)}`)
/** Unfinished reports of a period, those after one of them. */
export const unfinished = (period: string, after?: string): Promise<UnfinishedList> =>
  ask('GET', `/periods/${encodeURIComponent(period)}/unfinished${after === undefined ? '' : `?after=${after}`}`)
export const tellOfClosing = (period: string): Promise<{ told: number }> => ask('POST', `/periods/${encodeURIComponent(period)}/notices`)
export const openPeriod = (body: OpenRequest, key: string): Promise<OpenReply> => ask('POST', '/periods', { body, key })
export const moveClock = (body: ClockRequest, key: string): Promise<ClockReply> => ask('POST', '/demo/clock', { body, key })

/** A unit to follow by its code, every unit, or the topmost that the person follows. */
export type Place = { readonly unit?: string; readonly country?: true; readonly own?: true }
export type Following = Place & { readonly period?: string; readonly year?: string; readonly form?: string; readonly which?: Which }

export const board = (wanted: Place & { period?: string }): Promise<Board> => ask('GET', `/board?${asQuery(wanted)}`)
export const followed = (wanted: Following & { sort: SortBy; descending: boolean; limit: number; offset: number }): Promise<FollowedList> => ask('GET', `/board/reports?${asQuery(wanted)}`)
export const punctuality = (wanted: Following): Promise<Punctuality> => ask('GET', `/board/punctuality?${asQuery(wanted)}`)
/** The address of a download. */
export const followedFile = (what: 'board' | 'reports' | 'punctuality', wanted: Following): string => `/api/v1/board/file?${asQuery({ what, ...wanted, language: language() })}`
export const remind = (body: RemindRequest, key: string): Promise<Reminded> => ask('POST', '/board/reminders', { body, key })
export const reminders = (wanted: Place & { period: string }): Promise<ReminderList> => ask('GET', `/board/reminders?${asQuery(wanted)}`)
export const ownEmail = (): Promise<EmailReply> => ask('GET', '/notifications/email')
export const setOwnEmail = (body: EmailRequest): Promise<EmailRequest> => ask('PUT', '/notifications/email', { body })
