// The application's time in the page. In demo mode that is not the machine's: it starts from the instant the server
// told and advances by the page's own monotonic timer, so the browser's date setting never matters.
let startedAt = 0
let startedFrom = 0

export function startClock(instant: string): void {
  startedAt = Date.parse(instant)
  startedFrom = performance.now()
}

/** Milliseconds since the epoch, in application time. */
export function now(): number {
  return startedAt + (performance.now() - startedFrom)
}
