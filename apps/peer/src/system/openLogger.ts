import { renameSync, statSync } from 'node:fs'
import pino, { type Level } from 'pino'
import type { Logger } from '@daomesh/node'
import type { LogLevel } from './logLevels.ts'
import { hasCode } from '../home/readOptional.ts'

export type OpenLog = Logger & { readonly close: () => void }

/** Above this many bytes the file is set aside at the next start; one older file is kept. */
const mostBytes = 8 * 1024 * 1024

const setAside = (path: string): void => {
  try {
    if (statSync(path).size > mostBytes) renameSync(path, `${path}.1`)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

/** Writes JSON lines to a file of the home, and to stderr where a person or a service reads it. Never to stdout, which belongs to results. */
export const openLogger = ({
  path,
  level,
  stderr,
}: {
  readonly path: string
  readonly level: LogLevel
  readonly stderr: boolean
}): OpenLog => {
  setAside(path)
  // Synchronous, so that the last lines before a crash are there.
  const file = pino.destination({ dest: path, sync: true, mode: 0o600 })
  const least: Level = level === 'silent' ? 'fatal' : level
  const streams = [{ level: least, stream: file }, ...(stderr ? [{ level: least, stream: process.stderr }] : [])]
  const log = pino({ level, base: { pid: process.pid } }, pino.multistream(streams))
  return {
    debug: (facts, message) => log.debug(facts, message),
    info: (facts, message) => log.info(facts, message),
    warn: (facts, message) => log.warn(facts, message),
    error: (facts, message) => log.error(facts, message),
    close: () => {
      file.flushSync()
      file.end()
    },
  }
}
