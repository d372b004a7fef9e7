// Our colours and density for the library's grid, by its theme variables and by the same classes as our own table.
import { css } from 'lit'

/* The library's rules for read-only cells are more specific than a class; a cell's role must win over them. */
export const sheetHandsontableStyles = css`
  :host { display: block; }

  .host .ht-theme-main-dark-auto {
    --ht-font-family: var(--font); --ht-font-size: 14px; --ht-line-height: 20px; --ht-accent-color: var(--focus);
    --ht-foreground-color: var(--ink); --ht-background-color: var(--surface); --ht-border-color: var(--line);
    --ht-header-background-color: var(--sunken); --ht-header-foreground-color: var(--ink); --ht-header-font-weight: 600;
    --ht-header-row-foreground-color: var(--ink); --ht-header-row-background-color: var(--surface);
    --ht-cell-horizontal-padding: 8px; --ht-cell-vertical-padding: 4px; --ht-header-highlighted-background-color: var(--accent-tint); --ht-header-highlighted-foreground-color: var(--ink); --ht-header-row-highlighted-background-color: var(--accent-tint); --ht-header-row-highlighted-foreground-color: var(--ink);
    --ht-cell-read-only-background-color: transparent; --ht-border-radius: 0;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .host .handsontable th { white-space: normal; vertical-align: middle; }
  .host .handsontable thead th { font-weight: 600; border-color: var(--line-strong); }
  .host .handsontable thead th .colHeader { white-space: normal; line-height: 1.25; }
  .host .handsontable tbody th { text-align: left; font-weight: 400; }
  .host .handsontable tbody th .rowHeader { display: block; text-align: left; white-space: normal; line-height: 20px; }
  .host .handsontable thead th.joined { border-bottom-color: transparent; }
  .host .handsontable tbody th[data-depth='1'] .rowHeader { padding-left: 0.875rem; }
  .host .handsontable tbody th[data-depth='2'] .rowHeader { padding-left: 1.75rem; }
  .host .handsontable tbody th.total, .host .handsontable td.total { font-weight: 600; }
  .host .handsontable td.calculated { background: var(--sunken) !important; }
  .host .handsontable td.rolled-up { background: var(--rolled) !important; }
  .host .handsontable td.closed { background: var(--closed) repeating-linear-gradient(135deg, transparent 0 5px, var(--line) 5px 6px) !important; }
  .host .handsontable td.htDimmed { color: var(--ink) !important; }
  .host .handsontable td.has-error { background: var(--error-tint) !important; color: var(--error) !important; font-weight: 600; }
  .host .handsontable td.has-warning, .host .handsontable td.has-explain { background: var(--warning-tint) !important; }
  .host .handsontable td.elsewhere { box-shadow: inset 0 0 0 2px var(--warning); }
  .host .handsontable td.unread .figure { text-decoration: underline wavy var(--error) 1px; white-space: pre; }
  .sign { float: left; font-size: 0.75rem; color: var(--accent); }
  .has-error .sign { color: var(--error); }
  .previous { display: block; font-size: 0.6875rem; line-height: 1.2; color: var(--ink-quiet); }
`
