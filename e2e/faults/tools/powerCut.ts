import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own whose power can be cut: what was not flushed by then is gone. */
export type CutDisk = {
  readonly path: string
  /** Flushes all that is there: what a test copied in is no work of the node. */
  readonly flush: () => void
  /** From here on nothing reaches the disk, and every call that would says EIO. */
  readonly cut: () => void
  /** Mounts again what was on the disk at the cut. Nobody may hold a file of it. */
  readonly powerOn: () => void
  readonly remove: () => void
}

const run = (...words: readonly string[]): void => void execFileSync(words[0] ?? '', words.slice(1), { stdio: 'pipe', timeout: 30_000 })
const pause = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
/** EXT4_IOC_SHUTDOWN of the kernel, `_IOR('X', 125, __u32)`, without writing out its log: the nearest to a cut that a running system has. */
const shutdown =
  'use Fcntl; sysopen(my $f, $ARGV[0], O_RDONLY) or die $!; my $flags = pack("L", 2); ioctl($f, 0x8004587d, $flags) or die $!'

/** @param image the file that the disk lies in; `path` is where it is seen. */
export const mountCutDisk = (image: string, path: string, megabytes: number): CutDisk => {
  mkdirSync(path, { recursive: true })
  writeFileSync(image, '')
  truncateSync(image, megabytes * 1024 * 1024)
  run('mkfs.ext4', '-q', '-F', image)
  const mount = (): void => run('mount', '-o', 'loop,noatime', image, path)
  const unmount = (): void => {
    for (let tries = 0; ; tries += 1)
      try {
        return run('umount', path)
      } catch (error) {
        // A process that was killed a moment ago may still hold a file; a lazy unmount would mount the same memory again.
        if (tries > 100) throw error
        pause(50)
      }
  }
  mount()
  let mounted = true
  const remove = (): void => {
    if (!mounted) return
    mounted = false
    run('umount', '-l', path)
    rmSync(image, { force: true })
  }
  process.once('exit', remove)
  return {
    path,
    flush: () => run('sync', '-f', path),
    cut: () => run('perl', '-e', shutdown, path),
    powerOn: () => {
      unmount()
      mount()
    },
    remove,
  }
}

/** Why no disk can lose its power here; null where it can. */
export const noPowerCut = (): string | null => {
  if (process.platform !== 'linux') return 'the power of a disk is cut on Linux only'
  if (process.getuid?.() !== 0) return 'mounting a disk of its own needs root'
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-cut-'))
  try {
    const disk = mountCutDisk(join(folder, 'image'), join(folder, 'disk'), 4)
    try {
      disk.cut()
    } finally {
      disk.remove()
    }
    return null
  } catch (error) {
    return `no ext4 in a file that can be shut down (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
