import { expect } from 'chai'
import path from 'node:path'
import { operators } from '../../engine/core/expression/operators.ts'
import { modes } from '../../engine/core/expression/modes.ts'
import { rangeKinds } from '../../engine/core/expression/tree.ts'
import { issuesVi } from '../../engine/core/messages/issues-vi.ts'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { capabilities } from '../../engine/core/pack.ts'
import { effects } from '../../engine/core/workflow/effects.ts'
import { factTypes } from '../../engine/core/workflow/facts.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { formatFile } from '../../engine/packs/format.ts'
import { kindOf, showPosition, type PackFile } from '../../engine/packs/load-pack.ts'
import { anchorOf, toHtml, toMarkdown, type Page } from '../../engine/packs/manual-page.ts'
import { choicesOf } from '../../engine/packs/manual-tables.ts'
import { walk } from '../../engine/packs/manual-walk.ts'
import { capabilityWords, effectWords, factWords, kindWords, modeWords, placeWords, rangeWords } from '../../engine/packs/manual-words.ts'
import { manualPages } from '../../engine/packs/manual.ts'
import { readBrokenExamples } from '../../engine/packs/read-broken-examples.ts'
import { schemas } from '../../engine/packs/schemas.ts'

const pages = manualPages(readBrokenExamples(path.resolve(import.meta.dirname, '../support/broken')))
const page = (id: string): Page => pages.find((one) => one.id === id) as Page

describe('the walk through a first form', () => {
  /** The files as they are after each step; what shows a mistake is put right again. */
  const steps = (): { files: PackFile[]; wrong: boolean; file: string }[] => {
    let files: PackFile[] = []
    return walk.blocks.flatMap((block) => {
      if (block.kind !== 'code' || block.file === undefined) return []
      const { file, text } = block
      const now = [...files.filter((one) => one.path !== file), { path: file, text }]
      if (block.shows === undefined) files = now
      return [{ files: now, wrong: block.shows === 'issues', file }]
    })
  }

  it('is sound after every step, and its examples come out as written', () => {
    const sound = steps().filter(({ wrong }) => !wrong)
    expect(sound.map(({ file }) => file)).to.include.members(['pack.yaml', 'organisation.yaml', 'periods.yaml', 'report.workflow.yaml', 'library.form.yaml', 'examples/library.yaml', 'libraries.form.yaml'])
    for (const { files, file } of sound) {
      const { issues } = checkPacks([{ folder: 'thu-vien', files }])
      expect(issues.map((one) => `${one.position === undefined ? '' : showPosition(one.position)} ${one.code}`), file).to.deep.equal([])
    }
  })

  it('shows one mistake, which is found with its place and the right word', () => {
    const [only, ...more] = steps().filter(({ wrong }) => wrong)
    expect(more).to.have.length(0)
    const { issues } = checkPacks([{ folder: 'thu-vien', files: only?.files ?? [] }])
    expect(issues.map((one) => one.code)).to.deep.equal(['form.unknown-column'])
    expect(sentence('form.unknown-column', issues[0]?.params)).to.contain('“adult”').and.contain('“adults”')
  })

  it('is written as format would write it', () => {
    for (const { files, wrong, file } of steps()) {
      const kind = kindOf(file)
      const text = files.find((one) => one.path === file)?.text ?? ''
      if (kind !== undefined && !wrong) expect(formatFile(kind, file, text), file).to.deep.equal({ text })
    }
  })
})

describe('the manual', () => {
  it('tells of every kind of file, operator and issue code', () => {
    const text = pages.map(toMarkdown).join('\n')
    for (const operator of operators.values()) expect(text).to.contain(operator.doc.vi.slice(0, 20).replaceAll('<', '&lt;'))
    for (const [code, said] of Object.entries(issuesVi)) {
      if (/^(yaml|pack|form|rule|expression|route|roll-up|organisation|units|workflow|example)\./.test(code)) {
        expect(text, code).to.contain(`### ${code}`)
        expect(toMarkdown(page('issues'))).to.contain(said.slice(0, 15))
      }
    }
    expect(pages.flatMap((one) => one.blocks).filter((one) => one.kind === 'table').length).to.be.greaterThan(Object.keys(schemas).length)
  })

  it('has words for every row of the tables it shows', () => {
    const wordless = [
      ...Object.keys(modes).filter((name) => modeWords[name] === undefined),
      ...Object.values(modes).flatMap(({ places }) => places).filter((name) => placeWords[name] === undefined),
      ...rangeKinds.filter((name) => rangeWords[name] === undefined),
      ...choicesOf('kind').filter((name) => kindWords[name] === undefined),
      ...Object.keys(factTypes).filter((name) => factWords[name] === undefined),
      ...Object.keys(effects).filter((name) => effectWords[name] === undefined),
      ...capabilities.filter((name) => capabilityWords[name] === undefined),
    ]
    expect(wordless, 'add rows in engine/packs/manual-words.ts').to.deep.equal([])
  })

  it('gives every heading of a page an address of its own', () => {
    for (const one of pages) {
      const anchors = one.blocks.flatMap((block) => (block.kind === 'heading' ? [anchorOf(block.text)] : []))
      expect(anchors.filter((anchor, index) => anchor === '' || anchors.indexOf(anchor) !== index), one.id).to.deep.equal([])
    }
  })

  it('leads nowhere that does not exist', () => {
    const anchors = new Map(pages.map((one) => [one.id, new Set(one.blocks.flatMap((block) => (block.kind === 'heading' ? [anchorOf(block.text)] : [])))]))
    for (const one of pages) {
      for (const [, target = ''] of toMarkdown(one).matchAll(/\]\(([^)]*)\)/g)) {
        const [file = '', anchor] = target.split('#')
        const id = file === '' ? one.id : file.replace(/\.md$/, '').replace(/^README$/, 'index')
        expect(anchors.has(id), `${one.id} → ${target}`).to.equal(true)
        if (anchor !== undefined) expect(anchors.get(id)?.has(anchor), `${one.id} → ${target}`).to.equal(true)
      }
    }
  })

  it('never lets a definition write markup', () => {
    const nasty: Page = { id: 'x', title: '<script>1</script>', blocks: [
      { kind: 'heading', level: 2, text: '<b>"x"</b>' }, { kind: 'text', text: '<img src=x onerror=1> `<i>` **<u>** [<s>](form)' }, { kind: 'list', items: ['<i>'] },
      { kind: 'table', title: '"><i>', head: ['<i>'], rows: [['<i>', '`a|b`']] }, { kind: 'code', file: '<i>', text: '</code></pre><script>' },
    ] }
    expect(toHtml(nasty, [nasty]).match(/<(script|img|i|b|u|s)\b/g)).to.equal(null)
    expect(toHtml(nasty, [nasty])).to.not.match(/<script|style=|onerror=1>/)
    expect(toMarkdown(nasty).replaceAll(/`[^`]*`|```[^]*?```/g, '')).to.not.match(/<(?!a id=|\/a>)/)
  })
})
