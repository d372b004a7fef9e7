// Source files as the architecture test reads them: three views of equal length, so that a position in one is a position
// in the others (code without comments and strings, the text of strings, and both), the imports and the whole literals.
// A scan, not a parser: it knows comments, strings, templates and regular expressions, and nothing else.

import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

export type Import = { from: string; line: number; typeOnly: boolean }
export type Literal = { value: string; line: number }

export type SourceFile = {
  /** From the root of the repository, with forward slashes. */
  path: string
  text: string
  code: string
  strings: string
  imports: Import[]
  literals: Literal[]
}

export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap(folder => listFiles(path.join(root, folder)))
    .map(file => path.relative(root, file).split(path.sep).join('/'))
    .filter(file => /\.(ts|mjs|js)$/.test(file))
    .map(file => toSource(file, readFileSync(path.join(root, file), 'utf8')))
}

export function listFiles(directory: string): string[] {
  let entries
  try {
    entries = readdirSync(directory, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap(entry => {
    const full = path.join(directory, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(full)
    return [full]
  })
}

export function toSource(file: string, text: string): SourceFile {
  const { code, strings, literals } = split(text)
  return { path: file, text, code, strings, literals, imports: findImports(text, code) }
}

export const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length

/** Every match in a view of the file, with its line. */
export function findAll(view: string, pattern: RegExp): { text: string; line: number }[] {
  return [...view.matchAll(new RegExp(pattern, pattern.flags.replace('g', '') + 'g'))]
    .map(match => ({ text: match[0], line: lineAt(view, match.index) }))
}

function findImports(text: string, code: string): Import[] {
  const imports: Import[] = []
  // In the code view the quotes stand and what is between them is blank; the name is read from the text.
  const pattern = /\b(?:(import|export)\b(?<clause>[^;'"`()=]*?)\bfrom\s*|import\s*\(?\s*)(?<quote>['"])(?<blank>[^'"]*)\k<quote>/g
  for (const match of code.matchAll(pattern)) {
    const start = match.index + match[0].length - 1 - (match.groups?.['blank']?.length ?? 0)
    const clause = match.groups?.['clause'] ?? ''
    const named = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]?.split(',').map(name => name.trim()).filter(Boolean)
    const typeOnly = /^\s*type\b/.test(clause) || (named !== undefined && named.length > 0 && named.every(name => name.startsWith('type ')))
    imports.push({ from: text.slice(start, match.index + match[0].length - 1), line: lineAt(text, match.index), typeOnly })
  }
  return imports
}

function split(text: string): { code: string; strings: string; literals: Literal[] } {
  const blank = (from: number, to: number): string => text.slice(from, to).replaceAll(/[^\n]/g, ' ')
  const literals: Literal[] = []
  let code = ''
  let strings = ''
  let at = 0
  // For each open `${`, how many braces are open inside it.
  const templates: number[] = []

  const take = (to: number, kind: 'code' | 'string' | 'comment'): void => {
    code += kind === 'code' ? text.slice(at, to) : blank(at, to)
    strings += kind === 'string' ? text.slice(at, to) : blank(at, to)
    at = to
  }
  const template = (): void => {
    let end = at
    while (end < text.length && text[end] !== '`' && !(text[end] === '$' && text[end + 1] === '{')) end += text[end] === '\\' ? 2 : 1
    literals.push({ value: text.slice(at, end), line: lineAt(text, at) })
    take(Math.min(end, text.length), 'string')
    if (text[at] === '$') {
      templates.push(0)
      take(at + 2, 'code')
    } else {
      take(Math.min(at + 1, text.length), 'code')
    }
  }

  while (at < text.length) {
    const now = text[at]
    const next = text[at + 1]
    if (now === '/' && next === '/') {
      const end = text.indexOf('\n', at)
      take(end === -1 ? text.length : end, 'comment')
    } else if (now === '/' && next === '*') {
      const end = text.indexOf('*/', at + 2)
      take(end === -1 ? text.length : end + 2, 'comment')
    } else if (now === '/' && startsRegExp(code)) {
      take(endOfRegExp(text, at), 'comment')
    } else if (now === "'" || now === '"') {
      take(at + 1, 'code')
      let end = at
      while (end < text.length && text[end] !== now && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1
      literals.push({ value: text.slice(at, end), line: lineAt(text, at) })
      take(Math.min(end, text.length), 'string')
      take(Math.min(at + 1, text.length), 'code')
    } else if (now === '`') {
      take(at + 1, 'code')
      template()
    } else if (now === '{' && templates.length > 0) {
      templates[templates.length - 1]! += 1
      take(at + 1, 'code')
    } else if (now === '}' && templates.length > 0) {
      if (templates.at(-1) === 0) {
        templates.pop()
        take(at + 1, 'code')
        template()
      } else {
        templates[templates.length - 1]! -= 1
        take(at + 1, 'code')
      }
    } else {
      take(at + 1, 'code')
    }
  }
  return { code, strings, literals }
}

/** A slash after an operand divides; anywhere else it begins a regular expression. */
function startsRegExp(before: string): boolean {
  const last = before.trimEnd()
  return /(?:^|[^\w$)\]}'"`]|\b(?:return|typeof|case|in|of|yield|await))$/.test(last.slice(-12))
}

function endOfRegExp(text: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '[') inClass = true
    else if (text[at] === ']') inClass = false
    else if (text[at] === '/' && !inClass) return at + 1
  }
  return start + 1
}
