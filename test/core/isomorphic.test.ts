import { expect } from 'chai'
import path from 'node:path'
import vm from 'node:vm'
import { build } from 'rolldown'
import { edit } from '../../engine/core/calculation/edit.ts'
import { checksum, openSheet, placeOf, valuesOf, type Sheet } from '../../engine/core/calculation/sheet.ts'
import type { TableValues } from '../../engine/core/contract/filing.ts'
import { checkForm } from '../../engine/core/form/check.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { compileValue } from '../../engine/core/expression/compile.ts'
import { describe as inWords } from '../../engine/core/expression/describe.ts'
import { operators } from '../../engine/core/expression/operators.ts'
import { parseExpression, toText } from '../../engine/core/expression/parse.ts'
import { readNumber, showNumber, toUnits } from '../../engine/core/number.ts'
import { dueDay } from '../../engine/core/period.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { compileWorkflow } from '../../engine/core/workflow/compile.ts'
import { step } from '../../engine/core/workflow/machine.ts'
import { cellsOf } from './expression/calculating.ts'
import { packOf, repositoryPacks } from '../support/repository-packs.ts'

const root = path.resolve(import.meta.dirname, '../..')
const parts = {
  edit, checksum, openSheet, placeOf, valuesOf, checkForm, compileForm, readNumber, showNumber, toUnits, dueDay, findings, compileWorkflow, step,
  parseExpression, toText, compileValue, describe: inWords,
}
type Core = typeof parts
const from: Readonly<Record<string, readonly (keyof Core)[]>> = {
  'calculation/edit.ts': ['edit'], 'calculation/sheet.ts': ['checksum', 'openSheet', 'placeOf', 'valuesOf'], 'form/check.ts': ['checkForm'], 'form/compile.ts': ['compileForm'],
  'number.ts': ['readNumber', 'showNumber', 'toUnits'], 'period.ts': ['dueDay'], 'validation/validate.ts': ['findings'], 'workflow/compile.ts': ['compileWorkflow'], 'workflow/machine.ts': ['step'],
  'expression/parse.ts': ['parseExpression', 'toText'], 'expression/compile.ts': ['compileValue'], 'expression/describe.ts': ['describe'],
}

/** Core as one script, run where there is nothing but the language. */
async function elsewhere(): Promise<{ core: Core; context: vm.Context; code: string }> {
  const entry = Object.entries(from).map(([file, names]) => `export { ${names.join(', ')} } from ${JSON.stringify(path.join(root, 'engine/core', file))}`).join('\n')
  const { output } = await build({
    input: 'entry', write: false, logLevel: 'silent',
    output: { format: 'iife', name: 'core' },
    plugins: [{ name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? entry : null) }],
  })
  // Codes only: a context of its own has its own Object and Array, and none of Node's names.
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
  const { code } = output[0]
  vm.runInContext(`${code}\n;globalThis.core = core`, context)
  return { core: context['core'] as Core, context, code }
}

type Example = { readonly values: Record<string, number | string | boolean | null>; readonly rows?: Record<string, Record<string, string>> }

/** Everything that comes of an example, as text: values, findings, what moved, checksum. */
function outcome(core: Core, definition: Form['definition'], example: Example): string {
  const form = core.compileForm(definition)
  const record: TableValues[] = Object.entries(example.rows ?? {}).map(([id, titles]) => ({ id, rows: Object.entries(titles).map(([key, title]) => ({ key, title, cells: [] })) }))
  const sheet: Sheet = core.openSheet(form, record)
  const moved = Object.entries(example.values).map(([address, value]) => {
    const place = core.placeOf(sheet, address)
    const decimals = place?.table.columns[place.column]?.decimals ?? 0
    return core.edit(sheet, [[address, typeof value === 'number' ? (core.toUnits(value, decimals) ?? null) : typeof value === 'boolean' ? Number(value) : value]]).moved
  })
  return JSON.stringify({ issues: core.checkForm(definition), values: core.valuesOf(sheet), findings: core.findings(sheet), moved, checksum: core.checksum(sheet) })
}

describe('core where there is nothing but the language', () => {
  let core: Core
  let context: vm.Context
  let code: string
  before(async () => {
    ;({ core, context, code } = await elsewhere())
  })

  it('takes nothing of Node with it, and asks neither the clock nor chance', () => {
    expect(code.length).to.be.greaterThan(20_000)
    for (const trace of [/['"`]node:/, /\bimport\b\s*[({'"]/, /\bDate\s*\.\s*now\b/, /\bnew Date\s*\(\s*\)/, /\bMath\s*\.\s*random\b/]) expect(code).not.to.match(trace)
  })

  it('finds neither process, require, fetch, timers nor a page there, and may not make code from strings', () => {
    for (const name of ['process', 'require', 'Buffer', 'fetch', 'setTimeout', 'window', 'document', 'navigator', 'crypto', 'console.log', 'performance']) {
      expect(vm.runInContext(`typeof ${name.replace('console.log', 'process')}`, context), name).to.equal('undefined')
    }
    expect(() => vm.runInContext('new Function("return 1")', context)).to.throw('Code generation from strings')
  })

  for (const pack of repositoryPacks) {
    for (const { definition, source } of pack.examples) {
      it(`calculates ${source.file} to the same values, findings and checksum`, () => {
        const form = pack.forms.find((one) => one.definition.id === definition.form)
        if (form === undefined) throw new Error(definition.form)
        for (const example of definition.examples) {
          const shared = { values: example.values, ...(example.rows === undefined ? {} : { rows: example.rows }) }
          expect(outcome(core, form.definition, shared), example.title).to.equal(outcome(parts, form.definition, shared))
        }
      })
    }
  }

  it('makes the same of every operator', () => {
    const said = (parts: Core, text: string): string => {
      const parsed = parts.parseExpression(text)
      if ('issues' in parsed) return JSON.stringify(parsed.issues)
      const value = parts.compileValue(parsed.node, () => { throw new Error('An example names no cell') })(cellsOf({}), 0)
      return JSON.stringify([parts.toText(parsed.node), parts.describe(parsed.node, () => ''), value], (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))
    }
    for (const { name, example: [text] } of operators.values()) expect(said(core, text), name).to.equal(said(parts, text))
    expect(said(core, 'a + * b')).to.equal(said(parts, 'a + * b'))
  })

  it('reads numbers, counts days and steps workflows the same', () => {
    for (const text of ['1.234.567,89', '1,234.5', '１２', '', '9007199254740993']) {
      const limits = { decimals: 2, min: 0, max: Number.MAX_SAFE_INTEGER }
      expect(JSON.stringify(core.readNumber(text, limits))).to.equal(JSON.stringify(readNumber(text, limits)))
    }
    const calendar = packOf('justice-sector').calendar!.definition
    expect(core.dueDay('06-06', 2020, calendar)).to.equal('2020-06-08')
    const facts = { errors: 0, unexplained: 0, filled: 3, missing: 0, needs_checker: true, on_behalf: false, stale: false, has_receiver: true, overdue: false }
    for (const { definition } of packOf('workflows').workflows) {
      for (const state of Object.keys(definition.states)) {
        for (const action of Object.keys(definition.actions)) {
          const roles = new Set(['bc', 'kt', 'ld', 'receiver.bc', 'analyst', 'decision_maker'])
          const theirs = core.step(core.compileWorkflow(definition), { state, facts }, action, roles)
          expect(JSON.stringify(theirs)).to.equal(JSON.stringify(step(compileWorkflow(definition), { state, facts }, action, roles)))
        }
      }
    }
  })
})
