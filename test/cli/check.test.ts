import { expect } from 'chai'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bieumau, type Ended } from '../support/command.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Everything below a folder: path → content. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => [path.join(entry.parentPath, entry.name), readFileSync(path.join(entry.parentPath, entry.name), 'utf8')]),
  )
}

describe('bieumau check', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bieumau-check-'))
    cpSync(path.join(root, 'forms/tt03-2019'), path.join(folder, 'pack'), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Changes a file of the copied pack. */
  const change = (file: string, from: string, to: string): void => {
    const full = path.join(folder, 'pack', file)
    const text = readFileSync(full, 'utf8')
    expect(text.split(from), `“${from}” in ${file}`).to.have.length.above(1)
    writeFileSync(full, text.replace(from, () => to))
  }
  /** `file:line:column` of a text in the copied pack. */
  const place = (file: string, text: string): string => {
    const before = (readFileSync(path.join(folder, 'pack', file), 'utf8').split(text)[0] ?? '').split('\n')
    return `pack/${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`
  }
  const check = (): Promise<Ended> => bieumau(['check', 'pack'], { cwd: folder })
  /** file:line:column code, without the sentence. */
  const heads = (out: readonly string[]): string[] => out.slice(0, -1).map((line) => line.split(' ').slice(0, 2).join(' '))

  it('says of sound packs that there is nothing to say, and ends with 0', async () => {
    expect(await bieumau(['check'])).to.include({ code: 0, err: '' })
    const own = await bieumau(['check', 'forms/tt03-2019', 'workflows'])
    expect([own.code, own.out, own.err]).to.deep.equal([0, ['Không có lỗi.'], ''])
    const copied = await check()
    expect([copied.code, copied.out]).to.deep.equal([0, ['Không có lỗi.']])
  })

  it('prints every issue of every file with its place, code and sentence, ends with 1, and writes nothing', async () => {
    change('12a.form.yaml', 'parts: [contracts, other_acts]', 'parts: [contracts, other_act]')
    change('17a.form.yaml', 'id: signatures', 'id: copies')
    change('17c.form.yaml', 'title: Phòng Tư pháp cấp huyện', 'title: [Phòng Tư pháp cấp huyện')
    change('periods.yaml', 'order: 2', 'order: hai')
    writeFileSync(path.join(folder, 'pack/notes.yaml'), 'a: 1\n')
    const before = contents(folder)
    const { code, out, err } = await check()
    expect(code).to.equal(1)
    expect(err).to.equal('')
    const found = heads(out)
    expect(found).to.include.members([
      `${place('12a.form.yaml', 'other_act]')} form.unknown-column`, `${place('17a.form.yaml', '{ id: copies, title: "')} form.duplicate-id`, 'pack/notes.yaml:1:1 pack.unknown-file',
      `${place('periods.yaml', 'order: hai')} shape.type`,
    ])
    expect(new Set(found.map((line) => line.split(' ')[1]))).to.deep.equal(new Set(['yaml.syntax', 'form.unknown-column', 'form.duplicate-id', 'pack.unknown-file', 'shape.type']))
    expect(out.find((line) => line.includes('form.unknown-column'))).to.contain(' form.unknown-column Bảng không có cột “other_act”. Có phải là “other_acts”?')
    expect(out.at(-1)).to.match(/^\d+ lỗi\.$/)
    expect(contents(folder)).to.deep.equal(before)
  })

  it('tells of warnings, and ends with 0 where there is nothing else', async () => {
    change('17a.form.yaml', 'signatures:\n  - {', 'rules:\n  - { id: some, check: copies >= 0, basis: implied, message: Xem lại. }\nsignatures:\n  - {')
    const { code, out } = await check()
    expect([code, heads(out), out.at(-1)]).to.deep.equal([0, [`${place('17a.form.yaml', 'check: copies')} rule.never-fails`], 'Không có lỗi; 1 cảnh báo.'])
  })

  it('checks a copy by itself, not by the pack of the same name in the repository', async () => {
    change('17a.form.yaml', 'id: contracts', 'id: agreements')
    const { code, out } = await check()
    expect(code).to.equal(1)
    expect(heads(out)).to.deep.equal(['17b.form.yaml', '17c.form.yaml'].map((file) => `${place(file, 'contracts: main.contracts')} roll-up.unknown-cell`))
  })

  it('runs the examples: a form that no longer does what they say does not pass', async () => {
    change('12a.form.yaml', 'parts: [contracts, other_acts]', 'parts: [contracts]')
    const { code, out } = await check()
    expect(code).to.equal(1)
    expect(new Set(heads(out).map((line) => line.split(' ')[1]))).to.deep.equal(new Set(['example.findings-differ']))
  })

  it('ends with 2 and the usage for a verb that there is not', async () => {
    for (const args of [[], ['chek'], ['--help']]) {
      const { code, out, err } = await bieumau(args)
      expect([code, out], args.join(' ')).to.deep.equal([2, []])
      expect(err).to.contain('Cách dùng:').and.contain('bieumau check [FOLDER…]')
    }
  })

  it('does not pass a folder that there is not, or that holds no pack', async () => {
    const absent = await bieumau(['check', path.join(folder, 'nowhere')])
    expect(absent.code).to.be.above(0)
    expect(absent.err).not.to.contain('    at ')
    const empty = mkdtempSync(path.join(folder, 'empty-'))
    const { code, out } = await bieumau(['check', empty])
    expect(code).to.equal(1)
    expect(out[0]).to.contain('pack.yaml:1:1 pack.missing-file')
  })
})
