// Accounts: one login for one role in one unit (Quy chế, Điều 3). A revoked account stays as a row, because history
// names it. Locking, revoking and a new password take effect at the next request: sessions are looked up through here.
import { Model, snakeCaseMappers } from 'objection'
import type { UnitRef } from '../core/contract/shapes.ts'
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'

export class Account extends Model {
  static override tableName = 'account'
  static override columnNameMappers = snakeCaseMappers()
  declare id: string
  declare login: string
  declare name: string
  declare unitId: string
  declare role: string
  declare passwordHash: string
  declare mustChangePassword: boolean
  declare lockedAt: Date | null
  declare revokedAt: Date | null
  declare createdAt: Date
}

export type NewAccount = Pick<Account, 'login' | 'name' | 'unitId' | 'role' | 'passwordHash'> & { mustChangePassword?: boolean }

/** Throws the problem `already-exists` (through the constraint) for a login that is taken. */
export async function addAccount(trx: Transaction, account: NewAccount, now: Date): Promise<string> {
  const id = newId(now)
  await Account.query(trx.builder).insert({ mustChangePassword: true, ...account, id, createdAt: now })
  return id
}

/** Throws the problem `already-exists` (through the constraint) for a login that is taken. */
export async function addAccounts(trx: Transaction, accounts: readonly NewAccount[], now: Date): Promise<void> {
  if (accounts.length === 0) return
  await trx.raw(
    `insert into account (id, login, name, unit_id, role, password_hash, must_change_password, created_at)
     select n.id, n.login, n.name, n."unitId", n.role, n."passwordHash", true, :now
     from jsonb_to_recordset(:rows::jsonb) as n (id uuid, login text, name text, "unitId" uuid, role text, "passwordHash" text)`,
    { now, rows: JSON.stringify(accounts.map((one) => ({ ...one, id: newId(now) }))) },
  )
}

export type UnitAccount = Pick<Account, 'login' | 'name' | 'unitId' | 'role' | 'mustChangePassword' | 'lockedAt' | 'revokedAt'> & { reason: string | null }

/** Of these units, those taken back included. */
export async function accountsOf(trx: Transaction, units: readonly string[]): Promise<UnitAccount[]> {
  const { rows } = await trx.raw<{ rows: UnitAccount[] }>(
    `select a.login, a.name, a.unit_id as "unitId", a.role, a.must_change_password as "mustChangePassword", a.locked_at as "lockedAt", a.revoked_at as "revokedAt",
            (select c.reason from account_change c where c.account_id = a.id order by c.id desc limit 1) as reason
     from account a where a.unit_id = any(?) order by a.login`, [[...units]],
  )
  return rows
}

export type AccountChange = { readonly accountId: string; readonly by: string | null; readonly change: 'created' | 'locked' | 'active' | 'revoked'; readonly reason: string }

export async function addAccountChange(trx: Transaction, { accountId, by, change, reason }: AccountChange, now: Date): Promise<void> {
  await trx.raw(
    'insert into account_change (account_id, at, by_account, change, reason) values (:accountId, :now, :by, :change, :reason)',
    { accountId, now, by, change, reason },
  )
}

/** Whoever looks at which accounts there are, to make further ones, waits for who did so before: until the end of that transaction. */
export async function holdAccounts(trx: Transaction): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended('accounts', 0))")
}

/** Is the unit the administrator's own, or below it now? */
export async function mayManage(trx: Transaction, ownUnit: string, unit: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { yes: boolean }[] }>(
    `with recursive up as (select id, parent_id, 0 as depth from unit where id = :unit union all select u.id, u.parent_id, up.depth + 1 from unit u join up on u.id = up.parent_id where up.depth < 40)
     select exists (select 1 from up where id = :ownUnit) as yes`, { ownUnit, unit },
  )
  return rows[0]?.yes === true
}

export async function findAccountByLogin(trx: Transaction, login: string): Promise<Account | undefined> {
  return Account.query(trx.builder).findOne({ login })
}

export async function findAccount(trx: Transaction, id: string): Promise<Account | undefined> {
  return Account.query(trx.builder).findById(id)
}

/** False when the hash was replaced in the meantime; then nothing is changed. */
export async function changePassword(
  trx: Transaction,
  id: string,
  hashes: { from: string; to: string },
): Promise<boolean> {
  const changed = await Account.query(trx.builder)
    .patch({ passwordHash: hashes.to, mustChangePassword: false })
    .where({ id, password_hash: hashes.from })
  return changed === 1
}

/** A password that somebody else knows: its owner has to change it before anything else. */
export async function issuePassword(trx: Transaction, id: string, hash: string): Promise<void> {
  await Account.query(trx.builder).patch({ passwordHash: hash, mustChangePassword: true }).where({ id })
}

/** `null` opens the account again. */
export async function lockAccount(trx: Transaction, id: string, at: Date | null): Promise<void> {
  await Account.query(trx.builder).patch({ lockedAt: at }).where({ id })
}

export async function revokeAccount(trx: Transaction, id: string, at: Date): Promise<void> {
  await Account.query(trx.builder).patch({ revokedAt: at }).where({ id })
}

/** The unit of an account, as pages show it. */
export async function unitOfAccount(trx: Transaction, id: string): Promise<UnitRef> {
  const { rows } = await trx.raw<{ rows: UnitRef[] }>(
    'select u.id, u.code, u.name, u.kind from account a join unit u on u.id = a.unit_id where a.id = ?',
    [id],
  )
  const [unit] = rows
  if (unit === undefined) throw new Error(`The account ${id} has no unit`)
  return unit
}
