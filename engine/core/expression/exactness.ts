// Has a calculation in doubles stayed exact? One flag for the expression that is being worked out: it is lowered before,
// raised by whatever may have lost a digit or met an error, and looked at afterwards.
import { firstDay, lastDay } from '../calendar.ts'
import { LARGEST } from '../value.ts'

let inexact = false

export const begin = (): void => {
  inexact = false
}
export const hasLeft = (): boolean => inexact

/** A value on its way: notices what lies outside the exact range, errors included. */
export const seen = (value: number): number => {
  if (value > LARGEST || value < -LARGEST) inexact = true
  return value
}

/** A day on its way: notices what is none, errors included. */
export const seenDay = (value: number): number => {
  if (value < firstDay || value > lastDay) inexact = true
  return value
}

/** Leaves the expression to the exact way. */
export const leave = (): number => {
  inexact = true
  return 0
}
