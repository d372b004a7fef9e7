// A file comes in for a field of a filing. It is checked as a value is: may this person fill the field in, is it of an
// accepted kind by name and by content, is it small enough. It stands in the record only when its id is saved there.
import { askedAt } from '../core/calculation/conditions.ts'
import { placeOf, type Place } from '../core/calculation/sheet.ts'
import type { FileRef } from '../core/contract/filing.ts'
import { checkFile, endingOf, fileLimits, plainName } from '../core/file.ts'
import { issue, type Issue } from '../core/issue.ts'
import { addAttachment, attachmentsOf, keepContent, type Content } from '../store/file.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'
import { isWhatItSays } from './file-kinds.ts'
import { fileRef } from './file-refs.ts'
import { openForSave } from './open-filing.ts'

/** `head`: the first bytes, by which the kind is known. */
export type Incoming = Content & { readonly head: Uint8Array }
export type AttachInput = { readonly id: string; readonly address: string; readonly name: string; readonly content: Incoming }

/** Of one filing, whatever its fields say: what is uploaded and never saved is only swept away at night. */
const mostFiles = 200

export const attachFile: Action<AttachInput, FileRef> = {
  name: 'attach-file',
  writes: true,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, address, name: given, content }, context) => {
    const person = context.person()
    const { sheet } = await openForSave(context, id)
    const place = placeOf(sheet, address)
    const name = plainName(given)
    const found = checkPlace(address, place, place !== undefined && askedAt(sheet, place).readOnly) ?? (await checkContent(name, content, place as Place))
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

/** Issues: those of `checkFile`, value.file-content. */
async function checkContent(name: string, { size, head }: Incoming, { table, column }: Place): Promise<Issue | undefined> {
  const wrong = checkFile({ name, size }, fileLimits(table.columns[column]?.field))
  if (wrong !== undefined) return wrong
  const ending = endingOf(name)
  return (await isWhatItSays(ending, head)) ? undefined : issue('value.file-content', '', { name, ending })
}
