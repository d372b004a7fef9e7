import { expect } from 'chai'
import { en } from '../../../engine/core/messages/en.ts'
import { hasSentence, sentence } from '../../../engine/core/messages/sentence.ts'
import { vi } from '../../../engine/core/messages/vi.ts'
import { problems } from '../../../engine/problem.ts'

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort()

describe('sentences', () => {
  it('exist in both languages, with the same placeholders', () => {
    expect(Object.keys(en).sort()).to.deep.equal(Object.keys(vi).sort())
    for (const [code, text] of Object.entries(vi)) {
      expect(placeholders(en[code as keyof typeof en]), code).to.deep.equal(placeholders(text))
    }
  })

  it('are in NFC, without stray spaces, and end as sentences or headings do', () => {
    for (const table of [vi, en]) {
      for (const [code, text] of Object.entries(table)) {
        expect(text, code).to.equal(text.normalize('NFC')).and.equal(text.trim()).and.not.match(/ {2}|\n/)
        if (code.endsWith('.title')) expect(text, code).not.to.match(/[.!]$/)
      }
    }
  })

  it('stand for every refusal, with a heading', () => {
    for (const code of [...Object.keys(problems), 'internal-error']) {
      expect(hasSentence(`problem.${code}`), code).to.equal(true)
      expect(hasSentence(`problem.${code}.title`), code).to.equal(true)
    }
  })

  it('take their values from the params', () => {
    expect(sentence('password.too-short', { least: 8 })).to.equal('Mật khẩu phải có ít nhất 8 ký tự.')
    expect(sentence('password.too-short', { least: 8 }, 'en')).to.equal('The password needs at least 8 characters.')
    expect(sentence('password.too-short')).to.contain('{least}')
  })

  it('show a code without a sentence as it is, also one that objects are born with', () => {
    expect(sentence('no-such-code')).to.equal('no-such-code')
    expect(sentence('constructor')).to.equal('constructor')
  })
})
