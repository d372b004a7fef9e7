// What was done to the sheet, so that it can be taken back. One step is one gesture, however many cells it changed; a new
// gesture drops what had been taken back. Values, not pictures: the record of others' edits is not touched by it.
import type { Change } from './view.ts'

export type Step = { readonly before: readonly Change[]; readonly after: readonly Change[] }
export type Steps = { readonly done: readonly Step[]; readonly undone: readonly Step[] }

export const noSteps: Steps = { done: [], undone: [] }
/** Enough for a working day at a desk, small enough to forget about. */
const kept = 200

export function remember(steps: Steps, step: Step): Steps {
  return step.after.length === 0 ? steps : { done: [...steps.done, step].slice(-kept), undone: [] }
}

export function undo(steps: Steps): { steps: Steps; changes: readonly Change[] } {
  const step = steps.done.at(-1)
  if (step === undefined) return { steps, changes: [] }
  return { steps: { done: steps.done.slice(0, -1), undone: [...steps.undone, step] }, changes: step.before }
}

export function redo(steps: Steps): { steps: Steps; changes: readonly Change[] } {
  const step = steps.undone.at(-1)
  if (step === undefined) return { steps, changes: [] }
  return { steps: { done: [...steps.done, step], undone: steps.undone.slice(0, -1) }, changes: step.after }
}
