// The patterns of `matches`, for numbers and codes that are written in a certain way: `#{12}` is twelve digits, `##/@{2,5}`
// two digits, a stroke and two to five letters. No regular expressions of an author's own: a mask is read in one pass and
// matched in time proportional to text × mask, whatever both are.

/** One place of a mask: which characters, how often. */
type Item = { readonly takes: (character: string) => boolean; readonly least: number; readonly most: number }
export type Mask = readonly (readonly Item[])[]

export const longestMask = 200
const mostRepeats = 100

const digit = (character: string): boolean => character >= '0' && character <= '9' && character.length === 1
const letter = (character: string): boolean => /^\p{L}$/u.test(character)
const classes: Readonly<Record<string, Item['takes']>> = { '#': digit, '@': letter, '?': () => true }

/**
 * `#` a digit, `@` a letter, `?` any character, `[abc]` one of these, any other character itself; `{3}` or `{2,5}` behind
 * one of them says how often; `|` between whole alternatives. Undefined for what is no mask.
 */
export function readMask(text: string): Mask | undefined {
  const characters = [...text]
  if (characters.length === 0 || characters.length > longestMask) return undefined
  const alternatives: Item[][] = [[]]
  let at = 0
  while (at < characters.length) {
    const character = characters[at++] as string
    if (character === '|') {
      alternatives.push([])
      continue
    }
    if ('{}]'.includes(character)) return undefined
    let takes = classes[character] ?? ((other: string) => other === character)
    if (character === '[') {
      const end = characters.indexOf(']', at)
      if (end <= at) return undefined
      const set = new Set(characters.slice(at, end))
      takes = (other) => set.has(other)
      at = end + 1
    }
    const times = /^\{(\d{1,3})(?:,(\d{1,3}))?\}/.exec(characters.slice(at, at + 9).join(''))
    if (times === null && characters[at] === '{') return undefined
    const least = Number(times?.[1] ?? 1)
    const most = Number(times?.[2] ?? least)
    if (most < least || most < 1 || most > mostRepeats) return undefined
    at += times?.[0].length ?? 0
    alternatives.at(-1)?.push({ takes, least, most })
  }
  return alternatives.every((items) => items.length > 0) ? alternatives : undefined
}

/** Is the whole text written as one of the mask's alternatives says? */
export function fitsMask(text: string, mask: Mask): boolean {
  const characters = [...text]
  return mask.some((items) => items.reduce((reached, item) => after(reached, item, characters), startOf(characters.length))[characters.length] === 1)
}

function startOf(length: number): Uint8Array {
  const reached = new Uint8Array(length + 1)
  reached[0] = 1
  return reached
}

/** The places that can be reached behind one more item, from those that could be before it. */
function after(reached: Uint8Array, { takes, least, most }: Item, characters: readonly string[]): Uint8Array {
  /** How many characters from here on the item takes. */
  const run = new Uint16Array(characters.length + 1)
  for (let at = characters.length - 1; at >= 0; at--) run[at] = takes(characters[at] as string) ? Math.min((run[at + 1] as number) + 1, most) : 0
  /** +1 where a stretch of places begins, −1 behind its end. */
  const edges = new Int32Array(characters.length + 2)
  reached.forEach((can, at) => {
    const far = run[at] as number
    if (can !== 1 || far < least) return
    edges[at + least] = (edges[at + least] as number) + 1
    edges[at + far + 1] = (edges[at + far + 1] as number) - 1
  })
  const next = new Uint8Array(characters.length + 1)
  let open = 0
  for (let at = 0; at <= characters.length; at++) {
    open += edges[at] as number
    next[at] = open > 0 ? 1 : 0
  }
  return next
}
