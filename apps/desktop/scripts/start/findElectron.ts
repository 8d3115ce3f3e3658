import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Long enough on a usual line, short enough that nobody stares at a silent terminal. */
const DOWNLOAD_MS = 20_000

export type FoundElectron = { readonly path: string } | { readonly reason: string }

const binaryIn = (folder: string): string | null => {
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return null
  const path = join(folder, 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(path) ? path : null
}

/** Runs Electron's own installer, which checks what it downloads against the checksums in the package. */
const download = (folder: string): Promise<'done' | 'failed' | 'slow'> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      cwd: folder,
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    })
    const timer = setTimeout(() => {
      resolve('slow')
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
      else child.kill('SIGKILL')
    }, DOWNLOAD_MS)
    const end = (outcome: 'done' | 'failed'): void => {
      clearTimeout(timer)
      resolve(outcome)
    }
    child.once('error', () => end('failed'))
    child.once('exit', (code) => end(code === 0 ? 'done' : 'failed'))
  })

const hasDisplay = (): boolean => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

/** Electron's program, fetched in a bounded attempt if it is not there, or why there is none. */
export const findElectron = async (): Promise<FoundElectron> => {
  if (!hasDisplay()) return { reason: 'there is no display' }
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const present = binaryIn(folder)
  if (present !== null) return { path: present }
  console.log(`Fetching Electron once, for at most ${DOWNLOAD_MS / 1_000} seconds…`)
  const outcome = await download(folder)
  const path = binaryIn(folder)
  if (path !== null) return { path }
  // On a slow line each start would end like this one.
  const installer = relative(process.cwd(), join(folder, 'install.js'))
  return {
    reason:
      outcome === 'slow'
        ? `Electron could not be fetched in time; “node ${installer}” takes the time it needs`
        : 'Electron could not be fetched',
  }
}
