import { expect } from 'chai'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import { newForm, newPack, newWorkflow } from '../../engine/cli/scaffold.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { bieumau, bieumauJson } from '../support/command.ts'
import { packFolders } from '../support/repository-packs.ts'

const root = path.resolve(import.meta.dirname, '../..')

describe('a new definition', () => {
  it('passes its own checks, and its examples come out as written', () => {
    const pack = newPack('begin')
    const codes = (files: ReturnType<typeof newPack>) => checkPacks([{ folder: 'begin', files }]).issues.map((one) => `${one.position?.file ?? ''} ${one.code}`)
    expect(codes(pack)).to.deep.equal([])
    expect(codes([...pack, ...newForm('12x', { kinds: ['upper'], periods: ['year'], workflow: 'report' }), ...newWorkflow('other', { roles: ['clerk'] })])).to.deep.equal([])
    const files = packFolders()
    expect(checkPacks([...files, { folder: 'begin', files: pack }]).issues, 'beside the packs of the repository').to.deep.equal([])
  })
})

describe('bieumau new', function () {
  this.timeout(60_000)
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bieumau-new-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const run = (...args: string[]) => bieumau(args, { cwd: folder })

  it('begins a pack, a form and a workflow in it, all of them sound and in canonical form', async () => {
    const pack = await run('new', 'pack', 'begin')
    expect([pack.code, pack.err]).to.deep.equal([0, ''])
    expect(pack.out).to.include('Đã tạo begin/first.form.yaml')
    expect((await run('new', 'form', '12x', '--in', 'begin')).out).to.deep.equal(['Đã tạo begin/12x.form.yaml', 'Đã tạo begin/examples/12x.yaml'])
    expect((await run('new', 'workflow', 'other', '--in', 'begin')).out).to.deep.equal(['Đã tạo begin/other.workflow.yaml'])
    const checked = await run('test', 'begin')
    expect([checked.code, checked.out.at(-1)]).to.deep.equal([0, '4 ví dụ đạt, 0 ví dụ không đạt.'])
    expect((await run('format', 'begin', '--check')).code).to.equal(0)
  })

  it('names what it wrote for programs', async () => {
    const files = ((await bieumauJson(['new', 'pack', 'begin'], { cwd: folder })).value as { wrote: string[] }).wrote
    expect(files).to.include.members(['begin/pack.yaml', 'begin/first.form.yaml'])
    expect(await bieumauJson(['new', 'workflow', 'other', '--in', 'begin'], { cwd: folder })).to.deep.equal({ code: 0, value: { wrote: ['begin/other.workflow.yaml'] } })
    const { wrote } = (await bieumauJson(['docs', '--out', 'manual'], { cwd: folder })).value as { wrote: string[] }
    expect(wrote).to.include.members(['manual/README.md', 'manual/form.md'])
    expect(wrote.every((file) => existsSync(path.join(folder, file)))).to.equal(true)
  })

  it('takes names from the packs that a pack requires', async () => {
    cpSync(path.join(root, 'forms/tt03-2019'), path.join(folder, 'pack'), { recursive: true })
    expect((await run('new', 'form', 'begin', '--in', 'pack')).code).to.equal(0)
    expect((await run('check', 'pack')).code).to.equal(0)
    expect(readFileSync(path.join(folder, 'pack/begin.form.yaml'), 'utf8')).to.match(/workflow: workflows\/\w+/)
  })

  it('overwrites nothing, and writes nothing where it cannot pass', async () => {
    await run('new', 'pack', 'begin')
    writeFileSync(path.join(folder, 'begin/first.form.yaml'), 'id: mine')
    const before = readFolder(path.join(folder, 'begin'))
    for (const args of [['pack', 'begin'], ['form', 'first', '--in', 'begin'], ['form', 'other', '--in', '.'], ['form', 'other', '--in', 'nowhere'], ['pack', 'Bộ'], ['form', 'A-1', '--in', 'begin'], ['unit', 'x'], ['pack']]) {
      const { code, out, err } = await run('new', ...args)
      expect([code, out], args.join(' ')).to.deep.equal([2, []])
      expect(err, args.join(' ')).to.contain('bieumau new').and.not.contain('    at ')
    }
    expect(readFolder(path.join(folder, 'begin'))).to.deep.equal(before)
  })
})
