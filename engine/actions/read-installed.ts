// What the installed packs say beside forms and workflows, put together: who there is, when periods are, days off.
import { combined } from '../core/calendar.ts'
import { loginName, type CalendarDefinition, type OrganisationDefinition, type PackDefinition, type PeriodsDefinition } from '../core/pack.ts'
import type { UnitsDefinition } from '../core/unit.ts'
import { readCodelists, readPacks } from '../store/pack.ts'
import type { Action, Installed } from './action.ts'

/** `open` names the pack, too, whose period the demo begins in. */
export type InstalledPacks = Installed & { readonly demo: Demo | undefined }
type Demo = DemoDefinition & { readonly open: DemoDefinition['open'] & { readonly pack: string } }
type DemoDefinition = NonNullable<UnitsDefinition['demo']>

type Content = {
  definition: PackDefinition
  organisation: OrganisationDefinition | null
  periods: PeriodsDefinition | null
  calendar: CalendarDefinition | null
  units: UnitsDefinition | null
}

export const readInstalled: Action<undefined, InstalledPacks> = {
  name: 'read-installed',
  writes: false,
  run: async (_input, { trx }) => {
    const contents = (await readPacks(trx)).map((pack) => ({ id: pack.id, ...(pack.content as Content) }))
    const roles = Object.assign({}, ...contents.map((one) => one.organisation?.roles ?? {})) as OrganisationDefinition['roles']
    const kinds = Object.assign({}, ...contents.map((one) => one.organisation?.kinds ?? {})) as OrganisationDefinition['kinds']
    const properties = Object.assign({}, ...contents.map((one) => one.organisation?.['unit-properties'] ?? {})) as NonNullable<OrganisationDefinition['unit-properties']>
    const calendars = contents.flatMap((one) => one.calendar ?? [])
    return {
      organisation: { roles, kinds, ...(Object.keys(properties).length === 0 ? {} : { 'unit-properties': properties }) },
      packs: contents.map((one) => one.definition),
      periods: new Map(contents.flatMap((one) => (one.periods === null ? [] : [[one.id, one.periods] as const]))),
      calendar: combined(calendars),
      codelists: await readCodelists(trx),
      support: contents.map((one) => one.definition.settings?.['support_line']).find((one) => typeof one === 'string') ?? '',
      demoAccounts: contents.flatMap((one) =>
        (one.units?.units ?? []).flatMap((unit) =>
          (unit.accounts ?? []).map((account) => ({
            login: loginName(unit.code, account.role, account.symbol), title: roles[account.role]?.title ?? account.role, unit: unit.name,
          })),
        ),
      ),
      demoPassword: contents.map((one) => one.units?.demo?.password).find((one) => one !== undefined) ?? null,
      demo: demoIn(contents),
    }
  },
}

/** Of several packs with such periods, the demo's own or the first that it requires: others are there without being in use. */
function demoIn(contents: readonly (Content & { readonly id: string })[]): Demo | undefined {
  const own = contents.find((one) => one.units?.demo !== undefined)
  const demo = own?.units?.demo
  if (own === undefined || demo === undefined) return undefined
  const near = [own.id, ...(own.definition.requires ?? []), ...contents.map(({ id }) => id)]
  const pack = near.find((id) => contents.find((one) => one.id === id)?.periods?.kinds[demo.open.kind] !== undefined)
  return pack === undefined ? undefined : { ...demo, open: { ...demo.open, pack } }
}
