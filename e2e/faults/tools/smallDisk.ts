import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A disk of a few megabytes that belongs to one run. */
export type SmallDisk = {
  readonly path: string
  /** Takes all the space that is left. */
  readonly fill: () => void
  readonly free: () => void
  readonly remove: () => void
}

const run = (...words: readonly string[]): void => void execFileSync(words[0] ?? '', words.slice(1), { stdio: 'pipe', timeout: 20_000 })

/** Why no disk can be mounted here; null where it can. */
export const noMount = (): string | null => {
  if (process.platform !== 'linux') return 'small disks are mounted on Linux only'
  return process.getuid?.() === 0 ? null : 'mounting a small disk needs root'
}

export const mountSmallDisk = (path: string, megabytes: number): SmallDisk => {
  mkdirSync(path, { recursive: true })
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path)
  const ballast = join(path, 'ballast')
  let mounted = true
  const remove = (): void => {
    if (!mounted) return
    mounted = false
    // Lazily: a process that was killed a moment ago may still hold a file.
    run('umount', '-l', path)
    rmSync(path, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return {
    path,
    fill: () => {
      const { bavail, bsize } = statfsSync(path)
      const file = openSync(ballast, 'w')
      try {
        for (let left = bavail * bsize; left > 0; left -= writeSync(file, Buffer.alloc(left)));
      } catch (error) {
        // Another process took what was left: full all the same.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove,
  }
}
