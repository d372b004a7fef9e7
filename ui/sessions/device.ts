// What a browser says of itself, in words: its name and its system, as far as they are known for certain.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/coc_coc_browser\//, 'Cốc Cốc'], [/\bEdgA?\//, 'Microsoft Edge'], [/\bOPR\//, 'Opera'], [/\bFirefox\/|\bFxiOS\//, 'Firefox'], [/\bChrome\/|\bCriOS\/|HeadlessChrome\//, 'Chrome'], [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'], [/\bAndroid\b/, 'Android'], [/\biPhone\b/, 'iPhone'], [/\biPad\b/, 'iPad'], [/\bMac OS X\b/, 'macOS'], [/\bLinux\b/, 'Linux'],
]

/** Others write the names of older ones, too: the first that fits is the one. */
export function deviceOf(agent: string): { readonly browser: string | null; readonly system: string | null } {
  const first = (table: typeof browsers): string | null => table.find(([pattern]) => pattern.test(agent))?.[1] ?? null
  return { browser: first(browsers), system: first(systems) }
}
