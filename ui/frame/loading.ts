// One page's data on its way: loading, there, or refused. Pages ask it what to draw, so that no page forgets one of
// its states; the words for a refusal stand in problem-note.ts.
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export type Loaded<T> = { state: 'loading' } | { state: 'ready'; data: T } | { state: 'failed'; cause: unknown }

export class Loading<T> implements ReactiveController {
  current: Loaded<T> = { state: 'loading' }
  readonly #host: ReactiveControllerHost
  readonly #load: () => Promise<T>
  #turn = 0

  constructor(host: ReactiveControllerHost, load: () => Promise<T>) {
    this.#host = host
    this.#load = load
    host.addController(this)
  }

  hostConnected(): void {
    void this.again()
  }

  get data(): T | undefined {
    return this.current.state === 'ready' ? this.current.data : undefined
  }

  /** Loads again. `quietly` keeps what is on the page until the new data are there. */
  async again(quietly = false): Promise<void> {
    const turn = ++this.#turn
    if (!quietly || this.current.state !== 'ready') this.#show({ state: 'loading' })
    try {
      const data = await this.#load()
      if (turn === this.#turn) this.#show({ state: 'ready', data })
    } catch (cause) {
      if (turn === this.#turn) this.#show({ state: 'failed', cause })
    }
  }

  /** What is there, changed by what the person did to it. */
  replace(change: (data: T) => T): void {
    if (this.current.state === 'ready') this.#show({ state: 'ready', data: change(this.current.data) })
  }

  #show(next: Loaded<T>): void {
    this.current = next
    this.#host.requestUpdate()
  }
}
