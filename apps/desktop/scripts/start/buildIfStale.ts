import { spawn } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DaomeshError } from '@daomesh/protocol'

type Target = 'desktop' | 'renderer'

const outputs: Readonly<Record<Target, readonly string[]>> = {
  renderer: ['out/renderer/index.html'],
  desktop: [
    'out/renderer/index.html',
    'out/main/index.js',
    'out/preload/index.cjs',
    'out/node-host/index.js',
    'out/node-host/keeper.js',
    'out/node-host/verifyThread.js',
    'out/node-host/checkThread.js',
  ],
}
const sources: Readonly<Record<Target, readonly string[]>> = {
  renderer: [
    'src/renderer/**/*',
    'vite.config.ts',
    '../../packages/{protocol,governance}/src/**/*.ts',
    '../../packages/node/src/{client,contract}/**/*.ts',
  ],
  desktop: ['src/**/*', '*.config.ts', '../../packages/*/src/**/*.ts', '../peer/src/**/*'],
}

/** Folders change whenever anything in them appears, so only files count. */
const changedAt = (file: string): number | null => {
  const found = statSync(file, { throwIfNoEntry: false })
  return found?.isFile() === true ? found.mtimeMs : null
}

/** Whether anything built is missing or older than a source; tests are no sources. */
export const isStale = (desktop: string, target: Target): boolean => {
  const built = outputs[target].map((file) => changedAt(join(desktop, file)))
  const oldest = built.reduce<number>((least, at) => Math.min(least, at ?? 0), Number.POSITIVE_INFINITY)
  const files = sources[target].flatMap((pattern) => globSync(pattern, { cwd: desktop }))
  return files.some((file) => !/\.test\.tsx?$/.test(file) && (changedAt(join(desktop, file)) ?? 0) > oldest)
}

const programs: Readonly<Record<Target, readonly [name: string, bin: string]>> = {
  renderer: ['vite', 'bin/vite.js'],
  desktop: ['electron-vite', 'bin/electron-vite.js'],
}

/** Milliseconds between two looks whether another process is done. */
const between = 200

/** Two builds empty and fill the same folder: one at a time, by a lock that the kernel drops when its holder ends. @returns how to let the next one. */
const takeTurn = async (desktop: string): Promise<() => void> => {
  // Loaded here: most starts build nothing.
  const { lockHome } = await import('@daomesh/peer')
  for (let waits = false; ; waits = true) {
    try {
      return lockHome(join(desktop, '.cache', 'building'))
    } catch (error) {
      if (!(error instanceof DaomeshError && error.code === 'HOME_LOCKED')) throw error
      if (!waits) process.stderr.write('Another process builds the interface: waiting for it…\n')
      await pause(between)
    }
  }
}

/** @throws Error when the build fails; its own output says why */
export const buildIfStale = async (desktop: string, target: Target): Promise<void> => {
  if (!isStale(desktop, target)) return
  const letGo = await takeTurn(desktop)
  try {
    // What was waited for may have been this very build.
    if (isStale(desktop, target)) await build(desktop, target)
  } finally {
    letGo()
  }
}

const build = async (desktop: string, target: Target): Promise<void> => {
  process.stderr.write('Building the interface…\n')
  const [name, bin] = programs[target]
  const program = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), bin)
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], { cwd: desktop, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error(`the build of the ${target} failed`)
}
