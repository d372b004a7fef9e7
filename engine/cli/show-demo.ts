// What a person needs to begin with a demo: the address and the accounts, printed after the start.
import path from 'node:path'
import { readConfig } from '../config.ts'
import { sentence } from '../core/messages/sentence.ts'
import { loginName } from '../core/pack.ts'
import { loadPack } from '../packs/load-pack.ts'
import { readFolder } from './read-folders.ts'

export function showDemo(address: string, env: NodeJS.ProcessEnv, root: string): void {
  console.log(`\n${sentence('cli.ready', { address })}`)
  if (readConfig(env).mode !== 'demo') return
  const { pack } = loadPack('demo', readFolder(path.join(root, 'forms/demo')).files)
  const units = pack?.units?.definition
  if (units === undefined) return
  console.log(sentence('cli.demo-accounts', { password: units.demo?.password ?? '' }))
  for (const unit of units.units) {
    const logins = (unit.accounts ?? []).map((account) => loginName(unit.code, account.role, account.symbol))
    if (logins.length > 0) console.log(`  ${unit.name}\n    ${logins.join('  ')}`)
  }
  console.log('')
}
