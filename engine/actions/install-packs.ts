// Installs packs as immutable versions, in one transaction: all of them or nothing. The same text again is nothing to
// do; another text under a version that is installed is refused, because reports point to versions.
import { createHash } from 'node:crypto'
import { compileForm } from '../core/form/compile.ts'
import { issue, type Issue } from '../core/issue.ts'
import { loginName, type UnitsDefinition } from '../core/pack.ts'
import type { Defined, Pack } from '../packs/load-pack.ts'
import { addAccount, findAccountByLogin } from '../store/account.ts'
import { addForm, addPack, addWorkflow, formChecksum, packChecksum, workflowChecksum } from '../store/pack.ts'
import { cellsOf } from '../store/record.ts'
import { addUnit, findUnitByCode } from '../store/unit.ts'
import { hashPassword } from '../adapters/password.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'

/** `demo`: accounts of the packs are made with their known password, already changed. Never in production. */
export type InstallInput = { readonly packs: readonly Pack[]; readonly demo: boolean }
export type Installation = { readonly added: readonly string[]; readonly unchanged: readonly string[] }

/** Packs have been checked before (packs/check-pack.ts). */
export const installPacks: Action<InstallInput, Installation, string | undefined> = {
  name: 'install-packs',
  writes: true,
  subject: ({ packs }) => ({ type: 'packs', id: packs.map((pack) => pack.definition.id).join(',').slice(0, 200) }),
  // Hashing takes long on purpose; it does not hold a connection.
  prepare: async ({ packs, demo }) => {
    const password = demo ? packs.flatMap((pack) => pack.units?.definition.demo?.password ?? [])[0] : undefined
    return password === undefined ? undefined : hashPassword(password)
  },
  run: async ({ packs }, context, passwordHash) => {
    const added: string[] = []
    const unchanged: string[] = []
    const issues: Issue[] = []
    for (const pack of packs) {
      const { id, version } = pack.definition
      const checksum = checksumOf(contentOf(pack))
      const before = await packChecksum(context.trx, id, version)
      issues.push(...(await installParts(pack, context, added)))
      if (before === undefined) {
        await addPack(context.trx, { id, version, title: pack.definition.title, checksum, content: contentOf(pack) }, context.now)
        added.push(`${id} ${version}`)
      } else if (before === checksum) unchanged.push(`${id} ${version}`)
      else issues.push(taken(pack.source, '/version', `${id}`, version))
      if (pack.units !== undefined) await installUnits(pack.units.definition, passwordHash, context)
    }
    if (issues.length > 0) throw new Problem('invalid-input', { issues })
    return { added, unchanged }
  },
}

async function installParts(pack: Pack, { trx, now }: Context, added: string[]): Promise<Issue[]> {
  const issues: Issue[] = []
  const packId = pack.definition.id
  for (const { definition, source } of pack.workflows) {
    const checksum = checksumOf(definition)
    const before = await workflowChecksum(trx, packId, definition.id, definition.version)
    if (before === undefined) {
      await addWorkflow(trx, { packId, definition, source: source.text, checksum }, now)
      added.push(`${packId}/${definition.id} ${definition.version}`)
    } else if (before !== checksum) issues.push(taken(source, '/version', `${packId}/${definition.id}`, definition.version))
  }
  for (const { definition, source } of pack.forms) {
    const checksum = checksumOf(definition)
    const before = await formChecksum(trx, packId, definition.id, definition.version)
    if (before === undefined) {
      await addForm(trx, { packId, definition, source: source.text, checksum }, cellsOf(compileForm(definition)), now)
      added.push(`${packId}/${definition.id} ${definition.version}`)
    } else if (before !== checksum) issues.push(taken(source, '/version', `${packId}/${definition.id}`, definition.version))
  }
  return issues
}

/** Units and accounts that are not there yet; what is there stays as it is. */
async function installUnits(units: UnitsDefinition, passwordHash: string | undefined, { trx, now }: Context): Promise<void> {
  for (const unit of units.units) {
    const known = await findUnitByCode(trx, unit.code)
    const parent = unit.parent === undefined ? undefined : await findUnitByCode(trx, unit.parent)
    const unitId =
      known?.id ??
      (await addUnit(trx, { code: unit.code, kind: unit.kind, name: unit.name, parentId: parent?.id ?? null, validFrom: unit.from ?? '2019-01-01', validTo: unit.to ?? null }, now))
    if (passwordHash === undefined) continue
    for (const account of unit.accounts ?? []) {
      const login = loginName(unit.code, account.role, account.symbol)
      if ((await findAccountByLogin(trx, login)) !== undefined) continue
      await addAccount(trx, { login, name: account.name, unitId, role: account.role, passwordHash, mustChangePassword: false }, now)
    }
  }
}

function contentOf(pack: Pack): Record<string, unknown> {
  return {
    definition: pack.definition,
    organisation: pack.organisation?.definition ?? null,
    periods: pack.periods?.definition ?? null,
    calendar: pack.calendar?.definition ?? null,
    units: pack.units?.definition ?? null,
  }
}

function checksumOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

function taken(source: Defined<unknown>['source'], path: string, id: string, version: number): Issue {
  return { ...issue('pack.version-taken', path, { id, version }), position: source.positionOf(path) }
}
