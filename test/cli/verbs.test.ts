// The verbs that need no database, as a person runs them: what they print, what they write, how they end.
import { expect } from 'chai'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bieumau, bieumauJson, bieumauUnread } from '../support/command.ts'

const root = path.resolve(import.meta.dirname, '../..')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bieumau-verbs-'))
  cpSync(path.join(root, 'forms/tt03-2019'), path.join(folder, 'pack'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (file: string): string => path.join(folder, file)
const read = (file: string): string => readFileSync(at(file), 'utf8')
const change = (file: string, from: string, to: string): void => {
  expect(read(file), file).to.contain(from)
  writeFileSync(at(file), read(file).replace(from, () => to))
}

describe('bieumau check --json', () => {
  it('gives every issue with its parts, in the language asked for', async () => {
    change('pack/12a.form.yaml', 'parts: [contracts, other_acts]', 'parts: [contracts, other_act]')
    const { code, value } = await bieumauJson(['check', 'pack', '--lang', 'en'], { cwd: folder })
    expect(code).to.equal(1)
    const [only, ...more] = (value as { issues: Record<string, unknown>[] }).issues
    expect(more).to.deep.equal([])
    expect(only).to.include({ file: 'pack/12a.form.yaml', code: 'form.unknown-column', severity: 'error' })
    expect(only?.['message']).to.be.a('string').and.match(/other_acts/)
    expect(only?.['line']).to.be.a('number')
    expect(await bieumauJson(['check', 'workflows'])).to.deep.equal({ code: 0, value: { issues: [] } })
  })
})

describe('a reader who has read enough', () => {
  it('ends a verb without a word', async () => {
    expect(await bieumauUnread(['diff', 'forms/tt03-2019', 'forms/tt17-2025'])).to.equal('')
  })
})

describe('bieumau test', () => {
  it('names every example that comes out as written', async () => {
    const { code, out } = await bieumau(['test', 'pack'], { cwd: folder })
    expect(code).to.equal(0)
    expect(out).to.include('✓ pack/examples/12a.yaml: Văn phòng công chứng báo cáo đủ, tổng bằng các phần')
    expect(out.at(-1)).to.equal(`${out.length - 1} ví dụ đạt, 0 ví dụ không đạt.`)
  })

  it('says of the others what differs, and where', async () => {
    change('pack/examples/17b.yaml', 'communes.total.copies: 2150', 'communes.total.copies: 2151')
    const { code, out } = await bieumau(['test', 'pack'], { cwd: folder })
    expect(code).to.equal(1)
    const failed = out.findIndex((line) => line.startsWith('✗'))
    expect(out[failed]).to.contain('17b.yaml')
    expect(out[failed + 1]).to.match(/^ {4}pack\/examples\/17b\.yaml:\d+:\d+ Ô “communes\.total\.copies” phải là 2151 nhưng tính ra 2150\.$/)
    expect(out.at(-1)).to.equal(`${out.filter((line) => line.startsWith('✓')).length} ví dụ đạt, 1 ví dụ không đạt.`)
    const { value } = await bieumauJson(['test', 'pack'], { cwd: folder })
    expect((value as { examples: { passed: boolean }[] }).examples.filter((one) => !one.passed)).to.have.length(1)
  })

  it('runs the examples of workflows, too', async () => {
    cpSync(path.join(root, 'workflows'), at('flows'), { recursive: true })
    const sound = await bieumau(['test', 'flows'], { cwd: folder })
    expect(sound.code).to.equal(0)
    const first = sound.out.find((line) => line.startsWith('✓ flows/examples/')) ?? ''
    expect(first).to.match(/\.workflow\.yaml: /)
    const file = first.slice(2, first.indexOf(': '))
    change(file, 'state: ', 'state: x')
    const failed = await bieumau(['test', 'flows'], { cwd: folder })
    expect(failed.code).to.equal(1)
    expect(failed.out.some((line) => line.startsWith(`✗ ${file}: `))).to.equal(true)
  })

  it('runs nothing of a pack that is not sound', async () => {
    change('pack/17a.form.yaml', 'id: signatures', 'id: copies')
    const { code, out } = await bieumau(['test', 'pack'], { cwd: folder })
    expect(code).to.equal(1)
    expect(out.some((line) => line.includes('form.duplicate-id'))).to.equal(true)
    expect(out.some((line) => /^[✓✗]/.test(line))).to.equal(false)
  })
})

describe('bieumau format', () => {
  it('writes what is not yet canonical, once', async () => {
    change('pack/17a.form.yaml', 'id: "17a"\ncode: 17a/BTP/HTQTCT/CT\n', "code: 17a/BTP/HTQTCT/CT\nid: '17a'\n")
    const before = read('pack/17a.form.yaml')
    const asked = await bieumau(['format', 'pack/17a.form.yaml', '--check'], { cwd: folder })
    expect([asked.code, asked.out]).to.deep.equal([1, ['Chưa theo cách viết thống nhất: pack/17a.form.yaml']])
    expect(read('pack/17a.form.yaml')).to.equal(before)
    const wrote = await bieumau(['format', 'pack/17a.form.yaml'], { cwd: folder })
    expect([wrote.code, wrote.out]).to.deep.equal([0, ['Đã viết lại pack/17a.form.yaml']])
    expect(read('pack/17a.form.yaml')).to.contain('id: "17a"\ncode: 17a/BTP/HTQTCT/CT\n')
    await bieumau(['format', 'pack'], { cwd: folder })
    const again = await bieumau(['format', 'pack', '--check'], { cwd: folder })
    expect([again.code, again.out]).to.deep.equal([0, ['Mọi tệp đã theo cách viết thống nhất.']])
    expect((await bieumau(['check', 'pack'], { cwd: folder })).code).to.equal(0)
  })

  it('leaves a file as it is that cannot be read', async () => {
    writeFileSync(at('pack/17a.form.yaml'), 'id: [')
    const { code, out } = await bieumau(['format', 'pack/17a.form.yaml'], { cwd: folder })
    expect(code).to.equal(1)
    expect(out[0]).to.contain('pack/17a.form.yaml:1:').and.contain('yaml.syntax')
    expect(read('pack/17a.form.yaml')).to.equal('id: [')
  })
})

describe('bieumau fields', () => {
  it('tells of every field of a circular what is known of its forms', async () => {
    const { code, out } = await bieumau(['fields', 'forms/tt03-2019'])
    expect(code).to.equal(0)
    expect(out.find((line) => line.startsWith('| 15 |'))).to.equal('| 15 | Công chứng | Đã có biểu | 12a/BTP/BTTP/CC; 12b/BTP/BTTP/CC |  |')
    const { value } = await bieumauJson(['fields', 'forms/tt03-2019'])
    expect((value as { fields: { code: string; state: string }[] }).fields.find((one) => one.code === 'luat_su')).to.deep.include({ state: 'assigned', forms: [{ pack: 'tt04-2016', id: '30', code: '30/BTP/BTTP/LSTN', confidence: 'rebuilt' }] })
  })

  it('refuses a pack that names none', async () => {
    const { code, err } = await bieumau(['fields', 'workflows'])
    expect(code).to.equal(2)
    expect(err).to.contain('không nêu danh mục lĩnh vực')
  })
})

describe('bieumau explain', () => {
  it('gives the value, the formula in words and the cells it reads', async () => {
    const { code, out } = await bieumau(['explain', 'tt03-2019/12b', 'organisations.total.acts', '--values', 'forms/tt03-2019/examples/12b.yaml'])
    expect(code).to.equal(0)
    expect(out[1]).to.equal('Giá trị: 1.510 việc')
    expect(out[2]).to.contain('Phần mềm tính: Tổng các dòng')
    expect(out[3]).to.contain('organisations[vpcc_mot].acts').and.contain('1.500').and.contain('Văn phòng Một')
    const english = await bieumau(['explain', 'tt03-2019/12b', 'organisations.total.acts', '--values', 'forms/tt03-2019/examples/12b.yaml', '--lang', 'en'])
    expect(english.out[2]).to.match(/sum of the rows/i)
  })

  it('takes in the lower reports that an example receives, also beside a form in a file', async () => {
    const [, ...lines] = readFileSync('forms/tt03-2019/examples/17b.yaml', 'utf8').split('\n')
    const last = lines.findLastIndex((line) => line.startsWith('  - title:'))
    writeFileSync(at('received.yaml'), ['form: "17b"', 'examples:', ...lines.slice(last)].join('\n'))
    for (const form of ['tt03-2019/17b', 'forms/tt03-2019/17b.form.yaml']) {
      const { code, out } = await bieumau(['explain', form, 'communes.total.copies', '--values', at('received.yaml')])
      expect([code, out[1]], form).to.deep.equal([0, 'Giá trị: 2.150 bản'])
    }
  })

  it('takes values alone, and the form from a file', async () => {
    writeFileSync(at('values.yaml'), 'values: { main.copies: 12 }\n')
    const { code, out } = await bieumau(['explain', 'pack/17a.form.yaml', 'main.copies', '--values', 'values.yaml'], { cwd: folder })
    expect([code, out[1], out[2]]).to.deep.equal([0, 'Giá trị: 12 bản', 'Do người dùng nhập.'])
  })

  it('refuses values, cells and forms that do not fit, each with a sentence', async () => {
    writeFileSync(at('values.yaml'), 'values: { main.nothing: 12 }\n')
    const wrong = await bieumau(['explain', '17a', 'main.copies', '--values', at('values.yaml')])
    expect([wrong.code, wrong.out.length]).to.deep.equal([1, 1])
    expect(wrong.out[0]).to.match(/values\.yaml:1:\d+ example\.unknown-cell/)
    for (const args of [['17a', 'main.nothing'], ['17x', 'main.copies'], ['12b', 'organisations.total.acts'], ['17a'], ['17a', 'main.copies', '--values', 'no.yaml'], ['17a', 'main.copies', '--values', 'forms']]) {
      const { code, out, err } = await bieumau(['explain', ...args])
      expect([code, out], args.join(' ')).to.deep.equal([2, []])
      expect(err, args.join(' ')).to.match(/^[\p{Lu}“].+[.?]\n/u).and.not.contain('    at ')
    }
  })
})

describe('the command line', () => {
  it('meets what is no definition with a sentence', async () => {
    mkdirSync(at('odd/examples'), { recursive: true })
    writeFileSync(at('odd/pack.yaml'), Buffer.from([0xff, 0xfe, 0x00, 0x80]))
    writeFileSync(at('odd/big.form.yaml'), 'a'.repeat(5_000_000))
    for (const verb of ['check', 'test', 'format']) {
      const { code, out, err } = await bieumau([verb, 'odd'], { cwd: folder })
      expect([code, err], verb).to.deep.equal([1, ''])
      expect(out.some((line) => line.includes('odd/big.form.yaml:1:1 yaml.too-large')), verb).to.equal(true)
    }
    for (const args of [['check', 'nowhere'], ['test', 'pack/pack.yaml'], ['format', 'nowhere'], ['format'], ['check', '--fast'], ['check', '--lang', 'fr'], ['explain', 'a', 'b', 'c'], ['explain', '17a', 'main.copies', '--values']]) {
      const { code, out, err } = await bieumau(args, { cwd: folder })
      expect([code, out], args.join(' ')).to.deep.equal([2, []])
      expect(err, args.join(' ')).to.contain(`bieumau ${args[0] ?? ''}`).and.not.contain('    at ')
    }
  })
})

describe('bieumau diff', () => {
  it('says every change between two packs in words, heaviest first, and ends with 1 where something breaks', async () => {
    cpSync(at('pack'), at('later'), { recursive: true })
    const same = await bieumau(['diff', 'pack', 'later'], { cwd: folder })
    expect([same.code, same.out]).to.deep.equal([0, ['Không có thay đổi.']])
    change('later/12a.form.yaml', 'measure: người', 'measure: ngày')
    change('later/12a.form.yaml', 'version: 1', 'version: 2')
    const { code, out } = await bieumau(['diff', 'pack', 'later'], { cwd: folder })
    expect(code).to.equal(1)
    expect(out).to.deep.equal([
      'later/12a.form.yaml',
      '  Phá vỡ   Cột “Số công chứng viên” (main.notaries): đơn vị tính đổi từ “người” thành “ngày”; không so được với các kỳ trước.',
      '  An toàn  Biểu 12a: phiên bản tăng từ 1 lên 2.',
      '2 thay đổi: 1 phá vỡ, 0 cần báo, 1 an toàn.',
    ])
    const { value } = await bieumauJson(['diff', 'pack/12a.form.yaml', 'later/12a.form.yaml', '--lang', 'en'], { cwd: folder })
    const [, measure] = (value as { changes: Record<string, unknown>[] }).changes
    expect(measure).to.include({ file: 'later/12a.form.yaml', kind: 'measure', weight: 'breaking', at: 'main.notaries' })
    expect(measure?.['sentence']).to.match(/^Column “/)
  })

  it('does not compare what cannot be read or is not alike', async () => {
    writeFileSync(at('pack/17b.form.yaml'), 'id: [')
    const { code, out } = await bieumau(['diff', path.join(root, 'forms/tt03-2019'), 'pack'], { cwd: folder })
    expect(code).to.equal(1)
    expect(out.join('\n')).to.contain('pack/17b.form.yaml:1:').and.contain('yaml.syntax')
    for (const args of [['pack', 'pack/17a.form.yaml'], ['pack/17a.form.yaml', 'pack/pack.yaml'], ['pack', 'nowhere']]) {
      expect((await bieumau(['diff', ...args], { cwd: folder })).code, args.join(' ')).to.equal(2)
    }
  })
})

describe('bieumau docs', () => {
  it('writes the manual that the repository ships', async () => {
    const { code, out } = await bieumau(['docs', '--out', at('manual')])
    expect([code, out.length]).to.deep.equal([0, 1])
    for (const name of ['README.md', 'form.md', 'expressions.md', 'issues.md']) {
      expect(read(`manual/${name}`) === readFileSync(path.join(root, 'engine/packs/generated/manual', name), 'utf8'), `${name} is stale: run npm run generate`).to.equal(true)
    }
  })
})

describe('bieumau describe', () => {
  it('tells a form in sentences, of the repository or from a file', async () => {
    const [byId, byFile] = await Promise.all([bieumau(['describe', '17a']), bieumau(['describe', 'pack/17a.form.yaml', '--lang', 'en'], { cwd: folder })])
    expect([byId.code, byId.out[0]]).to.deep.equal([0, 'Biểu 17a/BTP/HTQTCT/CT: Kết quả chứng thực tại Ủy ban nhân dân cấp xã'])
    expect(byFile.out).to.include('  - One row of figures.')
    change('pack/17a.form.yaml', 'id: signatures', 'id: copies')
    const broken = await bieumau(['describe', 'pack/17a.form.yaml'], { cwd: folder })
    expect(broken.code).to.equal(1)
    expect(broken.out[0]).to.contain('form.duplicate-id')
  })
})
