// The same journey on the packs as they are and on a copy in which every id is another one: if the engine knew a form, a
// column, a role or a state by name, the second run would notice.
import { expect } from 'chai'
import { countryOf, repositoryPacks, soundPacks, startCountry } from '../support/country.ts'
import { ownNames, renamePacks } from '../support/renamed-packs.ts'
import { carryReport } from './carry-report.ts'

describe('A report’s way does not depend on what things are called', () => {
  const { folders, names, replaced } = renamePacks(repositoryPacks())

  it('passes on the packs as they are', async () => {
    const country = await startCountry()
    try {
      await carryReport(country, ownNames)
    } finally {
      await country.end()
    }
  })

  it('renames every id there is', () => {
    // These ids are also words of the definition language, which stand where no author's id can.
    const language = new Set(['year', 'total', 'return', 'returned', 'sent', 'demo', 'closed', 'main', 'signatures', 'due', 'events', 'late', 'change', 'entries', 'own', 'changes', 'done', 'record', 'received'])
    // A form may be called by a bare number, which is a figure elsewhere.
    const isFigure = (id: string): boolean => /^\d+$/.test(id)
    const prose = /^\s*(?:- )?(?:title|name|note|message|explanation-hint|help|legal-basis|stub-title|asks|blocked|confirm|support_line|code|measure): .*$/gm
    const left = folders.flatMap(({ folder, files }) => files.flatMap(({ path, text }) => {
      const words = new Set(text.replace(prose, '').match(/[a-z0-9_-]+/g))
      return [...replaced].filter((id) => words.has(id) && !language.has(id) && !isFigure(id)).map((id) => `${folder}/${path}: ${id}`)
    }))
    expect(left).to.deep.equal([])
    expect(replaced.size).to.be.greaterThan(100)
  })

  it('passes on the renamed copy', async () => {
    const country = await startCountry(countryOf('renamed', () => soundPacks(folders)))
    try {
      await carryReport(country, names)
    } finally {
      await country.end()
    }
  })
})
