// What is typed and not saved survives a reload, a crash and a lost session: a copy in the tab's own storage, keyed by
// person, filing and revision. It holds only the patch, and goes when the patch is saved.
import type { RowChange } from '../../engine/core/contract/filing.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'

export type Kept = {
  readonly revision: number
  readonly cells: readonly (readonly [address: string, value: WireValue])[]
  readonly rows?: readonly RowChange[]
  readonly wrong: readonly (readonly [address: string, text: string])[]
  readonly explanation?: string
  readonly reasons?: Readonly<Record<string, string>>
}

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = (login: string, filing: string): string => `bieumau.unsaved ${login} ${filing} `

/** `null` forgets. A full or forbidden storage is no reason to stop typing: the copy in memory is the first one. */
export function keep(store: Store | null, login: string, filing: string, kept: Kept | null): void {
  if (store === null) return
  try {
    for (const key of keysOf(store, prefix(login, filing))) store.removeItem(key)
    if (kept !== null) store.setItem(`${prefix(login, filing)}${kept.revision}`, JSON.stringify(kept))
  } catch {
    return
  }
}

export function find(store: Store | null, login: string, filing: string): Kept | null {
  if (store === null) return null
  try {
    const [key] = keysOf(store, prefix(login, filing))
    const found = key === undefined ? null : store.getItem(key)
    return found === null ? null : (JSON.parse(found) as Kept)
  } catch {
    return null
  }
}

function keysOf(store: Store, start: string): string[] {
  const keys: string[] = []
  for (let index = 0; index < store.length; index++) {
    const key = store.key(index)
    if (key?.startsWith(start) === true) keys.push(key)
  }
  return keys
}

export function tabStore(): Store | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
