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
