import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the built interface, or null before it was built. */
export const builtInterface = (): string | null => {
  const folder = fileURLToPath(new URL('../../../apps/desktop/out/renderer', import.meta.url))
  return existsSync(join(folder, 'index.html')) ? folder : null
}
