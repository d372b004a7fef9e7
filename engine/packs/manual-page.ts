// A page of the reference manual as data, and its two faces: Markdown for the repository, HTML for the running server.
// Everything that comes from definitions is escaped; the HTML has no script and no style of its own.

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** `file`: what the text is, so that the walk-through can be followed (and is, by a test). */
  | { readonly kind: 'code'; readonly text: string; readonly file?: string; readonly shows?: 'issues' }

/** `id`: the last part of its address. Texts may hold `code`, **bold** and [words](page or page#heading). */
export type Page = { readonly id: string; readonly title: string; readonly blocks: readonly Block[] }

const inline = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([a-z0-9-]*(?:#[^)]*)?)\)/g

type Face = {
  readonly plain: (text: string) => string
  readonly code: (text: string) => string
  readonly bold: (text: string) => string
  readonly link: (words: string, page: string, anchor: string) => string
}

function spelt(text: string, face: Face): string {
  let at = 0
  let written = ''
  for (const match of text.matchAll(inline)) {
    const [whole, code, bold, words, target] = match
    written += face.plain(text.slice(at, match.index))
    if (code !== undefined) written += face.code(code)
    else if (bold !== undefined) written += face.bold(bold)
    else {
      const [page = '', anchor] = (target ?? '').split('#')
      written += face.link(words ?? '', page, anchor === undefined ? '' : `#${anchor}`)
    }
    at = match.index + whole.length
  }
  return written + face.plain(text.slice(at))
}

/** `Thao tác: từ` → `thao-tac-tu`. */
export function anchorOf(text: string): string {
  return text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

// Markdown

const escapeMarkdown = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|')

const markdown: Face = {
  plain: escapeMarkdown,
  code: (text) => `\`${text.replaceAll('|', '\\|')}\``,
  bold: (text) => `**${escapeMarkdown(text)}**`,
  link: (words, page, anchor) => `[${escapeMarkdown(words)}](${page === '' ? '' : fileNameOf(page)}${anchor})`,
}

/** The first page is what a folder shows of itself. */
export function fileNameOf(id: string): string {
  return id === 'index' ? 'README.md' : `${id}.md`
}

export function toMarkdown(page: Page): string {
  const write = (text: string): string => spelt(text, markdown)
  const row = (cells: readonly string[]): string => `| ${cells.map((one) => write(one).replaceAll('\n', ' ')).join(' | ')} |`
  const blocks = page.blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        // Links lead to anchors of our own making; no two renderers of Markdown make the same of Vietnamese.
        return `<a id="${anchorOf(block.text)}"></a>\n\n${'#'.repeat(block.level)} ${write(block.text)}`
      case 'text':
        return write(block.text)
      case 'list':
        return block.items.map((one) => `- ${write(one)}`).join('\n')
      case 'table':
        return [row(block.head), `|${' --- |'.repeat(block.head.length)}`, ...block.rows.map(row)].join('\n')
      case 'code': {
        const language = block.file === undefined || block.shows !== undefined ? 'text' : 'yaml'
        return `${block.file === undefined || block.shows !== undefined ? '' : `\`${block.file}\`\n\n`}\`\`\`${language}\n${block.text.trimEnd()}\n\`\`\``
      }
    }
  })
  return `# ${write(page.title)}\n\n${blocks.join('\n\n')}\n`
}

// HTML

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => escapes[one] as string)
}

const html: Face = {
  plain: escapeHtml,
  code: (text) => `<code>${escapeHtml(text)}</code>`,
  bold: (text) => `<strong>${escapeHtml(text)}</strong>`,
  link: (words, page, anchor) => `<a href="${page === '' ? '' : addressOf(page)}${escapeHtml(anchor)}">${escapeHtml(words)}</a>`,
}

/** The manual is served below /help; its first page is /help itself. */
export function addressOf(id: string): string {
  return id === 'index' ? '/help' : `/help/${id}`
}

/** A whole document; styles are those of the application, found by the build. */
export function toHtml(page: Page, pages: readonly Pick<Page, 'id' | 'title'>[]): string {
  const write = (text: string): string => spelt(text, html)
  const places = pages.map(({ id, title }) => `<li><a href="${addressOf(id)}"${id === page.id ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`)
  const headings = page.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [`<li><a href="#${anchorOf(block.text)}">${write(block.text)}</a></li>`] : []))
  const body = page.blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return `<h${block.level} id="${anchorOf(block.text)}">${write(block.text)}</h${block.level}>`
      case 'text':
        return `<p>${write(block.text)}</p>`
      case 'list':
        return `<ul>${block.items.map((one) => `<li>${write(one)}</li>`).join('')}</ul>`
      case 'table':
        // What may be wider than the window scrolls by itself, by keyboard too.
        return `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(block.title)}"><table>\n<thead><tr>${block.head.map((one) => `<th scope="col">${write(one)}</th>`).join('')}</tr></thead>\n<tbody>\n${
          block.rows.map(([first = '', ...rest]) => `<tr><th scope="row">${write(first)}</th>${rest.map((one) => `<td>${write(one)}</td>`).join('')}</tr>`).join('\n')
        }\n</tbody></table></div>`
      case 'code':
        return `<figure>${block.file === undefined ? '' : `<figcaption>${escapeHtml(block.file)}</figcaption>`}<pre tabindex="0"><code>${escapeHtml(block.text.trimEnd())}</code></pre></figure>`
    }
  })
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)} – Trợ giúp – Biểu Mẫu</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../styles/document.css">
<link rel="stylesheet" href="./help.css">
</head>
<body>
<a class="skip" href="#main">Đến nội dung</a>
<header><a href="/">Biểu Mẫu</a> <span>Trợ giúp</span></header>
<div class="layout">
<nav aria-label="Các trang trợ giúp"><ul>${places.join('')}</ul></nav>
<main id="main">
<h1>${write(page.title)}</h1>
${headings.length > 2 ? `<nav aria-label="Trong trang này"><ul>${headings.join('')}</ul></nav>\n` : ''}${body.join('\n')}
</main>
</div>
</body>
</html>
`
}
