// What a form says of its source reads as a sentence, on the command line and on its page.
import { expect } from 'chai'
import { describeForm } from '../../../engine/core/form/describe.ts'
import { sourceSentence } from '../../../engine/core/form/source-words.ts'
import { unseenParts } from '../../../engine/core/form/definition.ts'
import { sentence } from '../../../engine/core/messages/sentence.ts'
import { packOf } from '../../support/repository-packs.ts'

describe('the source of a form', () => {
  it('is told with the parts that nobody has seen', () => {
    const form = packOf('tt03-2019').forms.find((one) => one.definition.id === '17a')?.definition
    if (form === undefined) throw new Error('There is no 17a')
    const lines = describeForm(form).map((one) => one.text)
    expect(lines).to.include('Nguồn: có phần chưa thấy bản in; chưa thấy: số cột, phần ký, bản giải thích. Tên chỉ tiêu và thứ tự cột lấy từ mô hình dữ liệu; số thứ tự cột in trên biểu chưa được thấy.')
    expect(describeForm(form, 'en').map((one) => one.text).join('\n')).to.contain('not seen: column numbers, signatures, the explanation')
  })

  it('has a word for every part in both languages, and needs none where all was seen', () => {
    for (const language of ['vi', 'en'] as const) {
      const words = unseenParts.map((one) => sentence(`source.unseen.${one}`, {}, language))
      expect(new Set(words).size, language).to.equal(unseenParts.length)
      expect(words.filter((one) => one.startsWith('source.'))).to.deep.equal([])
    }
    expect(sourceSentence({ confidence: 'printed-form', note: 'Như bản in.' }, (key, params) => sentence(key, params))).to.equal('Nguồn: theo bản in. Như bản in.')
  })
})
