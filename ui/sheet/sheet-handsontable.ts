import { LitElement } from 'lit'
customElements.define('bm-sheet-handsontable', class extends LitElement {})
