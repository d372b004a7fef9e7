// Names that people would take for one: they differ in capital letters, spaces, marks of letters, or in how the same letters
// are encoded (NFC, NFD). Only ever a warning: "Tổ hòa giải thôn Đồng" and "Tổ hòa giải thôn Dòng" may both exist.

/** What is left of a name when nothing but its bare letters, digits and signs counts. */
export function bareName(name: string): string {
  // Lower case first: İ becomes i with a mark, which then goes with the others. đ is a letter of its own to Unicode.
  return name.toLowerCase().normalize('NFD').replace(/[\p{M}\p{Cf}\s]/gu, '').replaceAll('đ', 'd')
}

/** For each new name the one that it is nearly: of those known, or an earlier one of the new names; undefined for most. */
export function nearDuplicates(names: readonly string[], known: readonly string[]): (string | undefined)[] {
  const seen = new Map(known.toReversed().map((name) => [bareName(name), name]))
  return names.map((name) => {
    const bare = bareName(name)
    const before = seen.get(bare)
    if (before === undefined) seen.set(bare, name)
    return before
  })
}
