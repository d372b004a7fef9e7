// What mocha does once, after the whole run: stop the shared database and fail when something was left open.
// There is no setup: the database and the browser start when the first test asks for them.

import { closeBrowsers } from './browser.ts'
import { closeGround } from './database.ts'

export async function mochaGlobalTeardown(): Promise<void> {
  const results = await Promise.allSettled([closeBrowsers(), closeGround()])
  const sentences = results.flatMap(result => (result.status === 'rejected' ? [(result.reason as Error).message] : []))
  if (sentences.length > 0) throw new Error(sentences.join('\n'))
}
