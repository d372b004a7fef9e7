// What an act may bring about beside the next state. The machine only names effects; the action that performs the act
// carries them out in the same transaction (actions/filing-effects.ts).

export const effects = [
  'seal', // copy the figures, immutable, with their hash
  'deliver', // hand the seal to the receiver
  'count', // the delivered seal is the figure that upper reports take in
] as const
export type Effect = (typeof effects)[number]
