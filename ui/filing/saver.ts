// When to save: a short while after the last edit, at once when asked, again after a failure, and never two at a time.
// It knows nothing of cells; what to send and what to do with the answer are handed in.

export type SaveStatus =
  | { kind: 'idle' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  | { kind: 'failed' }
  /** The server will not take it however often it is asked. */
  | { kind: 'stopped'; why: string }

export type Sent = 'done' | 'again' | 'failed' | { stopped: string }

type Parts = {
  readonly hasWork: () => boolean
  /** Sends what there is. `again`: refused for a reason that has been dealt with, send what is left. */
  readonly send: () => Promise<Sent>
  readonly changed: (status: SaveStatus) => void
  readonly now: () => number
  readonly timer: (run: () => void, milliseconds: number) => () => void
}

const pause = 700
const retries = [3_000, 10_000, 30_000]

export class Saver {
  status: SaveStatus = { kind: 'idle' }
  readonly #parts: Parts
  #cancel: () => void = () => {}
  #running: Promise<boolean> | undefined
  #failures = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Something was edited. */
  touch(): void {
    if (this.status.kind === 'stopped') return
    if (this.#running === undefined) this.#set({ kind: 'waiting' })
    this.#after(pause)
  }

  /** Saves now. True when nothing is left unsaved. */
  async flush(): Promise<boolean> {
    this.#cancel()
    while (this.#running !== undefined) await this.#running
    if (!this.#parts.hasWork()) return true
    if (this.status.kind === 'stopped') return false
    this.#running = this.#run()
    try {
      return await this.#running
    } finally {
      this.#running = undefined
    }
  }

  /** Editing is possible again, for instance after the filing was read anew. */
  reset(): void {
    this.#cancel()
    this.#failures = 0
    this.#set({ kind: 'idle' })
  }

  stop(): void {
    this.#cancel()
  }

  async #run(): Promise<boolean> {
    for (let turn = 0; turn < 5 && this.#parts.hasWork(); turn++) {
      this.#set({ kind: 'saving' })
      const sent = await this.#parts.send()
      if (sent === 'failed') {
        this.#set({ kind: 'failed' })
        this.#after(retries[Math.min(this.#failures++, retries.length - 1)] as number)
        return false
      }
      if (typeof sent === 'object') {
        this.#set({ kind: 'stopped', why: sent.stopped })
        return false
      }
      this.#failures = 0
    }
    this.#set(this.#parts.hasWork() ? { kind: 'waiting' } : { kind: 'saved', at: this.#parts.now() })
    return !this.#parts.hasWork()
  }

  #after(milliseconds: number): void {
    this.#cancel()
    this.#cancel = this.#parts.timer(() => void this.flush(), milliseconds)
  }

  #set(status: SaveStatus): void {
    this.status = status
    this.#parts.changed(status)
  }
}
