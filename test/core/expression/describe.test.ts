import { expect } from 'chai'
import { describe as inWords, type Language } from '../../../engine/core/expression/describe.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { parsed } from './calculating.ts'

const say = (text: string, language: Language = 'vi'): string => inWords(parsed(text), (node) => node.path.join('.'), language)

describe('an expression in words', () => {
  it('reads as a sentence in Vietnamese', () => {
    for (const [text, words] of [
      ['contracts + other_acts', '[contracts] + [other_acts]'],
      ['a - (b - c)', '[a] − ([b] − [c])'],
      ['-(a + b) * 1234.5', '(−([a] + [b])) × 1.234,5'],
      ['sum(column acts, row total, group main.works)', 'tổng của các dòng của cột [acts], các cột của dòng [total], các cột thuộc nhóm [main.works]'],
      ['acts <= previous(acts) * 2', '[acts] ≤ [acts] của cùng kỳ năm trước × 2'],
      ['opening = carried_over(closing)', '[opening] = [closing] của kỳ liền trước'],
      ['form("17a").main.copies = copies', '[main.copies] của biểu 17a = [copies]'],
      ['sum(previous(column acts))', 'tổng của các dòng của cột [acts] của cùng kỳ năm trước'],
      ['one_of(kind, "a", "b")', '[kind] là một trong: “a”, “b”'],
      ['between(rate, 0, 100) or is_blank(rate)', '[rate] trong khoảng từ 0 đến 100 hoặc [rate] để trống'],
      ['if(acts > 0, fees / acts, blank)', 'nếu [acts] > 0 thì [fees] : [acts], nếu không thì để trống'],
      ['day >= date("2020-06-06") and urgent = true', '[day] ≥ 06/06/2020 và [urgent] = đúng'],
      ['add_working_days(day, 15)', '15 ngày làm việc sau [day]'],
      ['round(a / b * 100, 2)', '[a] : [b] × 100 làm tròn đến 2 chữ số thập phân'],
      ['ceiling(a) + floor(b)', '[a] làm tròn lên đến hàng đơn vị + [b] làm tròn xuống đến hàng đơn vị'],
    ] as const) {
      expect(say(text), text).to.equal(words)
    }
  })

  it('reads as a sentence in English', () => {
    expect(say('not (acts > 0) or sum(column fees) = 0', 'en')).to.equal('not ([acts] > 0) or the sum of the rows of column [fees] = 0')
    expect(say('working_days_between(received, answered) <= 15', 'en')).to.equal('the working days from [received] to [answered] ≤ 15')
    expect(say('carried_over(closing) + form("17a").copies', 'en')).to.equal('[closing] of the period just before + [copies] of form 17a')
  })

  it('has words for every operator, without a hole in them', () => {
    for (const { name, example } of operators.values()) {
      for (const language of ['vi', 'en'] as const) expect(say(example[0], language).replace(/“[^”]*”/g, ''), name).to.not.match(/\{\d?\*?\}|undefined|\(\)/)
    }
  })
})
