// Which accounts the units of a subtree still lack: one for each role of their kind, named by the rule of Quy chế, Điều 3 khoản 3.
// Names, passwords and people come from elsewhere; a login that somebody once had is not given again. Pure.
import { loginName, type OrganisationDefinition } from './pack.ts'
import { isValidOn } from './validity.ts'

export type Holder = { readonly unitId: string; readonly role: string; readonly login: string; readonly revoked: boolean }
export type AccountUnit = { readonly id: string; readonly code: string; readonly kind: string; readonly name: string }
export type WantedAccount = { readonly unit: AccountUnit; readonly role: string; readonly login: string }

/** `optional`: also for kinds that may be without an account. Roles that are no longer given are left out. */
export function accountsLacking(
  units: readonly AccountUnit[], holders: readonly Holder[], { kinds, roles }: OrganisationDefinition, { day, optional }: { readonly day: string; readonly optional: boolean },
): WantedAccount[] {
  const held = new Set(holders.filter((one) => !one.revoked).map((one) => `${one.unitId} ${one.role}`))
  const taken = new Set(holders.map((one) => one.login))
  return units.flatMap((unit) => {
    const kind = kinds[unit.kind]
    if (kind === undefined || (kind['without-account'] === true && !optional)) return []
    return kind.roles.flatMap((role): WantedAccount[] => {
      const definition = roles[role]
      if (definition === undefined || !isValidOn(definition, day) || held.has(`${unit.id} ${role}`)) return []
      return [{ unit, role, login: freeLogin(unit.code, role, taken) }]
    })
  })
}

/** Without a symbol while nobody has had it, else with the next number (khoản 3 điểm b). */
export function freeLogin(unit: string, role: string, taken: ReadonlySet<string>): string {
  let login = loginName(unit, role)
  for (let number = 1; taken.has(login); number++) login = loginName(unit, role, String(number))
  return login
}

/** How many are lacking by kind of unit and role, in the order in which they are met. */
export function lackingByKind(lacking: readonly WantedAccount[], own: AccountUnit): { kind: string; role: string; own: number; below: number }[] {
  const counts = new Map<string, { kind: string; role: string; own: number; below: number }>()
  for (const { unit, role } of lacking) {
    const key = `${unit.kind} ${role}`
    const count = counts.get(key) ?? { kind: unit.kind, role, own: 0, below: 0 }
    counts.set(key, { ...count, own: count.own + (unit.id === own.id ? 1 : 0), below: count.below + 1 })
  }
  return [...counts.values()]
}
