// The packs of this repository for the pages about them; only generate.ts reads files here.
import { readdirSync, readFileSync } from 'node:fs'
import { checkPacks } from './check-packs.ts'
import type { Pack } from './load-pack.ts'

export function readRepositoryPacks(): readonly Pack[] {
  return checkPacks(['workflows', ...readdirSync('forms').sort().map((name) => `forms/${name}`)].map((folder) => ({
    folder,
    files: (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml')).sort().map((path) => ({ path, text: readFileSync(`${folder}/${path}`, 'utf8') })),
  }))).packs
}
