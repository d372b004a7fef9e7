// A file of a filing, for whoever sees the field that it stands in. It leaves as a download and never as a page: the door
// says so (http/endpoint.ts).
import { readContent } from '../store/file.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'
import { compiledWorkflow } from './compiled.ts'
import { visibleFiles } from './file-refs.ts'
import { filingFor } from './open-filing.ts'
import { visibleSeal } from './read-filing.ts'

export type Outgoing = { readonly name: string; readonly size: number; readonly pieces: () => AsyncIterable<Uint8Array> }

export const readFile: Action<{ id: string; file: string }, Outgoing> = {
  name: 'read-file',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, file }, context) => {
    const { filing, own } = await filingFor(context, id)
    const seal = own ? undefined : await visibleSeal(context, filing, { workflow: await compiledWorkflow(context, filing) }, own)
    const found = (await visibleFiles(context, { filingId: id, own, seal })).find((one) => one.id === file)
    if (found === undefined) throw new Problem('not-found')
    return { name: found.name, size: found.size, pieces: () => readContent(context.parts.database, found.fileId) }
  },
}
