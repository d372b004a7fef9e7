// What mocha does once, after the whole run: stop the shared database and fail when something was left open.
// There is no setup: the database and the browser start when the first test asks for them.

import { closeGround } from './database.ts'

export async function mochaGlobalTeardown(): Promise<void> {
  await closeGround()
}
