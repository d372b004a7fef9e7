// The value of a session cookie and what the table keeps of it.
import { hash, randomBytes } from 'node:crypto'

/** 32 random bytes, opaque. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function tokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
