// Styles that every element's shadow root adopts: type, links, buttons, fields, focus. Adopted sheets pass the strict
// content security policy; nothing here chooses a colour, the tokens of document.css do.
import { css } from 'lit'

export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { font-size: var(--text-m); line-height: 1.5; color: var(--ink); }
  [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  fieldset { border: 0; min-width: 0; }
  h1 { font-size: var(--text-xl); line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; text-wrap: balance; }
  h2 { font-size: var(--text-l); line-height: 1.35; font-weight: 600; }
  h3 { font-size: var(--text-m); font-weight: 600; }
  h1:focus { outline: none; }
  a { color: var(--accent); text-underline-offset: 0.2em; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
  svg.icon { width: 1.125em; height: 1.125em; flex: none; vertical-align: -0.18em; }

  button { font: inherit; color: inherit; cursor: pointer; }
  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 0.4em; min-height: 2.375rem;
    padding: 0.375rem 0.875rem; border: 1px solid var(--line-strong); border-radius: var(--radius);
    background: var(--surface); color: var(--ink); font-weight: 500; line-height: 1.25; text-decoration: none;
  }
  .button:hover { background: var(--sunken); }
  .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
  .button.main:hover { background: var(--accent-strong); }
  .button.return { border-color: var(--error); color: var(--error); }
  .button.quiet { border-color: transparent; background: transparent; color: var(--accent); }
  .button.quiet:hover { background: var(--accent-tint); }
  .button.small { min-height: 2rem; padding: 0.2rem 0.6rem; font-size: var(--text-s); }
  .button[aria-pressed='true'], .button[aria-expanded='true'] { background: var(--accent-tint); border-color: var(--accent); color: var(--accent-strong); }
  .button[aria-disabled='true'], .button:disabled { background: var(--sunken); border-color: var(--line); color: var(--ink-quiet); cursor: not-allowed; }

  .field { display: grid; gap: 0.25rem; }
  .field > label, .label { font-weight: 500; }
  input, textarea, select {
    font: inherit; color: inherit; width: 100%; min-height: 2.5rem; padding: 0.4rem 0.625rem;
    border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface);
  }
  input[type='radio'], input[type='checkbox'] { width: 1.125rem; height: 1.125rem; min-height: 0; flex: none; margin: 0; accent-color: var(--accent); }
  textarea { min-height: 5.5rem; resize: vertical; }
  [aria-invalid='true'] { border-color: var(--error); }
  .hint { color: var(--ink-quiet); font-size: var(--text-s); }
  .wrong { color: var(--error); font-size: var(--text-s); font-weight: 500; }
  .quiet { color: var(--ink-quiet); }
  .figures { font-variant-numeric: tabular-nums lining-nums; }
  .late { color: var(--error); font-weight: 600; }
  .hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .notice { display: flex; gap: 0.625rem; align-items: flex-start; padding: 0.625rem 0.875rem; border-radius: var(--radius); border: 1px solid var(--line); border-left-width: 4px; background: var(--surface); }
  .notice > svg { margin-top: 0.2em; }
  .notice.error { border-color: var(--error); background: var(--error-tint); }
  .notice.warning { border-color: var(--warning); background: var(--warning-tint); }
  .notice.good { border-color: var(--good); background: var(--good-tint); }
  .notice.error > svg { color: var(--error); }
  .notice.warning > svg { color: var(--warning); }
  .notice .grow { flex: 1; min-width: 0; }

  dialog {
    width: min(34rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; padding: 1.25rem 1.5rem 1.5rem;
    border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--ink); box-shadow: var(--shade);
  }
  dialog::backdrop { background: #0a14238c; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .stack { display: grid; gap: 0.875rem; }

  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  }
`

/** The layout of a page inside the frame: title, lead, content. */
export const page = css`
  :host { display: block; }
  .page { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; padding: 1.5rem clamp(1rem, 2.5vw, 2rem) 4rem; max-width: 76rem; }
  .lead { color: var(--ink-quiet); max-width: 80ch; }
  .page-head { display: grid; gap: 0.25rem; }
`
