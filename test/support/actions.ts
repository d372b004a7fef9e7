// Actions for tests of the doors: they rename a unit, in one of several ways of going wrong.
import { Type } from '@sinclair/typebox'
import type { Action, Caller, Person } from '../../engine/actions/action.ts'
import { permit, type PermitRow } from '../../engine/actions/permit.ts'
import { route } from '../../engine/http/endpoint.ts'
import { Problem } from '../../engine/problem.ts'
import type { TestPerson } from './people.ts'

/** Gives test actions their rows; take them away again with what this returns. */
export function permitForTests(rows: Record<string, PermitRow>): () => void {
  const table = permit as Record<string, PermitRow>
  Object.assign(table, rows)
  return () => {
    for (const name of Object.keys(rows)) delete table[name]
  }
}

export type RenameInput = { id: string; name: string; ending?: 'refuse' | 'fail' | 'collide'; wait?: Promise<void> }
export type RenameOutput = { id: string; name: string; times: number }

let times = 0
export const timesRenamed = (): number => times

export const renameUnit: Action<RenameInput, RenameOutput> = {
  name: 'test-rename-unit',
  writes: true,
  subject: ({ id }, output) => ({ type: 'unit', id, revisionFrom: 1, ...(output === undefined ? {} : { revisionTo: 2 }) }),
  run: async ({ id, name, ending, wait }, { trx }) => {
    await trx.builder('unit').where({ id }).update({ name })
    await wait
    if (ending === 'refuse') throw new Problem('act-not-possible')
    if (ending === 'fail') throw new Error('a bug')
    if (ending === 'collide') await trx.builder('unit').update({ code: 'the-same' })
    return { id, name, times: ++times }
  },
}

export const readUnit: Action<{ id: string; write?: boolean }, { id: string; name: string }> = {
  name: 'test-read-unit',
  writes: false,
  subject: ({ id }) => ({ type: 'unit', id }),
  run: async ({ id, write }, { trx }) => {
    if (write === true) await trx.builder('unit').where({ id }).update({ name: 'written by a read' })
    const unit = await trx.builder('unit').where({ id }).first<{ id: string; name: string } | undefined>('id', 'name')
    if (unit === undefined) throw new Problem('not-found')
    return unit
  },
}

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Unit = Type.Object({ id: Type.String(), name: Type.String() })

/** POST /units/:id/name, PATCH /units/:id, GET /units/:id. */
export const unitRoutes = [
  route({
    method: 'POST',
    path: '/units/:id/name',
    action: renameUnit,
    params: Id,
    body: Type.Object(
      { name: Type.String({ minLength: 2 }), ending: Type.Optional(Type.Union([Type.Literal('refuse'), Type.Literal('fail')])) },
      { additionalProperties: false },
    ),
    reply: Unit,
    status: 201,
    input: ({ params, body }) => ({ id: params.id, ...body }),
    summary: 'Rename a unit',
    tags: ['test'],
  }),
  route({
    method: 'PATCH',
    path: '/units/:id',
    action: renameUnit,
    params: Id,
    body: Type.Object({ name: Type.String() }),
    reply: Unit,
    input: ({ params, body }) => ({ id: params.id, name: body.name }),
    summary: 'Rename a unit, perhaps twice',
    tags: ['test'],
  }),
  route({
    method: 'GET',
    path: '/units/:id',
    action: readUnit,
    params: Id,
    query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
    reply: Unit,
    input: ({ params }) => ({ id: params.id }),
    summary: 'Read a unit',
    tags: ['test'],
  }),
]

export function personActing({ id, login, name, unitId, role }: TestPerson, capabilities: string[] = []): Person {
  return {
    kind: 'person', accountId: id, login, name, unitId, units: [unitId], role,
    capabilities: new Set(capabilities), mustChangePassword: false,
  }
}

let requests = 0
export function callOf(actor: Caller['actor']): Caller {
  return { actor, requestId: `request-${++requests}`, address: '192.0.2.1' }
}
