// The only place that reads the machine's time. Doors are given one clock; everything else is passed `now`.
// In demo mode the clock is set to a day of the regulation's examples and runs from there.

export type Clock = { now(): Date; set(to: Date): void }

/** A clock that runs at the machine's pace from `start`; from the machine's own time without it. */
export function makeClock(start?: Date): Clock {
  let offset = start === undefined ? 0 : start.getTime() - Date.now()
  return {
    now: () => new Date(Date.now() + offset),
    set: (to) => {
      offset = to.getTime() - Date.now()
    },
  }
}
