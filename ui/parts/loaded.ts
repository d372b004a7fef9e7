// What a page draws of its data on their way: the skeleton, the refusal with a way to try again, or the data.
import type { Loading } from '../frame/loading.ts'
import { loadingNote } from './loading-note.ts'
import { problemNote } from './problem-note.ts'

export function loaded<T>(list: Loading<T>, login: string, ready: (data: T) => unknown): unknown {
  const { current } = list
  switch (current.state) {
    case 'loading':
      return loadingNote()
    case 'failed':
      return problemNote(current.cause, login, () => void list.again())
    case 'ready':
      return ready(current.data)
  }
}
