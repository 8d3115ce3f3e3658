import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The renderer alone: plain files for any folder, scheme or loopback address. Nothing inline, so that a strict CSP holds. */
export default defineConfig({
  root: at('src/renderer'),
  base: './',
  publicDir: at('src/renderer/public'),
  plugins: [react()],
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    minify: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
})
