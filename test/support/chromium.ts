// Finds a Chromium for the browser tests: the one named, the one in the npm packages (nothing is downloaded, nothing
// needs to be installed on the machine), one that is installed. None is a failure with a sentence, never a skipped test.

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type FoundBrowser = { executablePath?: string; channel?: string; env: Record<string, string> }

const modules = path.resolve(import.meta.dirname, '../../node_modules')

const installed = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export function findChromium(): FoundBrowser {
  const env = { ...definedEnvironment(), ...fontEnvironment() }
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
    return { executablePath: named, env }
  }
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(path.join(modules, '@sparticuz/chromium'))) {
    const directory = unpacked()
    return { executablePath: path.join(directory, 'chromium'), env: { ...env, LD_LIBRARY_PATH: path.join(directory, 'al2023/lib') } }
  }
  const found = installed.find(existsSync)
  // Playwright knows more places than the list, and names them when it finds nothing there.
  return found === undefined ? { channel: 'chrome', env } : { executablePath: found, env }
}

export const noBrowser = 'No browser for the tests was found. Install Chromium or Chrome, or give the path of one in CHROMIUM_PATH.'

/** Unpacked beside its place and moved there whole, so that neither a crash nor a second run meets half of it. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(path.join(modules, '@sparticuz/chromium/package.json'), 'utf8')) as { version: string }
  // node_modules may belong to somebody else.
  const places = [path.join(modules, '.cache'), path.join(tmpdir(), `bieumau-${process.getuid?.() ?? 0}`)]
  const name = `chromium-${version}`
  const ready = places.map(place => path.join(place, name)).find(existsSync)
  if (ready !== undefined) return ready
  const { place, draft } = writableDraft(places)
  const target = path.join(place, name)
  // In a process of its own: the package unpacks its libraries only when it believes it runs on Lambda, to wherever
  // TMPDIR points, and changes the environment of the process while doing so.
  const script = "import('@sparticuz/chromium').then(m => m.default.executablePath()).catch(e => { console.error(e); process.exit(1) })"
  const run = spawnSync(process.execPath, ['-e', script], {
    cwd: path.dirname(modules), encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  })
  if (run.status !== 0) throw new Error(`The browser in the npm packages could not be unpacked: ${run.stderr}`)
  chmodSync(path.join(draft, 'chromium'), 0o755)
  chmodSync(draft, 0o755)
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function writableDraft(places: readonly string[]): { place: string; draft: string } {
  for (const place of places) {
    try {
      mkdirSync(place, { recursive: true })
      return { place, draft: mkdtempSync(path.join(place, 'unpacking-')) }
    } catch {
      // The next place.
    }
  }
  throw new Error(`The browser for the tests cannot be unpacked: neither ${places.join(' nor ')} can be written.`)
}

/** A page without any font crashes the browser, and the fonts of the machine would make pictures differ. */
function fontEnvironment(): Record<string, string> {
  if (process.platform !== 'linux') return {}
  const directory = path.join(tmpdir(), `bieumau-fonts-${process.getuid?.() ?? 0}`)
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, `fonts-${process.pid}.conf`)
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(modules, '@expo-google-fonts/be-vietnam-pro')}</dir>
  <cachedir>${path.join(directory, 'cache')}</cachedir>
</fontconfig>
`)
  process.once('exit', () => rmSync(file, { force: true }))
  return { FONTCONFIG_FILE: file }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
