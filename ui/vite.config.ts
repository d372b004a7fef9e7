// How the pages are built: hashed assets under dist/ui, nothing inlined, because the content security policy allows
// neither inline scripts nor data: fonts. The development server passes the API on to the application.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The application is one page; each page of the manual is one of its own, readable without scripts. */
const manual = readdirSync(path.join(root, 'help')).filter((name) => name.endsWith('.html')).map((name) => path.join(root, 'help', name))

export default defineConfig({
  root,
  base: '/',
  publicDir: 'public',
  build: {
    outDir: fileURLToPath(new URL('../dist/ui', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: [path.join(root, 'index.html'), ...manual] },
  },
  server: {
    proxy: { '/api': process.env['BIEUMAU_API'] ?? 'http://127.0.0.1:8080' },
  },
})
