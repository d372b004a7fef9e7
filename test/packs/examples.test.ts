import { expect } from 'chai'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { checkExamples } from '../../engine/packs/check-examples.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { showPosition } from '../../engine/packs/load-pack.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { packFolders, repositoryPacks } from '../support/repository-packs.ts'

describe('the packs of this repository', () => {
  it('have no issue', () => {
    const { issues } = checkPacks(packFolders())
    expect(issues.map((one) => `${one.position === undefined ? '' : showPosition(one.position)} ${one.code} ${sentence(one.code, one.params)}`)).to.deep.equal([])
  })

  it('stand in the order in which they require each other, in whatever order they are read', () => {
    for (const folders of [packFolders(), packFolders().toReversed()]) {
      const ids = checkPacks(folders).packs.map((pack) => pack.definition.id)
      for (const pack of repositoryPacks) {
        for (const required of pack.definition.requires ?? []) expect(ids.indexOf(required), `${required} before ${pack.definition.id}`).to.be.below(ids.indexOf(pack.definition.id))
      }
    }
  })

  for (const pack of repositoryPacks) {
    for (const { definition, source } of pack.examples) {
      const form = pack.forms.find((one) => one.definition.id === definition.form)
      for (const example of definition.examples) {
        it(`${source.file}: ${example.title}`, () => {
          expect(form, definition.form).not.to.equal(undefined)
          if (form !== undefined) expect(checkExamples({ form: definition.form, examples: [example] }, compileForm(form.definition))).to.deep.equal([])
        })
      }
    }
  }

  it('lose an example’s truth with any other expected value or finding', () => {
    for (const pack of repositoryPacks) {
      for (const { definition } of pack.examples) {
        const form = pack.forms.find((one) => one.definition.id === definition.form)
        if (form === undefined) continue
        for (const example of definition.examples) {
          const compiled = compileForm(form.definition)
          const codes = (changed: object): string[] => checkExamples({ form: definition.form, examples: [{ ...example, ...changed }] }, compiled).map((one) => one.code)
          for (const [address, value] of Object.entries(example.expect ?? {})) {
            expect(codes({ expect: { ...example.expect, [address]: typeof value === 'number' ? value + 1 : 1 } }), address).to.deep.equal(['example.wrong-value'])
          }
          const other = (example.findings ?? []).length === 0 ? [{ code: 'finding.parts', at: 'main.acts' }] : []
          expect(codes({ findings: other }), example.title).to.deep.equal(['example.findings-differ'])
        }
      }
    }
  })
})
