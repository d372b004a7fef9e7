// How the official table looks on a screen: ruled, dense, tabular figures, headings and stubs that stay in sight.
import { css } from 'lit'

export const sheetTableStyles = css`
  :host { display: block; }
  :host([compact]) { --row: 26px; }
  .scroll { overflow: auto; max-height: max(20rem, calc(100dvh - 13rem)); border: 1px solid var(--line-strong); background: var(--surface); border-radius: 3px; }
  table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums lining-nums; line-height: 1.3; }
  table.shared { table-layout: fixed; width: auto; }
  .stub-width { width: 16rem; }
  .cell-width { width: 7.5rem; }
  th, td { border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); }
  tbody tr > :last-child, .numbers > :last-child { border-right: 0; }
  thead { position: sticky; top: 0; z-index: 3; }
  thead th { padding: 0.4rem 0.375rem; background: var(--sunken); font-weight: 600; text-align: center; vertical-align: middle; border-color: var(--line-strong); min-width: 5rem; }
  thead tr:last-child > * { border-bottom: 2px solid var(--line-strong); }
  .measure { display: block; font-weight: 400; font-size: 0.75rem; color: var(--ink-quiet); font-style: italic; }
  .numbers td { background: var(--sunken); text-align: center; font-size: 0.75rem; color: var(--ink-quiet); padding: 0.1rem; border-color: var(--line-strong); }
  .stub { position: sticky; left: 0; z-index: 2; text-align: left; background: var(--surface); border-right: 2px solid var(--line-strong); }
  thead .stub { background: var(--sunken); z-index: 4; }
  tbody .stub { font-weight: 400; padding: 0.25rem 0.625rem; min-width: 11rem; max-width: 22rem; }
  tbody .stub .number { display: inline-block; min-width: 1.75em; color: var(--ink-quiet); }
  .stub[data-depth='1'] { padding-left: 1.5rem; }
  .stub[data-depth='2'] { padding-left: 2.5rem; }
  .stub[data-depth='3'] { padding-left: 3.5rem; }
  .total .stub, .total td { font-weight: 600; }
  tbody td { position: relative; height: var(--row); min-width: 5rem; padding: 0 0.5rem; text-align: right; white-space: nowrap; cursor: cell; outline-offset: -2px; background: var(--surface); }
  /* Words are read from the left, figures compared from the right. */
  td.text, td.text .editor { text-align: left; }
  tbody tr:last-child > * { border-bottom: 0; }
  td.calculated { background: var(--sunken); }
  td.rolled-up { background: var(--rolled); }
  td.closed { background: var(--closed) repeating-linear-gradient(135deg, transparent 0 5px, var(--line) 5px 6px); }
  td.has-error { background: var(--error-tint); color: var(--error); font-weight: 600; }
  td.has-warning, td.has-explain { background: var(--warning-tint); }
  td.unread .figure { text-decoration: underline wavy var(--error) 1px; text-underline-offset: 3px; white-space: pre; }
  td.elsewhere { box-shadow: inset 0 0 0 2px var(--warning); }
  td svg.icon { position: absolute; left: 0.25rem; top: 0.3rem; width: 0.875rem; height: 0.875rem; }
  td.rolled-up svg.icon { color: var(--accent); }
  td.has-error svg.icon { color: var(--error); }
  td.has-warning svg.icon, td.has-explain svg.icon { color: var(--warning); }
  td:has(svg.icon) { padding-left: 1.375rem; }
  td.inside { background-image: linear-gradient(var(--selection), var(--selection)); }
  td.active { box-shadow: inset 0 0 0 2px var(--line-strong); }
  td:focus, td:focus-visible { outline: none; box-shadow: inset 0 0 0 2px var(--focus); border-radius: 0; }
  .with-previous .figure { display: block; min-height: 1.3em; }
  .previous { display: block; margin-top: -1px; padding-bottom: 3px; font-size: 0.6875rem; line-height: 1.2; color: var(--ink-quiet); font-weight: 400; }
  td.editing .figure, td.editing .previous, td.editing svg.icon { visibility: hidden; }
  .editor { position: absolute; inset: 0; width: 100%; height: 100%; min-height: 0; padding: 0 0.5rem; border: 2px solid var(--focus); border-radius: 0; text-align: right; font: inherit; font-variant-numeric: tabular-nums; background: var(--raised); outline: none; }
  .editor[aria-invalid] { border-color: var(--error); color: var(--error); }
  .none { padding: 1rem; color: var(--ink-quiet); }
  @media (max-width: 44rem) {
    /* A heading of several levels would fill a phone: only the columns' numbers stay in sight. */
    thead { position: static; }
    .numbers td { position: sticky; top: 0; z-index: 3; }
    .numbers .stub { z-index: 4; }
    tbody .stub { min-width: 7.5rem; max-width: 9rem; }
    tbody td { height: max(var(--row), 2.5rem); }
  }
  @media print {
    .scroll { overflow: visible; max-height: none; border-color: #000; }
    thead, .stub { position: static; }
    th, td { border-color: #000 !important; background: none !important; }
    td svg.icon, .previous { display: none; }
  }
`
