// Signs as inline drawings: they inherit colour and size, need no font and pass the content security policy. A sign
// never stands alone: the word is beside it, so that all of them are hidden from screen readers.
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const paths = {
  circle: svg`<circle cx="12" cy="12" r="8"/>`,
  pencil: svg`<path d="M5 19l1-4L16 5l3 3L9 18z"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
  back: svg`<path d="M9 6l-4 4 4 4M5 10h9a5 5 0 010 10h-3"/>`,
  sent: svg`<path d="M4 12L20 5l-5 15-3.5-6.5z"/>`,
  check: svg`<path d="M5 13l4.5 4.5L19 7.5"/>`,
  square: svg`<rect x="5" y="5" width="14" height="14" rx="1.5"/>`,
  error: svg`<circle cx="12" cy="12" r="8.5"/><path d="M9 9l6 6M15 9l-6 6"/>`,
  warning: svg`<path d="M12 4.5L21 19.5H3zM12 10v4.5M12 17v.2"/>`,
  explain: svg`<path d="M4 5h16v11H11l-4 4v-4H4z"/>`,
  sum: svg`<path d="M17 6H7l6 6-6 6h10"/>`,
  board: svg`<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M9.5 5v14M15 5v14"/>`,
  bell: svg`<path d="M6 17v-6a6 6 0 0112 0v6l1.5 1.5h-15zM10 18.5a2 2 0 004 0"/>`,
  copies: svg`<path d="M9 4h10v13H9zM15 17v3.5H5V7.5h4M12 8h4M12 12h4"/>`,
  list: svg`<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.2M4.5 12h.2M4.5 17.5h.2"/>`,
  inbox: svg`<path d="M4 13l2.5-8h11L20 13v6H4zM4 13h5a3 3 0 006 0h5"/>`,
  report: svg`<path d="M6 3.5h8l4 4v13H6zM9 11h6M9 15h6"/>`,
  tree: svg`<path d="M12 4v5M5 20v-5h14v5M12 9v6M9.5 4h5"/>`,
  person: svg`<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.8-4 3.5-6 7-6s6.2 2 7 6"/>`,
  lock: svg`<rect x="5.5" y="10.5" width="13" height="9.5" rx="1.5"/><path d="M8.5 10.5V8a3.5 3.5 0 017 0v2.5"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  down: svg`<path d="M6 9.5l6 6 6-6"/>`,
  right: svg`<path d="M9.5 6l6 6-6 6"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`,
  history: svg`<path d="M4.5 12a7.5 7.5 0 107.5-7.5c-2.6 0-4.6 1.2-6 3M5 4v4h4M12 8v4.5l3 1.5"/>`,
  undo: svg`<path d="M8 5L4 9l4 4M4 9h10a5.5 5.5 0 010 11h-4"/>`,
  redo: svg`<path d="M16 5l4 4-4 4M20 9H10a5.5 5.5 0 000 11h4"/>`,
  save: svg`<path d="M5 4.5h11l3.5 3.5V19.5H5zM8.5 4.5v5h7v-5M8.5 19.5v-6h7v6"/>`,
  info: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.3"/>`,
  paper: svg`<path d="M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3"/>`,
  seal: svg`<circle cx="12" cy="10" r="5.5"/><path d="M9 14.5L7.5 21l4.5-2 4.5 2-1.5-6.5"/>`,
  keyboard: svg`<rect x="3" y="6.5" width="18" height="11" rx="1.5"/><path d="M7 10.5h.2M11 10.5h.2M15 10.5h.2M8 14h8"/>`,
} satisfies Record<string, SVGTemplateResult>

export type IconName = keyof typeof paths

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths[name]}</svg>`
}
