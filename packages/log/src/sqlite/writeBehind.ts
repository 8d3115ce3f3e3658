import { close, fsync, open } from 'node:fs'

/** So much waits unflushed before it is written to the disk beside the work: a flush that somebody waits for is then short. */
const most = 1024 * 1024

/**
 * Flushes a file in the background while it is written to. Nothing is safe by it: it only leaves less to the flush that makes it so.
 * @param onFailure the system may count pages as written that are not.
 */
export const createWriteBehind = (path: string, onFailure: () => void) => {
  let waiting = 0
  let isRunning = false
  const end = (file: number | null, failed: boolean): void => {
    if (failed) onFailure()
    const ended = (): void => {
      isRunning = false
    }
    if (file === null) ended()
    else close(file, ended)
  }
  return {
    /** So many bytes more were written. */
    wrote: (bytes: number): void => {
      waiting += bytes
      if (waiting < most || isRunning) return
      waiting = 0
      isRunning = true
      open(path, 'r+', (missing, file) => {
        // Without a file there is nothing to flush: it was closed meanwhile.
        if (missing) end(null, false)
        else fsync(file, (error) => end(file, error !== null))
      })
    },
  }
}
