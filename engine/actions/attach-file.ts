// A file comes in for a field of a filing. It is checked as a value is: may this person fill the field in, is it of an
// accepted kind by name and by content, is it small enough. It stands in the record only when its id is saved there.
import { askedAt } from '../core/calculation/conditions.ts'
import { placeOf, type Place } from '../core/calculation/sheet.ts'
import type { FileRef } from '../core/contract/filing.ts'
import { issue, type Issue } from '../core/issue.ts'
import { usualEndings, usualMegabytes } from '../core/validation/kinds.ts'
import { mayEdit } from '../core/workflow/machine.ts'
import { addAttachment, attachmentsOf, keepContent, type Content } from '../store/file.ts'
import { lockForSave } from '../store/filing.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'
import { endingOf, isWhatItSays, plainName } from './file-kinds.ts'
import { fileRef } from './file-refs.ts'
import { viewerOf, worksOn } from './filing-view.ts'
import { openFiling } from './open-filing.ts'
import { rolesTowards } from './roles-towards.ts'

/** `head`: the first bytes, by which the kind is known. */
export type Incoming = Content & { readonly head: Uint8Array }
export type AttachInput = { readonly id: string; readonly address: string; readonly name: string; readonly content: Incoming }

/** Of one filing, whatever its fields say: what is uploaded and never saved is only swept away at night. */
const mostFiles = 200
const longestName = 150

export const attachFile: Action<AttachInput, FileRef> = {
  name: 'attach-file',
  writes: true,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, address, name: given, content }, context) => {
    const person = context.person()
    const filing = await lockForSave(context.trx, viewerOf(person), id)
    if (filing === undefined) throw new Problem('not-found')
    if (!worksOn(person, filing)) throw new Problem('not-allowed')
    if (filing.periodLocked) throw new Problem('period-locked')
    const { workflow, sheet } = await openFiling(context, filing)
    if (!mayEdit(workflow, filing.state, await rolesTowards(context, filing, workflow))) throw new Problem('not-allowed')
    const place = placeOf(sheet, address)
    const name = plainName(given)
    const found = checkPlace(address, place, place !== undefined && askedAt(sheet, place).readOnly) ?? (await checkFile(name, content, place as Place))
    if (found !== undefined) throw new Problem('invalid-values', { issues: [{ ...found, path: address }] })
    if ((await attachmentsOf(context.trx, id)).length >= mostFiles) throw new Problem('invalid-values', { issues: [issue('value.too-many-files', address, { limit: mostFiles })] })
    const fileId = await keepContent(context.trx, content, context.now)
    return fileRef(await addAttachment(context.trx, { filingId: id, fileId, address, name, by: person.accountId }, context.now))
  },
}

/** Issues: value.unknown-cell, value.read-only-cell, value.takes-no-files. */
function checkPlace(address: string, place: Place | undefined, isLocked: boolean): Issue | undefined {
  if (place === undefined) return issue('value.unknown-cell', '', { address })
  if (place.role !== 'typed' || isLocked) return issue('value.read-only-cell', '', { address })
  return place.table.columns[place.column]?.kind === 'attachment' ? undefined : issue('value.takes-no-files', '', { address })
}

/** Issues: value.file-name, value.file-kind, value.file-empty, value.file-too-large, value.file-content. */
async function checkFile(name: string, { size, head }: Incoming, { table, column }: Place): Promise<Issue | undefined> {
  const field = table.columns[column]?.field
  const endings = field?.accept ?? usualEndings
  const ending = endingOf(name)
  const megabytes = field?.['max-size'] ?? usualMegabytes
  if (name === '' || name.length > longestName) return issue('value.file-name', '', { limit: longestName })
  if (!endings.includes(ending)) return issue('value.file-kind', '', { name, endings: endings.join(', ') })
  if (size === 0) return issue('value.file-empty', '', { name })
  if (size > megabytes * 1_000_000) return issue('value.file-too-large', '', { name, limit: megabytes })
  return (await isWhatItSays(ending, head)) ? undefined : issue('value.file-content', '', { name, ending })
}
