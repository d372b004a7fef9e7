// Substitutes: who takes whose place from which day to which. A row is never deleted: acts were done under it.
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'

export type Substitute = {
  readonly id: string
  readonly accountId: string
  readonly login: string
  readonly name: string
  readonly substituteId: string
  readonly substituteLogin: string
  readonly substituteName: string
  readonly unitId: string
  readonly role: string
  readonly from: string
  readonly to: string
  readonly endedAt: Date | null
}

/** Whose substitutes a person may see and set: his own, and those of his unit where his role names them. */
export type Namer = { readonly accountId: string; readonly unitId: string; readonly namesOthers: boolean }

const mayName = '(a.id = :accountId or (:namesOthers and a.unit_id = :unitId))'

export type NewSubstitute = { accountId: string; substituteId: string; unitId: string; role: string; from: string; to: string; by: string }

export async function addSubstitute(trx: Transaction, one: NewSubstitute, now: Date): Promise<string> {
  const id = newId(now)
  await trx.raw(
    `insert into substitute (id, account_id, substitute_id, unit_id, role, valid_from, valid_to, set_by, set_at)
     values (:id, :accountId, :substituteId, :unitId, :role, :from, :to, :by, :now)`,
    { ...one, id, now },
  )
  return id
}

/** The account as far as the namer may name a substitute for it. */
export async function accountToReplace(trx: Transaction, namer: Namer, login: string): Promise<{ id: string; unitId: string; role: string } | undefined> {
  const { rows } = await trx.raw<{ rows: { id: string; unitId: string; role: string }[] }>(
    `select a.id, a.unit_id as "unitId", a.role from account a where a.login = :login and a.revoked_at is null and ${mayName}`, { ...namer, login },
  )
  return rows[0]
}

/** Those that hold on a day or later, the namer's own or his unit's. */
export async function substitutesOf(trx: Transaction, namer: Namer, day: string): Promise<Substitute[]> {
  const { rows } = await trx.raw<{ rows: Substitute[] }>(
    `select s.id, a.id as "accountId", a.login, a.name, b.id as "substituteId", b.login as "substituteLogin", b.name as "substituteName",
            s.unit_id as "unitId", s.role, s.valid_from as "from", s.valid_to as "to", s.ended_at as "endedAt"
     from substitute s join account a on a.id = s.account_id join account b on b.id = s.substitute_id
     where (${mayName} or b.id = :accountId) and s.ended_at is null and s.valid_to >= :day
     order by s.valid_from, s.id`, { ...namer, day },
  )
  return rows
}

/** False where there is none that the namer may end. */
export async function endSubstitute(trx: Transaction, namer: Namer, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update substitute s set ended_at = :now from account a where a.id = s.account_id and ${mayName} and s.id = :id and s.ended_at is null`, { ...namer, id, now },
  )
  return rowCount === 1
}

/** Does somebody take the person's place, or he somebody else's, on one of these days? */
export async function overlaps(trx: Transaction, accountId: string, days: { from: string; to: string }): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { yes: boolean }[] }>(
    `select exists (select 1 from substitute where account_id = :accountId and ended_at is null and valid_from <= :to and valid_to >= :from) as yes`,
    { accountId, ...days },
  )
  return rows[0]?.yes === true
}
