import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('./peers', import.meta.url))
const patience = 600_000

/**
 * Installs what is compared with, at its first use: it is as large as the whole project and nothing else needs it. No script of a package runs.
 * @throws Error when npm cannot.
 */
export const installPeers = (): void => {
  if (existsSync(join(folder, 'node_modules', '@orbitdb', 'core'))) return
  process.stderr.write('  installing the peers from npm, some minutes once\n')
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: patience,
  })
  if (status !== 0) throw new Error(`the peers could not be installed in ${folder}`)
}
