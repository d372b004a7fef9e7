// What follows a verb: names, and options from a short list. Anything else is wrong use: a sentence, the verb's usage
// and exit code 2.
import { parseArgs } from 'node:util'
import { languages, sentence, type Language, type Params } from '../core/messages/sentence.ts'

/** `flag`: there or not; `text`: takes a value. */
export type Options = Readonly<Record<string, 'flag' | 'text'>>

export type Asked = {
  readonly names: readonly string[]
  readonly has: (flag: string) => boolean
  readonly text: (option: string) => string | undefined
  readonly language: Language
}

/** The command cannot be carried out as it was given: exit code 2. */
export class WrongUse extends Error {
  constructor(code: string, params: Params = {}) {
    super(sentence(code, params))
  }
}

/** `count`: how many names at least and at most. */
export function readArguments(args: readonly string[], options: Options, count: readonly [least: number, most: number]): Asked {
  const { values, positionals: names } = parsed(args, { ...options, lang: 'text' })
  if (names.length < count[0]) throw new WrongUse('cli.name-missing')
  if (names.length > count[1]) throw new WrongUse('cli.name-unexpected', { name: names[count[1]] ?? '' })
  const wanted = values['lang'] ?? 'vi'
  const language = languages.find((one) => one === wanted)
  if (language === undefined) throw new WrongUse('cli.unknown-language', { name: String(wanted) })
  return {
    names,
    language,
    has: (flag) => values[flag] === true,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
  }
}

function parsed(args: readonly string[], options: Options) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(Object.entries(options).map(([name, kind]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) }])),
    })
  } catch (error) {
    const [option = ''] = /--?[\w-]+/.exec((error as Error).message) ?? []
    const known = Object.hasOwn(options, option.replace(/^-+/, ''))
    throw new WrongUse(known ? 'cli.option-value' : 'cli.unknown-option', { option })
  }
}
