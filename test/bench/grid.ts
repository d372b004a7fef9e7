// The statistical grid that the calculation rows measure: R rows of C typed columns; per row a total, a ratio and a rule;
// down every column the sections' subtotals and the sum of those. Once as a form definition, once as JSON Logic with one
// expression per cell, once as the loops that a programmer would write by hand: same meaning, blanks skipped.
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import type { FormDefinition, StubDefinition } from '../../engine/core/form/definition.ts'
import type { TableValues } from '../../engine/core/contract/filing.ts'

export type Grid = { readonly rows: number; readonly columns: number; readonly sections: number }
/** First row and one past the last of a section. */
export type Section = { readonly from: number; readonly to: number }

export function sectionsOf({ rows, sections }: Grid): Section[] {
  return Array.from({ length: sections }, (_, index) => ({ from: Math.floor((index * rows) / sections), to: Math.floor(((index + 1) * rows) / sections) }))
}

export function definitionOf(grid: Grid): FormDefinition {
  const sections = sectionsOf(grid)
  const typed = Array.from({ length: grid.columns }, (_, column) => `c${column}`)
  const stub = ({ from, to }: Section, index: number): StubDefinition => {
    const rows = Array.from({ length: to - from }, (_, row): StubDefinition => ({ id: `r${from + row}`, title: `Dòng ${from + row}` }))
    return { id: `s${index}`, title: `Mục ${index}`, parts: rows.map((row) => row.id), 'parts-are': 'computed', rows }
  }
  return {
    id: 'grid', code: 'grid', title: 'grid', 'legal-basis': 'bench', source: { confidence: 'ours', note: 'bench' }, version: 1,
    routes: [{ reporting: ['office'], workflow: 'report' }], signatures: ['bench'],
    tables: [{
      id: 'main',
      columns: [
        { id: 'total', title: 'Tổng', parts: typed, 'parts-are': 'computed' },
        ...typed.map((id) => ({ id, title: id })),
        { id: 'ratio', title: 'Tỷ lệ', value: 'c0 / total', decimals: 4, aggregate: 'none' },
      ],
      rows: [{ id: 'all', title: 'Tổng số', parts: sections.map((_, index) => `s${index}`), 'parts-are': 'computed', rows: sections.map(stub) }],
    }],
    rules: [{ id: 'limit', check: 'c1 <= total', basis: 'ours', message: 'c1' }],
  }
}

export const formOf = (grid: Grid): Form => compileForm(definitionOf(grid))

/** Values by row and column; null is blank. Log-uniform up to a million, one in twenty blank where `blanks`. */
export function valuesOf({ rows, columns }: Grid, blanks: boolean): (number | null)[][] {
  let seed = 20_200_601
  const next = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 4_294_967_296
  }
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => (blanks && next() < 0.05 ? null : Math.floor(10 ** (next() * 6)))))
}

export function recordOf(values: readonly (readonly (number | null)[])[]): TableValues[] {
  return [{ id: 'main', rows: values.map((cells, row) => ({ key: `r${row}`, cells: [null, ...cells] })) }]
}
