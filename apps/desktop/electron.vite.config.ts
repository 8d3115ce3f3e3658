import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'
import renderer from './vite.config.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Compiled code stays outside the bundle and is unpacked beside it; everything else is bundled, which halves the start. */
const native = ['better-sqlite3', 'secp256k1', 'sodium-native', 'electron']

/** The pages of the signer and of the first start are read from files beside the program, as they are in the headless peer. */
const servedPages = {
  name: 'served-pages',
  closeBundle: () => cpSync(at('../peer/src/page'), at('out/page'), { recursive: true }),
}

const bundle = (entry: string, outDir: string, format: 'es' | 'cjs') => ({
  build: {
    externalizeDeps: false,
    outDir: at(outDir),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: {
      input: { index: at(entry) },
      external: native,
      output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js' },
    },
  },
})

export default defineConfig({
  main: {
    plugins: [servedPages],
    build: {
      externalizeDeps: false,
      outDir: at('out'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rollupOptions: {
        input: {
          'main/index': at('src/main/index.ts'),
          'node-host/index': at('src/node-host/index.ts'),
          // What runs beside the node host in a process or thread of its own is a file of its own: the keeper of the sandbox chain, and two checks.
          'node-host/keeper': at('../../packages/chain/src/devnet/keeper.ts'),
          'node-host/verifyThread': at('../../packages/log/src/native/verifyThread.ts'),
          'node-host/checkThread': at('../../packages/log/src/sqlite/checkThread.ts'),
        },
        external: native,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload must be CommonJS.
  preload: bundle('src/preload/index.ts', 'out/preload', 'cjs'),
  renderer,
})
