// Passwords: Argon2id with 19 MiB, two passes, one lane. Text is brought to NFC first, because Vietnamese keyboards type
// the same letter in two ways.
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

export const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

// Of 32 random bytes that nobody kept: verifying against it takes the time of a real account.
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$pahO8OXmnX+nU//xbyH3DQ$zDQzMd1dyzMG2cboxlHbHZ4JjOCcu+HJ4iSv9utNq4M'

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost)
}

/** `undefined` for an account that does not exist: false, after the same time. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? nobodysHash, password.normalize('NFC'))
  return matches && stored !== undefined
}

/** No sign that is taken for another when it is read from paper. */
const signs = 'abcdefghijkmnpqrstuvwxyz23456789'

/** For a slip of paper: twelve signs in three groups, 60 bits; to be changed before anything else. */
export function oneTimePassword(): string {
  const letters = [...randomBytes(12)].map((byte) => signs[byte % signs.length])
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map((part) => part.join('')).join('-')
}
