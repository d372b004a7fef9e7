// All packs together: loaded, checked each on its own, then against each other. What comes out is ready to be installed
// when there is no issue, and only then.
import { blocks, type Issue } from '../core/issue.ts'
import { catalogueOf } from './catalogue.ts'
import { checkPack } from './check-pack.ts'
import { loadPack, type Pack, type PackFile } from './load-pack.ts'

export type Checked = { readonly packs: readonly Pack[]; readonly issues: readonly Issue[] }

/** Packs in the order in which they require each other. */
export function checkPacks(folders: readonly { folder: string; files: readonly PackFile[] }[]): Checked {
  const loaded = folders.map(({ folder, files }) => loadPack(folder, files))
  const own = loaded.flatMap((one) => one.issues)
  const packs = loaded.flatMap((one) => one.pack ?? [])
  // References mean something only between packs that are sound themselves.
  if (blocks(own)) return { packs, issues: own }
  const catalogue = catalogueOf(packs)
  return { packs: inOrder(packs), issues: [...own, ...packs.flatMap((pack) => checkPack(pack, catalogue))] }
}

function inOrder(packs: readonly Pack[]): Pack[] {
  const sorted: Pack[] = []
  const visit = (pack: Pack, trail: readonly string[]): void => {
    const { id, requires } = pack.definition
    if (sorted.includes(pack) || trail.includes(id)) return
    for (const required of requires ?? []) {
      const other = packs.find((one) => one.definition.id === required)
      if (other !== undefined) visit(other, [...trail, id])
    }
    sorted.push(pack)
  }
  for (const pack of packs) visit(pack, [])
  return sorted
}
