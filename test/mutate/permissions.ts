// Every row of permit.ts opened further, closed, taken away, or with its word about issued passwords turned.
import { permit, type PermitRow, type Who } from '../../engine/actions/permit.ts'
import { appended, type Mutant, type Source } from './mutant.ts'

const file = 'engine/actions/permit.ts'

export const permissions: Source = {
  name: 'permissions',
  covers: () => ['test/actions/permit.test.ts', 'test/http/session.test.ts', 'test/http/door.test.ts'],
  mutants: () => Object.entries(permit).flatMap(([action, row]) => [...turned(action, row), taken(action)]),
}

const others: readonly Who[] = ['anybody', 'anybody-logged-in', 'system', 'demo']

function turned(action: string, row: PermitRow): Mutant[] {
  const put = (words: string, changed: PermitRow): Mutant => appended(`${action}: ${words}`, file, `;(permit as Record<string, PermitRow>)[${JSON.stringify(action)}] = ${JSON.stringify(changed)}`)
  const { withIssuedPassword: issued } = row
  return [
    ...others.filter((who) => who !== row.who && !sameTo(who, row.who)).map((who) => put(`${row.who} → ${who}`, { ...row, who })),
    ...(row.who === 'anybody' || row.who === 'system' ? [] : [put(issued === true ? 'no longer with an issued password' : 'with an issued password', issued === true ? { who: row.who } : { ...row, withIssuedPassword: true })]),
  ]
}

/** `by-workflow` opens the door to anybody logged in; the workflow then decides. */
const sameTo = (a: Who, b: Who): boolean => [a, b].every((who) => who === 'anybody-logged-in' || who === 'by-workflow')

function taken(action: string): Mutant {
  return appended(`${action}: no row`, file, `delete (permit as Record<string, PermitRow>)[${JSON.stringify(action)}]`)
}
