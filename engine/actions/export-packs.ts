// Installed packs as the files they were made of, comments and examples included: what an installation elsewhere, or a
// comparison with a folder, starts from.
import { writeValue } from '../packs/format.ts'
import type { PackFile } from '../packs/load-pack.ts'
import { definitionSources, readPacks } from '../store/pack.ts'
import type { Action } from './action.ts'

export type ExportedPack = { readonly id: string; readonly version: number; readonly files: readonly PackFile[] }

/** Ids of packs; none means all. Ids that are not installed are left out. */
export const exportPacks: Action<{ readonly ids: readonly string[] }, readonly ExportedPack[]> = {
  name: 'export-packs',
  writes: false,
  subject: ({ ids }) => ({ type: 'packs', id: ids.join(',').slice(0, 200) }),
  run: async ({ ids }, { trx }) => {
    const packs = (await readPacks(trx)).filter((pack) => ids.length === 0 || ids.includes(pack.id))
    const sources = await definitionSources(trx)
    return packs.map(({ id, version, content }) => {
      const own = sources.filter((one) => one.packId === id)
      const versions = (kind: string, name: string): number => own.filter((one) => one.kind === kind && one.id === name).length
      const named = own.flatMap((one): PackFile[] => {
        // Only forms stand side by side in several versions; of anything else the newest is what counts.
        if (one.kind === 'form') return [{ path: versions('form', one.id) > 1 ? `${one.id}@${one.version}.form.yaml` : `${one.id}.form.yaml`, text: one.source }]
        if (own.some((other) => other.kind === one.kind && other.id === one.id && other.version > one.version)) return []
        return [{ path: pathOf[one.kind](one.id), text: one.source }]
      })
      return { id, version, files: [...ownFiles(content as Content), ...named].sort((a, b) => (a.path < b.path ? -1 : 1)) }
    })
  },
}

const pathOf = {
  workflow: (id: string): string => `${id}.workflow.yaml`,
  codelist: (id: string): string => `codelists/${id}.codelist.yaml`,
  print: (id: string): string => `print/${id}.yaml`,
} as const

type Content = {
  readonly definition: unknown
  readonly organisation: unknown
  readonly periods: unknown
  readonly calendar: unknown
  readonly units: unknown
  readonly sources?: Readonly<Record<string, string>>
}

/** Packs that were installed before texts were kept come in the canonical spelling, without comments and examples. */
function ownFiles({ definition, organisation, periods, calendar, units, sources }: Content): PackFile[] {
  if (sources !== undefined) return Object.entries(sources).map(([path, text]) => ({ path, text }))
  const parts = { pack: definition, organisation, periods, calendar, units }
  return (Object.keys(parts) as (keyof typeof parts)[]).flatMap((kind) => (parts[kind] === null || parts[kind] === undefined ? [] : [{ path: `${kind}.yaml`, text: writeValue(kind, parts[kind]) }]))
}
