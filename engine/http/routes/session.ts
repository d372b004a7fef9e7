// The door: what the login page shows, logging in and out, the session, the password.
import { changePassword } from '../../actions/change-password.ts'
import { logIn } from '../../actions/log-in.ts'
import { logOut } from '../../actions/log-out.ts'
import { endOtherSessions, readSessions } from '../../actions/own-sessions.ts'
import { readSession } from '../../actions/read-session.ts'
import { readWelcome } from '../../actions/read-welcome.ts'
import { LoginRequest, PasswordRequest, Session, SessionEnd, SessionList, Welcome } from '../../core/contract/session.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['session']

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/welcome',
    action: readWelcome,
    reply: Welcome,
    input: () => undefined,
    summary: 'What the login page shows',
    tags,
  }),
  route({
    method: 'GET',
    path: '/session',
    action: readSession,
    reply: Session,
    input: () => undefined,
    summary: 'Who is logged in',
    tags,
  }),
  route({
    method: 'POST',
    path: '/session',
    action: logIn,
    body: LoginRequest,
    reply: Session,
    input: ({ body, agent }) => ({ ...body, agent }),
    answer: ({ token, session }, door) => {
      door.setSession(token)
      return session
    },
    // Keys belong to an account, and there is none yet.
    once: false,
    summary: 'Log in',
    tags,
  }),
  route({
    method: 'DELETE',
    path: '/session',
    action: logOut,
    reply: null,
    input: () => undefined,
    answer: (_output, door) => door.endSession(),
    summary: 'Log out; the session ends on the server',
    tags,
  }),
  route({
    method: 'GET',
    path: '/sessions',
    action: readSessions,
    reply: SessionList,
    input: () => undefined,
    summary: 'Where one is logged in now',
    tags,
  }),
  route({
    method: 'DELETE',
    path: '/sessions/others',
    action: endOtherSessions,
    reply: SessionEnd,
    input: () => undefined,
    summary: 'End all of one’s sessions but this one',
    tags,
  }),
  route({
    method: 'POST',
    path: '/session/password',
    action: changePassword,
    body: PasswordRequest,
    reply: Session,
    input: ({ body }) => body,
    // The hash of the request would be a quick test for guesses at the password.
    once: false,
    summary: 'Change the password; all other sessions of the account end',
    tags,
  }),
]
