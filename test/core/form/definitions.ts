// Small form definitions for tests, written as officers write them: only what the test is about, the rest filled in.
// What comes out has passed the same checks as a pack's form.
import { parse } from 'yaml'
import { checkForm } from '../../../engine/core/form/check.ts'
import { blocks } from '../../../engine/core/issue.ts'
import { compileForm, type Form } from '../../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
import * as shapes from '../../../engine/packs/generated/shapes.js'

const around = {
  id: 'sample', code: '1/M', title: 'Mẫu', 'legal-basis': 'Thử', source: { confidence: 'ours', note: 'Thử' }, version: 1,
  routes: [{ reporting: ['office'], workflow: 'report' }], signatures: ['Người lập biểu'],
}

/** YAML text, or the part of a definition as an object. Its shape is checked, its meaning is not. */
export function definitionOf(source: string | object): FormDefinition {
  const definition: unknown = { ...around, ...(typeof source === 'string' ? (parse(source) as object) : source) }
  if (!shapes.form(definition)) throw new Error(JSON.stringify(shapes.form.errors))
  return definition as FormDefinition
}

export function compiled(source: string | object): Form {
  const definition = definitionOf(source)
  const issues = checkForm(definition)
  if (blocks(issues)) throw new Error(JSON.stringify(issues))
  return compileForm(definition)
}

/** `code path` of every issue. */
export function issuesOf(source: string | object): string[] {
  return checkForm(definitionOf(source)).map((one) => `${one.code} ${one.path}`)
}
