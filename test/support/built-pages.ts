// The pages as they are shipped, built once per run where a source is newer. In a process of its own: inside the test
// runner the bundler does not see its own style plugin.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const out = path.join(root, 'var/test/ui')
let built = false

/** The folder of the built pages. */
export function builtPages(): string {
  if (built) return out
  const index = path.join(out, 'index.html')
  const newest = Math.max(...['ui', 'engine/core'].map((folder) => newestIn(path.join(root, folder))))
  if (!existsSync(index) || statSync(index).mtimeMs < newest) {
    execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', 'ui', '--outDir', out, '--emptyOutDir', '--logLevel', 'error'], { cwd: root })
  }
  built = true
  return out
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(...files.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs))
}
