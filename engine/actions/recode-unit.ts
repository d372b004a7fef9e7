// Gives a unit another code in place of the one that was proposed. Logins are made of it and reports name it, so it may be
// changed only until the unit is first used (Quy chế, Điều 3 khoản 3 điểm c).
import { findUnitByCode, isUsed, recode } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'

export type RecodeInput = { readonly code: string; readonly to: string }

export const recodeUnit: Action<RecodeInput, { code: string }> = {
  name: 'recode-unit',
  writes: true,
  subject: ({ code, to }) => ({ type: 'unit', id: `${code}>${to}` }),
  run: async ({ code, to }, { trx }) => {
    const unit = await findUnitByCode(trx, code)
    if (unit === undefined) throw new Problem('not-found')
    if (await isUsed(trx, unit.id)) throw new Problem('unit-in-use')
    await recode(trx, unit.id, to)
    return { code: to }
  },
}
