// How a codelist's page looks: a table that becomes cards on a phone, and the form beside which sentences stand.
import { css } from 'lit'

export const codelistStyles = css`
  section { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); }
  #add-form { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.875rem; align-items: start; padding: 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
  .wide { grid-column: 1 / -1; }
  .near, .unmapped { color: var(--warning); font-size: var(--text-s); font-weight: 500; }
  .end { justify-content: flex-end; }
  .names { max-height: 40vh; overflow: auto; padding: 0.5rem 0.75rem 0.5rem 2.5rem; border: 1px solid var(--line); border-radius: var(--radius); list-style: decimal; }
  table { width: 100%; border-collapse: collapse; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
  th, td { padding: 0.5rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; }
  thead th { font-size: var(--text-s); font-weight: 600; color: var(--ink-quiet); background: var(--sunken); overflow-wrap: normal; }
  tbody th { font-weight: 600; min-width: 10rem; }
  tbody .figures { white-space: nowrap; }
  .ended th { color: var(--ink-quiet); font-weight: 400; }
  .acts { min-width: 11rem; }
  .acts .button { margin: 0 0.375rem 0.375rem 0; }
  @media (max-width: 44rem) {
    table, tbody { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; border: 0; background: none; }
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    tbody tr { display: grid; gap: 0.25rem; padding: 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
    th, td { padding: 0; border: 0; }
    td[data-label]::before { content: attr(data-label) ': '; color: var(--ink-quiet); font-size: var(--text-s); }
    .blank { display: none; }
    .period { flex-direction: column; }
    .acts { padding-top: 0.375rem; }
  }
`
