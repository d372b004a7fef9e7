import { parseOptions } from '@node-rs/argon2'
import { expect } from 'chai'
import { cost, hashPassword, nobodysHash, passwordMatches } from '../../engine/adapters/password.ts'

describe('password hashes', () => {
  it('cost 19 MiB and two passes, and looking at an account that does not exist costs the same', async () => {
    expect(cost).to.deep.equal({ memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    for (const hash of [await hashPassword('x'), nobodysHash]) expect(parseOptions(hash)).to.include(cost)
  })

  it('match their password in either Unicode form and nothing else', async () => {
    const hash = await hashPassword('Đổi ngay'.normalize('NFD'))
    expect(await passwordMatches(hash, 'Đổi ngay'.normalize('NFC'))).to.equal(true)
    expect(await passwordMatches(hash, 'Doi ngay')).to.equal(false)
    expect(await passwordMatches(undefined, 'Đổi ngay')).to.equal(false)
  })
})
