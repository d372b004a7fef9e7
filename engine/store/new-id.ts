// Identifiers are made by the application: UUIDs of version 7 (RFC 9562), whose first 48 bits are the time, so that rows
// made one after the other lie side by side in an index. The time is the one that is passed in.
import { randomUUID } from 'node:crypto'

export function newId(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0')
  // Version 4 has its random bits where version 7 has them, and Node draws them by the hundred.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
