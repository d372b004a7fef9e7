// Packs into a database and out of it again, by the commands that a person runs, against a database of their own.
import { expect } from 'chai'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import { compareLoaded } from '../../engine/packs/compare-packs.ts'
import { loadPack, type Pack } from '../../engine/packs/load-pack.ts'
import { bieumau, bieumauJson } from '../support/command.ts'
import { freshDatabase, type FreshDatabase } from '../support/database.ts'
import { repositoryPacks } from '../support/repository-packs.ts'

const root = path.resolve(import.meta.dirname, '../..')

describe('bieumau install and export', function () {
  this.timeout(120_000)
  let first: FreshDatabase
  let second: FreshDatabase
  let folder: string
  before(async () => {
    first = await freshDatabase()
    second = await freshDatabase()
    folder = mkdtempSync(path.join(tmpdir(), 'bieumau-install-'))
  })
  after(async () => {
    rmSync(folder, { recursive: true, force: true })
    await first.drop()
    await second.drop()
  })
  const into = (database: FreshDatabase) => ({ env: { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl } })
  const at = (name: string): string => path.join(folder, name)
  /** Without versions, which go up as the packs change. */
  const named = (out: readonly string[]): string[] => out.map((line) => line.replace(/ \d+$/, ''))
  const packIn = (name: string): Pack => loadPack(name, readFolder(at(name)).files).pack as Pack
  const forms = 'forms/tt03-2019'
  const neededBy = (id: string): readonly string[] => repositoryPacks.find((one) => one.definition.id === id)?.definition.requires ?? []

  it('say first what would be done, and write nothing', async () => {
    const { code, out, err } = await bieumau(['install', forms, '--dry-run'], into(first))
    expect([code, err]).to.deep.equal([0, ''])
    expect(named(out)).to.include.members(['Sẽ cài workflows/report', 'Sẽ cài tt03-2019/17a', 'Sẽ cài tt03-2019'])
    expect((await bieumau(['export', '--out', at('none')], into(first))).out).to.deep.equal(['Chưa cài bộ nào.'])
  })

  it('install packs with what they require, once', async () => {
    const done = await bieumau(['install', forms], into(first))
    expect([done.code, done.err]).to.deep.equal([0, ''])
    expect(named(done.out)).to.include.members(['Đã cài justice-sector', 'Đã cài tt03-2019/17a'])
    const { code, value } = await bieumauJson(['install', forms], into(first))
    expect([code, value]).to.deep.equal([0, { added: [], unchanged: (value as { unchanged: string[] }).unchanged, issues: [] }])
    expect(named((value as { unchanged: string[] }).unchanged)).to.include('tt03-2019')
  })

  it('give back every file as it was, with its comments; comparing finds no change and installing nothing to do', async () => {
    const { code, out } = await bieumau(['export', '--out', at('out')], into(first))
    expect(code).to.equal(0)
    expect(out.length, 'a line for each pack that it needs').to.equal(1 + neededBy('tt03-2019').length)
    const original = readFolder(path.join(root, forms)).files
    expect(readFolder(at('out/tt03-2019')).files).to.deep.equal(original)
    const diff = await bieumau(['diff', forms, at('out/tt03-2019')])
    expect([diff.code, diff.out]).to.deep.equal([0, ['Không có thay đổi.']])
    expect((await bieumauJson(['install', at('out/tt03-2019')], into(first))).value).to.deep.include({ added: [], issues: [] })
    const again = await bieumau(['export', '--out', at('out')], into(first))
    expect([again.code, again.out]).to.deep.equal([2, []])
  })

  it('make the same of an export in another database', async () => {
    const names = [...neededBy('tt03-2019'), 'tt03-2019']
    expect((await bieumau(['install', ...names.map((name) => at(`out/${name}`))], into(second))).code).to.equal(0)
    expect((await bieumau(['export', ...names, '--out', at('copy')], into(second))).code).to.equal(0)
    expect(compareLoaded(names.map((name) => packIn(`out/${name}`)), names.map((name) => packIn(`copy/${name}`)))).to.deep.equal([])
    expect(compareLoaded(repositoryPacks.filter((one) => names.includes(one.definition.id)), names.map((name) => packIn(`copy/${name}`)))).to.deep.equal([])
  })

  it('take another order of keys and another spelling of an expression for the same content', async () => {
    cpSync(at('out/tt03-2019'), at('spelt'), { recursive: true })
    expect((await bieumau(['format', at('spelt')])).code).to.equal(0)
    expect((await bieumauJson(['install', at('spelt')], into(first))).value).to.deep.include({ added: [], issues: [] })
  })

  it('refuse another content under an installed version, and packs with issues, and install nothing of them', async () => {
    cpSync(path.join(root, forms), at('changed'), { recursive: true })
    const file = at('changed/17a.form.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('Chứng thực bản sao', 'Bản sao'))
    for (const args of [['install', at('changed')], ['install', at('changed'), '--dry-run']]) {
      const { code, out, err } = await bieumau(args, into(first))
      expect([code, err], args.join(' ')).to.deep.equal([1, ''])
      expect(out[0]).to.contain('changed/17a.form.yaml').and.contain('pack.version-taken')
    }
    writeFileSync(file, 'id: [')
    const broken = await bieumau(['install', at('changed')], into(first))
    expect(broken.code).to.equal(1)
    expect(broken.out[0]).to.contain('yaml.syntax')
  })

  it('say in a sentence what is missing', async () => {
    const absent = await bieumau(['export', 'nothing', '--out', at('x')], into(first))
    expect([absent.code, absent.err.split('\n')[0]]).to.deep.equal([2, 'Chưa cài bộ “nothing”.'])
    expect(existsSync(at('x'))).to.equal(false)
    const nowhere = await bieumau(['install', at('nowhere')], into(first))
    expect(nowhere.code).to.equal(2)
    const lost = await bieumau(['export', '--out', at('y')], { env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } })
    expect(lost.code).to.equal(2)
    expect(lost.err).to.not.contain('    at ')
  })
})
