import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { hasCode, readOptional } from '../home/readOptional.ts'
import { olderLog } from './logFile.ts'
import { type LogLine, readLogLine } from './logLine.ts'

const linesIn = (text: string): readonly LogLine[] => text.split('\n').flatMap((line) => readLogLine(line) ?? [])

type Place = { readonly inode: number; readonly at: number; readonly rest: string }

/** Reads on from a place; from the beginning where the file is another one than before. */
const readOn = (path: string, place: Place | null): (Place & { readonly lines: readonly LogLine[] }) | null => {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
  try {
    const { ino, size } = fstatSync(handle)
    const same = place?.inode === ino && place.at <= size
    const bytes = Buffer.alloc(size - (same ? place.at : 0))
    const read = readSync(handle, bytes, 0, bytes.length, same ? place.at : 0)
    const text = (same ? place.rest : '') + bytes.toString('utf8', 0, read)
    const end = text.lastIndexOf('\n') + 1
    return { inode: ino, at: (same ? place.at : 0) + read, rest: text.slice(end), lines: linesIn(text.slice(0, end)) }
  } finally {
    closeSync(handle)
  }
}

/**
 * Every whole line of the log and of the older file beside it, oldest first; none where there is no log.
 * @returns what to call for them, and again for those that came since, across a file that was set aside meanwhile.
 */
export const readLog = (path: string): (() => readonly LogLine[]) => {
  let place: Place | null = null
  let begun = false
  const before = (): readonly LogLine[] => linesIn(new TextDecoder().decode(readOptional(olderLog(path)) ?? new Uint8Array()))
  return () => {
    const first = begun ? [] : before()
    begun = true
    // What was still written to a file before it was set aside.
    const older = place === null ? null : readOn(olderLog(path), place)
    const moved = older !== null && older.inode === place?.inode
    const next = readOn(path, place)
    if (next === null) return moved ? older.lines : first
    place = next
    return [...first, ...(moved ? older.lines : []), ...next.lines]
  }
}
