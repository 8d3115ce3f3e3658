/** `npm start`: the desktop app where Electron is there or can be fetched in a moment, else the same interface from the headless peer. */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './start/buildIfStale.ts'
import { findElectron } from './start/findElectron.ts'
import { readFlags } from './start/readFlags.ts'
import { type ElectronRun, runElectron } from './start/runElectron.ts'

const desktop = dirname(dirname(fileURLToPath(import.meta.url)))
const repository = join(desktop, '..', '..')

const run = (command: string, words: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: process.cwd(), stdio: 'inherit' })
    // The terminal signals the whole group; the child decides how to end.
    process.on('SIGINT', () => undefined)
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })

/** The window until it is closed, or why there is none. */
const showWindow = async (passed: readonly string[]): Promise<ElectronRun> => {
  const electron = await findElectron()
  if ('reason' in electron) return electron
  await buildIfStale(desktop, 'desktop')
  return runElectron(electron.path, [desktop, ...passed])
}

/** Nothing said: the endpoint that was chosen for this home, which the peer finds itself, else the sandbox chain. */
const chainOf = async ([, home]: readonly string[]): Promise<readonly string[]> => {
  const { defaultHome, readEndpoint } = await import('@daomesh/peer')
  return readEndpoint(home ?? defaultHome()) === null ? ['--sandbox'] : []
}

const main = async (): Promise<number> => {
  const flags = readFlags(process.argv.slice(2))
  const window = flags.headless ? { reason: 'asked for without a window' } : await showWindow(flags.passed)
  if ('code' in window) return window.code
  console.log(`No desktop window (${window.reason}): opening the same interface in the browser.`)
  await buildIfStale(desktop, 'renderer')
  const chain = flags.chain ?? (await chainOf(flags.home))
  return run(process.execPath, [join(repository, 'apps', 'peer', 'bin', 'daomesh.js'), ...flags.home, 'start', '--open', ...chain])
}

process.exitCode = await main()
