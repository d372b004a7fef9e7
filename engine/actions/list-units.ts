// Units to choose from: found by a part of the name or the code, or named by code. Not more than fit a list.
import type { UnitRef } from '../core/contract/shapes.ts'
import { findUnits } from '../store/unit.ts'
import type { Action } from './action.ts'

export type WantedUnits = { readonly text?: string; readonly kinds?: readonly string[]; readonly codes?: readonly string[]; readonly below?: string }

export const listUnits: Action<WantedUnits, { units: UnitRef[] }> = {
  name: 'list-units',
  writes: false,
  run: async (wanted, { trx }) => ({ units: await findUnits(trx, wanted, 50) }),
}
