import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const desktop = fileURLToPath(new URL('../../apps/desktop/', import.meta.url))
const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))

/** Builds the one interface that desktop and browser share. @throws Error with the end of the build's output. */
export const buildInterface = async (): Promise<void> => {
  await promisify(execFile)(execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: desktop,
    timeout: 180_000,
    maxBuffer: 16 * 1024 * 1024,
  })
}
