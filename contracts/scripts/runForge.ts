import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const contractsFolder = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Where npm put the programs; workspaces hoist them to the root. */
export const binFolder = join(contractsFolder, '..', 'node_modules', '.bin')

export type ForgeResult = { readonly code: number; readonly output: string }

/**
 * Runs forge inside contracts/, offline, and returns its whole output.
 * The folder of this very Node goes first in PATH, since the solc wrapper is started by its shebang.
 */
export const runForge = async (
  parameters: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly echo?: boolean } = {},
): Promise<ForgeResult> => {
  const child = spawn(join(binFolder, 'forge'), parameters, {
    cwd: contractsFolder,
    env: { ...process.env, NO_COLOR: '1', ...options.env, PATH: `${dirname(process.execPath)}:${binFolder}:${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
      if (options.echo) process.stdout.write(text)
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** True when the module is what node was started with. */
export const isMain = (url: string): boolean =>
  process.argv[1] !== undefined && createRequire(url).resolve(process.argv[1]) === fileURLToPath(url)
