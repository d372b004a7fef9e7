// Identifiers are made by the application: UUIDs of version 7 (RFC 9562), whose first 48 bits are the time, so that rows
// made one after the other lie side by side in an index. The time is the one that is passed in.
import { randomBytes } from 'node:crypto'

export function newId(now: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
