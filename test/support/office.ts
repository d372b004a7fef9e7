// The application with its pages, a country in it, and a browser to sit down at.
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { builtPages } from './built-pages.ts'
import { startCountry, type Country } from './country.ts'

export type Office = { readonly country: Country; readonly browser: Browser; close(): Promise<void> }

export async function openOffice(): Promise<Office> {
  const country = await startCountry(undefined, { pages: builtPages() })
  const browser = await launchBrowser()
  return {
    country,
    browser,
    close: async () => {
      await browser.close()
      await country.end()
    },
  }
}
