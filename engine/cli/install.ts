// `bieumau install FOLDER… [--dry-run]`: checks packs, with their examples, and installs them as immutable versions with
// what they require. With --dry-run nothing is written; it says what would be.
import { installPacks, planInstallation, type Installation, type Plan } from '../actions/install-packs.ts'
import { perform } from '../actions/perform.ts'
import { blocks, type Issue } from '../core/issue.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { checkPacks } from '../packs/check-packs.ts'
import type { Pack } from '../packs/load-pack.ts'
import { Problem } from '../problem.ts'
import type { Asked } from './arguments.ts'
import { askedFolders, liesIn, readNamed } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'
import { caller, withParts } from './start.ts'

/** Exit code: 0 installed, or nothing to do; 1 issues, and nothing is installed. */
export async function install({ names, has, language }: Asked, root: string, env: NodeJS.ProcessEnv): Promise<number> {
  const dry = has('dry-run')
  const { asked, beside } = askedFolders(names, root)
  const { packs, issues } = checkPacks([...asked, ...beside].map(readNamed))
  const wanted = withRequired(packs.filter((pack) => liesIn(pack.source.file, asked)), packs)
  const about = issues.filter(({ position }) => wanted.some((pack) => liesIn(position?.file ?? '', [folderOf(pack)])) || liesIn(position?.file ?? '', asked))
  if (blocks(about)) return tell({ added: [], unchanged: [], issues: about })
  return tell(await withParts(env, async (parts) => (dry ? perform(planInstallation, { packs: wanted }, caller('install'), parts) : carryOut(wanted, parts))))

  function tell({ added, unchanged, issues: found }: Plan): number {
    if (has('json')) printJson({ added, unchanged, issues: issueRecords(found, language) })
    else for (const line of lines({ added, unchanged, issues: found }, dry, language)) console.log(line)
    return found.length > 0 ? 1 : 0
  }
}

async function carryOut(packs: readonly Pack[], parts: Parameters<Parameters<typeof withParts>[1]>[0]): Promise<Plan> {
  try {
    return { ...(await perform(installPacks, { packs, demo: parts.config.mode === 'demo' }, caller('install'), parts)), issues: [] }
  } catch (error) {
    if (error instanceof Problem && error.details.issues !== undefined) return { added: [], unchanged: [], issues: error.details.issues }
    throw error
  }
}

/** The packs and what they require, as far as it is at hand, in the order in which they were sorted: required ones first. */
function withRequired(packs: readonly Pack[], sorted: readonly Pack[]): Pack[] {
  const wanted = new Set(packs)
  for (const pack of wanted) for (const other of sorted) if ((pack.definition.requires ?? []).includes(other.definition.id) && ![...wanted].some((one) => one.definition.id === other.definition.id)) wanted.add(other)
  return sorted.filter((one) => wanted.has(one))
}

function folderOf(pack: Pack): string {
  return pack.source.file.replace(/\/pack\.yaml$/, '')
}

function lines({ added, unchanged, issues }: Installation & { issues: readonly Issue[] }, dry: boolean, language: Language): string[] {
  if (issues.length > 0) return [...issueLines(issues, language), sentence('cli.check.issues', { count: issues.length }, language)]
  return [
    ...unchanged.map((name) => sentence('cli.install.unchanged', { name }, language)),
    ...added.map((name) => sentence(dry ? 'cli.install.would-add' : 'cli.install.added', { name }, language)),
    ...(added.length === 0 || dry ? [] : [sentence('cli.install.restart', {}, language)]),
  ]
}
