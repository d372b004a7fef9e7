// `npm run acceptance`: the rows of both regulations with the tests that name them. A test counts where it acts as a
// person would: over HTTP or in the browser, in the folders below. Prints a table and a closing count; it never fails,
// because a row without a test is work to do, not an error.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

type Row = { readonly id: string; readonly kind: string; readonly words: string }
type Proof = { readonly title: string; readonly file: string }

const folders = ['test/acceptance', 'test/browser']

export function readRows(): Row[] {
  return readFileSync('test/acceptance/rows.tsv', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [id = '', kind = '', words = ''] = line.split('\t')
      return { id, kind, words }
    })
}

/** Titles of tests that begin with a row's id; a title may name several: `A-6.2, A-6.3 …`. */
export function readProofs(): Map<string, Proof[]> {
  const proofs = new Map<string, Proof[]>()
  for (const file of folders.flatMap(testFiles)) {
    for (const [, , title = ''] of readFileSync(file, 'utf8').matchAll(/\bit\(\s*(['"`])((?:[AB]-[\w.]+,? )+.*?)\1/g)) {
      for (const [id] of title.matchAll(/[AB]-[\w.]*\w/g)) {
        const known = proofs.get(id) ?? []
        proofs.set(id, [...known, { title, file }])
      }
    }
  }
  return proofs
}

function testFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).map((name) => path.join(folder, name))
  } catch {
    return []
  }
}

if (process.argv[1]?.endsWith('acceptance/main.ts') === true) {
  const rows = readRows()
  const proofs = readProofs()
  for (const { id, kind, words } of rows) {
    const found = proofs.get(id) ?? []
    console.log(`${found.length > 0 ? '✔' : kind === 'org' ? '·' : ' '} ${id.padEnd(12)} ${kind.padEnd(8)} ${words}`)
    for (const { title, file } of found) console.log(`    ${file}: ${title}`)
  }
  const unknown = [...proofs.keys()].filter((id) => !rows.some((row) => row.id === id))
  for (const id of unknown) console.log(`? ${id} is named by a test and is no row`)
  const binding = rows.filter((row) => row.kind !== 'org')
  console.log(`\n${binding.filter((row) => proofs.has(row.id)).length} of ${binding.length} rows are named by a test`)
}
