// Accounts of a unit and of those below it: who has one, issuing what is lacking, one more, a new password, locked or taken back.
// Nothing here may be replayed from a kept reply, because a reply tells a password: once is false, and asking again is harmless.
import { addOneAccount, issueAccounts, readAccounts, resetPassword, setAccountState } from '../../actions/manage-accounts.ts'
import { AccountList, AccountLogin, AccountQuery, AccountRequest, BulkRequest, Slip, SlipList, StateRequest } from '../../core/contract/account.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['account']

export const accountRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/accounts', action: readAccounts, reply: AccountList, tags,
    query: AccountQuery,
    input: ({ query }) => query,
    summary: 'The accounts of a unit and of the units below it, and those that are lacking by the rule of names',
  }),
  route({
    method: 'POST', path: '/accounts/issue', action: issueAccounts, body: BulkRequest, reply: SlipList, status: 201, once: false, tags,
    input: ({ body }) => body,
    summary: 'Issue accounts that are lacking, with one-time passwords that are told in this reply only; again while any are left',
  }),
  route({
    method: 'POST', path: '/accounts', action: addOneAccount, body: AccountRequest, reply: Slip, status: 201, once: false, tags,
    input: ({ body }) => body,
    summary: 'One further account of a unit, told apart by a symbol',
  }),
  route({
    method: 'POST', path: '/accounts/:login/password', action: resetPassword, params: AccountLogin, reply: Slip, once: false, tags,
    input: ({ params }) => params,
    summary: 'A new one-time password',
  }),
  route({
    method: 'PUT', path: '/accounts/:login/state', action: setAccountState, params: AccountLogin, reply: null, tags,
    body: StateRequest,
    input: ({ params, body }) => ({ login: params.login, ...body }),
    summary: 'Lock an account, open it again, or take it back for good',
  }),
]
