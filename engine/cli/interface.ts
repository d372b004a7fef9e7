// The pages are built when they are missing or older than their sources, so that a fresh clone needs no build step.
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { sentence } from '../core/messages/sentence.ts'

export async function prepareInterface(root: string): Promise<void> {
  const built = path.join(root, 'dist/ui/index.html')
  const sources = ['ui', 'engine/core'].map((folder) => path.join(root, folder))
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(newest))) return
  console.log(sentence('cli.building-interface'))
  const { build } = await import('vite')
  await build({ root: path.join(root, 'ui'), configFile: path.join(root, 'ui/vite.config.ts'), logLevel: 'warn' })
}

function newest(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(...entries.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs))
}
