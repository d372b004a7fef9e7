// The filing page: the sheet has the width; the bar stays in sight; the panel stands beside the sheet where there is
// room and below the bar where there is none.
import { css } from 'lit'

export const filingStyles = css`
  .page.filing { max-width: none; grid-template-columns: minmax(0, 1fr); gap: 0.875rem; padding-top: 1rem; }
  .notices { display: grid; gap: 0.5rem; }
  .notices:not(:has(.notice)) { display: none; }
  .hash { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  .bar { position: sticky; top: 0; z-index: 20; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; padding: 0.5rem 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: 0 2px 6px #17202c0f; }
  .bar .acts { margin-left: auto; }
  .bar .tools { gap: 0.25rem; order: 3; flex-basis: 100%; }
  .status { font-size: var(--text-s); display: inline-flex; gap: 0.75rem; flex-wrap: wrap; align-items: center; }
  .status .saved { color: var(--good); font-weight: 500; }
  .unsaved-wrong { color: var(--error); font-weight: 600; }
  .blocked { flex-basis: 100%; order: 2; display: grid; gap: 0.125rem; font-size: var(--text-s); color: var(--warning); }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; align-items: start; }
  .sheets { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; min-width: 0; }
  .sheet { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; min-width: 0; }
  .sheet.continues { margin-top: -0.75rem; }
  .legend { display: flex; gap: 0.5rem; align-items: center; }
  .swatch { display: inline-grid; place-items: center; width: 1.375rem; height: 1.125rem; border: 1px solid var(--line); background: var(--rolled); color: var(--accent); font-size: 0.75rem; }
  .explanation { max-width: 60rem; }
  .written { white-space: pre-wrap; overflow-wrap: anywhere; }
  .panel { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); min-width: 0; }
  .panel-head { display: flex; justify-content: space-between; align-items: center; padding: 0.5rem 0.5rem 0.5rem 0.875rem; border-bottom: 1px solid var(--line); }
  .panel-head h2 { font-size: 1rem; }
  .panel-head h2:focus { outline: none; }
  .panel-body { display: grid; gap: 0.875rem; padding: 0.875rem; max-height: calc(100dvh - 8rem); overflow: auto; }
  .choice { justify-content: flex-start; text-align: left; background: none !important; }
  .tick { width: 1.25rem; }
  .keys { padding: 0.5rem 0.625rem 0.25rem; border-top: 1px solid var(--line); margin-top: 0.375rem; font-size: var(--text-s); color: var(--ink-quiet); max-width: 22rem; }
  @media (min-width: 68.75rem) {
    .with-panel .columns { grid-template-columns: minmax(0, 1fr) 20rem; }
    .panel { position: sticky; top: 4.25rem; }
  }
  @media (max-width: 68.74rem) {
    .with-panel .panel { order: -1; }
    .panel-body { max-height: 60dvh; }
  }
  @media (max-width: 44rem) {
    .page.filing { padding-inline: 0.75rem; }
    .bar { position: static; }
    .bar .acts { margin-left: 0; flex-basis: 100%; }
    .bar .acts .button.main { flex: 1; }
  }
  @media print { .bar, .panel, .notices, .legend { display: none; } .form-head { border: 0; } }
`
