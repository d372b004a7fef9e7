// What an act may bring about beside the next state. The machine only names effects; the action that performs the act
// carries them out in the same transaction (actions/filing-effects.ts). What an effect is about stands beside its name:
// `seal`, but `notify: head`. Clocks and tasks are not carried out at all: they are read from what has happened.

/** What an effect is about: nothing, people by their roles, one role, a clock or a task of the workflow. */
export type About = 'nothing' | 'roles' | 'role' | 'clock' | 'task'

export const effects = {
  'write-zeros': 'nothing', // zeros into the counts that are blank, before anything is judged: nothing has happened
  'seal': 'nothing', // copy the figures, immutable, with their hash
  'deliver': 'nothing', // hand the seal to the receiver
  'count': 'nothing', // the delivered seal is the figure that upper reports take in
  'notify': 'roles', // tell people; `holder` are those who hold the next state
  'assign': 'role', // whoever acts chooses a person of that role, who is `assigned.<role>` from now on
  'start-clock': 'clock', // from this day on, also where it ran before: an extension
  'stop-clock': 'clock',
  'open-task': 'task',
  'close-task': 'task',
} as const satisfies Readonly<Record<string, About>>
export type EffectName = keyof typeof effects

export type Effect = { readonly name: EffectName; readonly about: readonly string[] }

/** Is an act with these effects judged on the record with zeros in its blanks? */
export function writesZeros(all: readonly Effect[]): boolean {
  return all.some(({ name }) => name === 'write-zeros')
}

/** As authored: a bare name, or a name with what it is about. */
export type EffectSource = string | { readonly [name: string]: string | readonly string[] }

/** Name and parameters of an authored effect, whether there is such an effect or not. */
export function readEffect(source: EffectSource): { readonly name: string; readonly about: readonly string[] } {
  if (typeof source === 'string') return { name: source, about: [] }
  const [[name, about] = ['', []]] = Object.entries(source)
  return { name, about: typeof about === 'string' ? [about] : about }
}
