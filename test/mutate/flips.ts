// Small slips in code that decides without a table: a comparison or a connective turned into its neighbour. Texts and
// comments are left alone.
import { textOf, type Mutant } from './mutant.ts'

const flips: readonly (readonly [from: string, to: string])[] = [
  ['===', '!=='], ['!==', '==='], ['&&', '||'], ['||', '&&'], ['<', '<='], ['<=', '<'], ['>', '>='], ['>=', '>'], ['+', '-'], ['-', '+'], ['*', '+'],
]

export function flipsOf(file: string): Mutant[] {
  const text = textOf(file)
  return text.split('\n').flatMap((line, index, lines): Mutant[] => {
    if (/^\s*(\/\/|\/?\*|import|export (type|const \w+ = )?\{?$)/.test(line) || /^(export )?type /.test(line.trim())) return []
    const code = line.replace(/ \/\/ .*$/, '').replace(/'[^']*'|`[^`]*`/g, (words) => '·'.repeat(words.length))
    return flips.flatMap(([from, to]) =>
      [...code.matchAll(new RegExp(` ${from.replace(/[+*|]/g, '\\$&')} `, 'g'))].map((match): Mutant => {
        const changed = `${line.slice(0, match.index + 1)}${to}${line.slice(match.index + 1 + from.length)}`
        // Named by what it says, not by its line, so that the list of equivalents outlives other edits.
        return { name: `${file}  ${changed.trim()}`, file, text: lines.with(index, changed).join('\n') }
      }),
    )
  })
}
