// The people of the tests: An enters (bc), Bình checks (kt), Lan leads (ld), all three of one district; Chi edits forms
// at the ministry. One cheap hash serves all of them, so that a hundred accounts cost nothing.
import { randomUUID } from 'node:crypto'
import type { Installed, Organisation } from '../../engine/actions/action.ts'
import type { Database } from '../../engine/store/database.ts'

/** Of every account that addPerson makes. */
export const password = 'bieumau-2020'
const passwordHash =
  '$argon2id$v=19$m=8,t=1,p=1$GhYR9KlBZ4Ze+vdDkcr2kg$4k1pE3hSlQtzHtASOA57QwPzDOoBxCBJLcz4WedQdBg'

export const testOrganisation: Organisation = {
  roles: {
    bc: { title: 'Chuyên viên', capabilities: ['work-on-filings', 'read-below'] },
    kt: { title: 'Người kiểm tra', capabilities: ['work-on-filings', 'read-below'] },
    ld: { title: 'Lãnh đạo', capabilities: ['work-on-filings', 'read-below'] },
    admin: { title: 'Quản trị', capabilities: ['open-periods', 'manage-accounts', 'read-approved'] },
  },
  kinds: {
    bo: { title: 'Bộ', roles: ['bc', 'kt', 'ld', 'admin'] },
    tinh: { title: 'Sở', roles: ['bc', 'kt', 'ld', 'admin'] },
    huyen: { title: 'Phòng', roles: ['bc', 'kt', 'ld'] },
    xa: { title: 'Ủy ban nhân dân xã', roles: ['bc', 'ld'] },
  },
}

/** What there is beside forms, for tests that need no packs. */
export const testInstalled: Installed = {
  organisation: testOrganisation,
  packs: [],
  periods: new Map(),
  calendar: { title: 'Lịch', 'weekly-days-off': [6, 7], holidays: {} },
  codelists: new Map(),
  support: 'Bộ phận hỗ trợ: 1900 0000',
  demoAccounts: [],
  demoPassword: null,
}

const begin = new Date('2019-01-01T00:00:00Z')

export type TestUnit = { id: string; code: string; kind: string; name: string }
export type TestPerson = { id: string; login: string; name: string; unitId: string; role: string }

export async function addUnit(
  database: Database,
  unit: { code: string; kind: string; name?: string; parentId?: string },
): Promise<TestUnit> {
  const made = { id: randomUUID(), code: unit.code, kind: unit.kind, name: unit.name ?? unit.code }
  await database('unit').insert({ ...made, parent_id: unit.parentId ?? null, valid_from: '2019-01-01' })
  await database.raw(
    `insert into unit_ancestor (unit_id, ancestor_id, depth)
     select :id::uuid, :id::uuid, 0
     union all select :id::uuid, ancestor_id, depth + 1 from unit_ancestor where unit_id = :parent`,
    { id: made.id, parent: unit.parentId ?? null },
  )
  return made
}

export async function addPerson(
  database: Database,
  person: { login: string; role: string; unitId: string; name?: string; mustChangePassword?: boolean },
): Promise<TestPerson> {
  const { mustChangePassword = false, ...given } = person
  const made = { id: randomUUID(), name: person.login, ...given }
  await database('account').insert({
    id: made.id,
    login: made.login,
    name: made.name,
    unit_id: made.unitId,
    role: made.role,
    password_hash: passwordHash,
    must_change_password: mustChangePassword,
    created_at: begin,
  })
  return made
}

/** ministry ⊃ province ⊃ district ⊃ commune, and the four people. */
export async function addPeople(database: Database) {
  const ministry = await addUnit(database, { code: 'botuphap', kind: 'bo', name: 'Bộ Tư pháp' })
  const province = await addUnit(database, { code: 'tinhlongan', kind: 'tinh', name: 'Sở Tư pháp tỉnh Long An', parentId: ministry.id })
  const district = await addUnit(database, { code: 'huyencanduoc', kind: 'huyen', name: 'Phòng Tư pháp huyện Cần Đước', parentId: province.id })
  const commune = await addUnit(database, { code: 'xalongtrach', kind: 'xa', name: 'UBND xã Long Trạch', parentId: district.id })
  return {
    units: { ministry, province, district, commune },
    an: await addPerson(database, { login: 'huyencanduoc_bc', name: 'An', role: 'bc', unitId: district.id }),
    binh: await addPerson(database, { login: 'huyencanduoc_kt', name: 'Bình', role: 'kt', unitId: district.id }),
    lan: await addPerson(database, { login: 'huyencanduoc_ld', name: 'Lan', role: 'ld', unitId: district.id }),
    chi: await addPerson(database, { login: 'botuphap_admin', name: 'Chi', role: 'admin', unitId: ministry.id }),
  }
}
export type People = Awaited<ReturnType<typeof addPeople>>
