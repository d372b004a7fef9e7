// Installs packs as immutable versions, in one transaction: all of them or nothing. The same text again is nothing to
// do; another text under a version that is installed is refused, because reports point to versions. What would be done
// can be asked first (plan-installation): the same reckoning, nothing written.
import { createHash } from 'node:crypto'
import { dayOf } from '../core/calendar.ts'
import { compileForm } from '../core/form/compile.ts'
import { serves, type Kinds } from '../core/in-force.ts'
import { issue, type Issue } from '../core/issue.ts'
import { loginName, type OrganisationDefinition } from '../core/pack.ts'
import { historyOf, type UnitsDefinition } from '../core/unit.ts'
import { splitReference } from '../packs/catalogue.ts'
import { writeValue } from '../packs/format.ts'
import type { Defined, Pack } from '../packs/load-pack.ts'
import { addAccount, findAccountByLogin } from '../store/account.ts'
import { addDefinition, addForm, addPack, addWorkflow, installedChecksums } from '../store/pack.ts'
import { openPeriods } from '../store/period.ts'
import { cellsOf } from '../store/record.ts'
import type { Transaction } from '../store/database.ts'
import { addSuccessions, addUnits, bringUnitsTo, firstDay, unitsByCode, writeStates, type NewUnit } from '../store/unit.ts'
import { newId } from '../store/new-id.ts'
import { hashPassword } from '../adapters/password.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'

/** `demo`: accounts of the packs are made with their known password, already changed. Never in production. */
export type InstallInput = { readonly packs: readonly Pack[]; readonly demo: boolean }
/** `added` and `unchanged` as `pack/id version`; issues only where nothing can be installed. */
export type Installation = { readonly added: readonly string[]; readonly unchanged: readonly string[] }
export type Plan = Installation & { readonly issues: readonly Issue[] }

/** Packs have been checked before (packs/check-pack.ts). */
export const installPacks: Action<InstallInput, Installation, string | undefined> = {
  name: 'install-packs',
  writes: true,
  subject,
  // Hashing takes long on purpose; it does not hold a connection.
  prepare: async ({ packs, demo }) => {
    const password = demo ? packs.flatMap((pack) => pack.units?.definition.demo?.password ?? [])[0] : undefined
    return password === undefined ? undefined : hashPassword(password)
  },
  run: async ({ packs }, context, passwordHash) => {
    const { steps, ...plan } = await planOf(context.trx, packs)
    if (plan.issues.length > 0) throw new Problem('invalid-input', { issues: plan.issues })
    for (const step of steps) await step.write(context)
    const kinds = Object.assign({}, ...packs.map((pack) => pack.organisation?.definition.kinds ?? {})) as OrganisationDefinition['kinds']
    for (const pack of packs) if (pack.units !== undefined) await installUnits(pack.units.definition, kinds, passwordHash, context)
    await bringUnitsTo(context.trx, dayOf(context.now))
    return { added: plan.added, unchanged: plan.unchanged }
  },
}

/** What an installation would add, and why it would be refused. Writes nothing. */
export const planInstallation: Action<{ readonly packs: readonly Pack[] }, Plan> = {
  name: 'plan-installation',
  writes: false,
  subject,
  run: async ({ packs }, { trx }) => {
    const { added, unchanged, issues } = await planOf(trx, packs)
    return { added, unchanged, issues }
  },
}

function subject({ packs }: { readonly packs: readonly Pack[] }): { type: string; id: string } {
  return { type: 'packs', id: packs.map((pack) => pack.definition.id).join(',').slice(0, 200) }
}

/** One version of something, as it would be installed. */
type Step = {
  readonly name: string
  readonly version: number
  readonly checksum: string
  readonly source: Defined<unknown>['source']
  /** Key in what is installed: kind, pack, id. */
  readonly key: string
  readonly write: (context: Context) => Promise<void>
}

async function planOf(trx: Transaction, packs: readonly Pack[]): Promise<Plan & { readonly steps: readonly Step[] }> {
  const installed = await installedChecksums(trx)
  const all = packs.flatMap(stepsOf).map((step) => ({ ...step, before: installed.get(`${step.key} ${step.version}`) }))
  const steps = all.filter((one) => one.before === undefined)
  const issues = all.filter((one) => one.before !== undefined && one.before !== one.checksum).map((one) => placed(one.source, issue('pack.version-taken', '/version', { id: one.name, version: one.version })))
  const isPack = (one: Step): boolean => one.key.startsWith('pack ')
  return {
    steps,
    added: steps.map((one) => `${one.name} ${one.version}`),
    unchanged: all.filter((one) => isPack(one) && one.before === one.checksum).map((one) => `${one.name} ${one.version}`),
    issues: [...issues, ...(await tooLate(trx, packs, new Set(steps.map((one) => `${one.key} ${one.version}`))))],
  }
}

