// Codes of units that stand for an area, as the software proposes them (Quy chế, Điều 3 khoản 3 điểm c): the level and the
// name in full, then for each unit above its level and name in short. How levels are written is the packs'; a proposal may be
// changed until the unit is first used.
import type { Territory } from './pack.ts'

/** Without marks, in lower case; letters and figures only. */
export function folded(text: string): string {
  return words(text).join('')
}

/** An area: how its level is written, its bare name, and both as one says them in the middle of a sentence. */
export type Area = { readonly own: string; readonly short: string; readonly said: string }

/** `level` is the list's word for it; a name that begins with a word of the level says it better. Undefined: not of these levels. */
export function areaOf(name: string, level: string, territory: Territory): Area | undefined {
  const shown = name.normalize('NFC').replace(/\s+/g, ' ').trim()
  const found = longest(Object.keys(territory.levels).filter((word) => beginsWith(shown, word)))
  const word = found ?? Object.keys(territory.levels).find((one) => folded(one) === folded(level))
  if (word === undefined) return undefined
  const bare = found === undefined ? shown : shown.slice(lengthOf(shown, found)).trim()
  const written = territory.levels[word] as { own: string; above: string }
  // A list that leaves the level out of names has a word of its own for it.
  return { own: `${written.own}${folded(bare)}`, short: `${written.above}${initials(bare, territory['last-letter'] === true)}`, said: `${found === undefined ? word : shown.slice(0, shown.length - bare.length).trim().toLowerCase()} ${bare}` }
}

/** The area of a unit by its name, which was made from the area's. */
export function areaOfUnit(name: string, territory: Territory): Area | undefined {
  const [before = '', after = ''] = territory.name.split('{name}')
  const fits = name.toLowerCase().startsWith(before.toLowerCase()) && name.toLowerCase().endsWith(after.toLowerCase())
  return areaOf(fits ? name.slice(before.length, name.length - after.length) : name, '', territory)
}

/** Free of those that are taken: a figure is added to the first part. `above`: nearest first. */
export function proposedCode(area: Area, above: readonly Area[], isTaken: (code: string) => boolean): string {
  const rest = above.map((one) => one.short)
  for (let number = 1; ; number++) {
    const code = [`${area.own}${number === 1 ? '' : number}`, ...rest].join('_')
    if (!isTaken(code)) return code
  }
}

/** Of every word its first letter, of a figure all of it; and the last letter of the name where that is the custom. */
function initials(name: string, withLast: boolean): string {
  const list = words(name)
  const first = list.map((one) => (/^[0-9]+$/.test(one) ? one : (one[0] ?? ''))).join('')
  return withLast ? first + (list.at(-1)?.at(-1) ?? '') : first
}

function words(text: string): string[] {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().split(/[^a-z0-9]+/).filter((one) => one !== '')
}

function longest(list: readonly string[]): string | undefined {
  return list.reduce<string | undefined>((best, one) => (best === undefined || one.length > best.length ? one : best), undefined)
}

function beginsWith(name: string, word: string): boolean {
  const [start, of] = [words(name), words(word)]
  return start.length > of.length && of.every((one, index) => start[index] === one)
}

/** How much of the name its first words take up: as many as the level has. */
function lengthOf(name: string, word: string): number {
  let rest = name
  for (let left = words(word).length; left > 0; left--) rest = rest.replace(/^[^\p{L}\p{N}]*[\p{L}\p{M}\p{N}]+/u, '')
  return name.length - rest.length
}
