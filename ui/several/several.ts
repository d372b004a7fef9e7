// Several filings of a list at once: which are chosen, which acts they are offered, and how far an act has come. Without a
// page; the page draws it (bar.ts) and hears when something changed. Every filing is a request of its own, so that one that
// is refused holds up none of the others; what was refused stays chosen, with the reason beside it.
import type { ReactiveControllerHost } from 'lit'
import type { FilingLine, Offer, PossibleAction } from '../../engine/core/contract/filing.ts'
import { Refused, Unreachable, newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import type { ActDetails } from '../filing/act-dialog.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { text } from '../text.ts'

export type Choice = { readonly action: PossibleAction; readonly lines: readonly FilingLine[] }
export type Failure = { readonly line: FilingLine; readonly words: string }
export type Progress = { readonly action: PossibleAction; readonly done: number; readonly of: number }

/** What is usually done stands last, where the hand is. */
const towardsTheEnd: Readonly<Record<PossibleAction['tone'], number>> = { plain: 0, return: 1, main: 2 }

/** Requests at a time: the server works on two or three of one person's anyway. */
const abreast = 4

export class Several {
  readonly chosen = new Set<string>()
  /** Being asked about before it is done. */
  acting: Choice | null = null
  progress: Progress | undefined
  /** What came of the last act. */
  outcome: { readonly action: PossibleAction; readonly done: number; readonly failed: readonly Failure[] } | undefined

  readonly #host: ReactiveControllerHost
  readonly #reload: () => Promise<void>
  #lines: readonly FilingLine[] = []
  #offers: readonly Offer[] = []
  #offered: ReadonlySet<string> = new Set()

  constructor(host: ReactiveControllerHost, reload: () => Promise<void>) {
    this.#host = host
    this.#reload = reload
  }

  /** What the list shows now; what is no longer in it is no longer chosen. */
  show(lines: readonly FilingLine[], offers: readonly Offer[]): void {
    if (this.#offers === offers) return
    this.#lines = lines
    this.#offers = offers
    this.#offered = new Set(offers.flatMap(({ filings }) => filings))
    for (const id of this.chosen) if (!this.isOffered(id)) this.chosen.delete(id)
  }

  /** Can anything at all be done to it together with others? */
  isOffered(id: string): boolean {
    return this.#offered.has(id)
  }

  choose(ids: readonly string[], on: boolean): void {
    for (const id of ids) {
      if (on) this.chosen.add(id)
      else this.chosen.delete(id)
    }
    this.outcome = undefined
    this.#host.requestUpdate()
  }

  /** Acts that the chosen ones are offered, each with those it would be done to. */
  get choices(): Choice[] {
    const byId = new Map(this.#lines.map((line) => [line.id, line]))
    return this.#offers.flatMap(({ action, filings }): Choice[] => {
      const lines = filings.filter((id) => this.chosen.has(id)).flatMap((id) => byId.get(id) ?? [])
      return lines.length === 0 ? [] : [{ action, lines }]
    }).sort((a, b) => towardsTheEnd[a.action.tone] - towardsTheEnd[b.action.tone])
  }

  begin(choice: Choice | null): void {
    this.acting = choice
    this.#host.requestUpdate()
  }

  async act(details: ActDetails, login: string): Promise<void> {
    if (this.acting === null) return
    const { action, lines } = this.acting
    this.acting = null
    const failed: Failure[] = []
    const waiting = lines.values()
    this.#tell({ action, done: 0, of: lines.length })
    await Promise.all(Array.from({ length: abreast }, async () => {
      for (const line of waiting) {
        try {
          await api.act(line.id, action.id, { revision: line.revision, ...details }, newKey())
          this.chosen.delete(line.id)
        } catch (cause) {
          failed.push({ line, words: wasChanged(cause) ? text('several.changed') : wordsOf(cause, login).detail })
          // Without the server the others are not even asked for.
          if (cause instanceof Unreachable) failed.push(...[...waiting].map((other) => ({ line: other, words: wordsOf(cause, login).detail })))
        }
        this.#tell({ action, done: (this.progress?.done ?? 0) + 1, of: lines.length })
      }
    }))
    this.outcome = { action, done: lines.length - failed.length, failed }
    this.#tell(undefined)
    await this.#reload()
  }

  #tell(progress: Progress | undefined): void {
    this.progress = progress
    this.#host.requestUpdate()
  }
}

/** Nobody has typed anything here that there would be to choose about. */
function wasChanged(cause: unknown): boolean {
  return cause instanceof Refused && cause.problem.status === 412
}