function stepsOf(pack: Pack): Step[] {
  const packId = pack.definition.id
  const part = (kind: 'workflow' | 'form' | 'codelist' | 'print', { definition, source }: Defined<{ id: string; version: number }>, write: (checksum: string, context: Context) => Promise<void>): Step => {
    const checksum = checksumOf([writeValue(kind, definition)])
    return {
      name: `${packId}/${definition.id}`, version: definition.version, key: `${kind} ${packId}/${definition.id}`, checksum, source,
      write: (context) => write(checksum, context),
    }
  }
  const content = { ...contentOf(pack), sources: sourcesOf(pack) }
  const contentChecksum = checksumOf(
    [writeValue('pack', pack.definition), ...(['organisation', 'periods', 'calendar', 'units'] as const).map((kind) => (pack[kind] === undefined ? '' : writeValue(kind, pack[kind].definition)))],
  )
  const { id, version, title } = pack.definition
  return [
    ...pack.workflows.map((one) => part('workflow', one, (checksum, { trx, now }) => addWorkflow(trx, { packId, definition: one.definition, source: one.source.text, checksum }, now))),
    ...pack.forms.map((one) => part('form', one, (checksum, { trx, now }) => addForm(trx, { packId, definition: one.definition, source: one.source.text, checksum }, cellsOf(compileForm(one.definition)), now))),
    ...pack.codelists.map((one) => part('codelist', one, (checksum, { trx, now }) => addDefinition(trx, { kind: 'codelist', packId, definition: one.definition, source: one.source.text, checksum }, now))),
    ...pack.prints.map((one) => part('print', one, (checksum, { trx, now }) => addDefinition(trx, { kind: 'print', packId, definition: one.definition, source: one.source.text, checksum }, now))),
    {
      name: id, version, key: `pack ${id}`, checksum: contentChecksum, source: pack.source,
      write: ({ trx, now }) => addPack(trx, { id, version, title, checksum: contentChecksum, content }, now),
    },
  ]
}

/** New versions and replacements begin with a period that is not open yet: a report keeps its form to the end. */
async function tooLate(trx: Transaction, packs: readonly Pack[], added: ReadonlySet<string>): Promise<Issue[]> {
  const open = await openPeriods(trx)
  if (open.length === 0) return []
  const kindsOf = (id: string): Kinds => packs.find((one) => one.definition.id === id)?.periods?.definition.kinds ?? {}
  return packs.flatMap((pack) => {
    const packId = pack.definition.id
    const forms = pack.forms.filter(({ definition: { id, version, serves } }) => added.has(`form ${packId}/${id} ${version}`) && serves?.from !== undefined)
    return [
      ...forms.flatMap(({ definition, source }) => {
        const period = open.find((one) => one.packId === packId && serves({ from: definition.serves?.from, to: definition.serves?.to } as object, one, kindsOf(packId)))
        return period === undefined ? [] : [placed(source, issue('pack.period-is-open', '/serves/from', { id: `${packId}/${definition.id}`, period: period.title }))]
      }),
      ...(added.has(`pack ${packId} ${pack.definition.version}`) ? (pack.definition.replaces ?? []) : []).flatMap((one, index) => {
        const target = splitReference(one.form, packId).pack
        const period = open.find((each) => each.packId === target && serves({ from: one.from }, each, kindsOf(target)))
        return period === undefined ? [] : [placed(pack.source, issue('pack.period-is-open', `/replaces/${index}/from`, { id: one.form, period: period.title }))]
      }),
    ]
  })
}

/** Units and accounts that are not there yet; what is there keeps its name, but what happens to it by date is taken in. */
async function installUnits(units: UnitsDefinition, kinds: OrganisationDefinition['kinds'], passwordHash: string | undefined, { trx, now }: Context): Promise<void> {
  const ids = await unitsByCode(trx, units.units.map((one) => one.code))
  const history = historyOf(units)
  const endOf = (code: string, kind: string): string | null => history.units.get(code)?.to ?? kinds[kind]?.to ?? null
  const fresh = units.units.filter((unit) => !ids.has(unit.code))
  const isNew = new Set(fresh.map(({ code }) => code))
  for (const code of isNew) ids.set(code, newId(now))
  await addUnits(trx, fresh.map((unit): NewUnit => ({
    id: ids.get(unit.code) as string, code: unit.code, kind: unit.kind, name: unit.name, parentId: unit.parent === undefined ? null : (ids.get(unit.parent) ?? null),
    validFrom: unit.from ?? firstDay, validTo: endOf(unit.code, unit.kind), properties: unit.properties ?? {},
  })))
  if (passwordHash !== undefined) {
    for (const unit of units.units) {
      for (const account of unit.accounts ?? []) {
        const login = loginName(unit.code, account.role, account.symbol)
        if ((await findAccountByLogin(trx, login)) !== undefined) continue
        await addAccount(trx, { login, name: account.name, unitId: ids.get(unit.code) as string, role: account.role, passwordHash, mustChangePassword: false }, now)
      }
    }
  }
  const idOf = (code: string): string | undefined => ids.get(code)
  const dated = [...history.units.values()].filter(({ code, kind, states }) => states.length > 1 || (!isNew.has(code) && endOf(code, kind) !== null))
  await writeStates(trx, dated.map(({ code, kind, from, states }) => ({ id: ids.get(code) as string, validFrom: from ?? firstDay, validTo: endOf(code, kind), states: states.length > 1 ? states : [] })), idOf)
  await addSuccessions(trx, [...history.successions.values()].flat(), idOf)
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

/** Texts of the files that have no version of their own, examples too, so that an export gives back what was installed. */
function sourcesOf(pack: Pack): Record<string, string> {
  const folder = pack.source.file.slice(0, pack.source.file.length - 'pack.yaml'.length)
  const parts = [pack, pack.organisation, pack.periods, pack.calendar, pack.units, ...pack.examples, ...pack.scenarios]
  return Object.fromEntries(parts.flatMap((one) => (one === undefined ? [] : [[one.source.file.slice(folder.length), one.source.text]])))
}

/** Over the canonical spelling: the order of keys and the way an expression is written are not another content. */
function checksumOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}

function placed(source: Defined<unknown>['source'], one: Issue): Issue {
  return { ...one, position: source.positionOf(one.path) }
}
