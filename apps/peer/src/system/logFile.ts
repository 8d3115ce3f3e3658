import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { hasCode } from '../home/readOptional.ts'

/** Above this many bytes the file is set aside; one older file is kept, so that the log of a home never takes more than twice this. */
export const logBytes = 8 * 1024 * 1024

export const olderLog = (path: string): string => `${path}.1`

export type LogFile = { readonly write: (line: string) => void; readonly close: () => void }

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0
    throw error
  }
}

/**
 * Appends whole lines, each at once, so that the last ones before a crash are there. Never grows above `most` bytes. What a full disk refuses is lost and
 * counted: a log must not end the node it tells of.
 * @param dropped makes the line that tells how many were lost, as soon as one can be written again
 */
export const openLogFile = (path: string, dropped: (count: number) => string, most = logBytes): LogFile => {
  let size = sizeOf(path)
  const open = (): number => openSync(path, 'a', 0o600)
  let handle: number | null = open()
  let lost = 0

  const append = (text: string): void => {
    const bytes = Buffer.from(text)
    if (size > 0 && size + bytes.length > most) {
      if (handle !== null) closeSync(handle)
      handle = null
      renameSync(path, olderLog(path))
      size = 0
    }
    handle ??= open()
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
    size += bytes.length
  }
  return {
    write: (line) => {
      try {
        append(lost === 0 ? line : dropped(lost) + line)
        lost = 0
      } catch {
        // The disk is full or gone; whatever needs it says so to people.
        lost += 1
      }
    },
    close: () => {
      if (handle !== null) closeSync(handle)
      handle = null
    },
  }
}
