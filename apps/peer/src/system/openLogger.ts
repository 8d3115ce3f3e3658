import pino, { type Level } from 'pino'
import type { LogEvent, LogFacts, Logger } from '@daomesh/node'
import { logEvents } from '@daomesh/node/log'
import { openLogFile } from './logFile.ts'
import type { LogLevel } from './logLevels.ts'
import { logLineText, readLogLine } from './logLine.ts'

export type OpenLog = Logger & { readonly close: () => void }

/** What a person meets beside the log: nothing below a warning, in words. What a service collects: the lines themselves. */
export type StderrLog = 'none' | 'words' | 'lines'

const words = {
  write: (line: string): void => {
    const read = readLogLine(line)
    if (read !== null) process.stderr.write(`${logLineText(read)}\n`)
  },
}

/** Writes JSON lines to a file of the home, and to stderr where a person or a service reads it. Never to stdout, which belongs to results. */
export const openLogger = ({
  path,
  level,
  stderr,
}: {
  readonly path: string
  readonly level: LogLevel
  readonly stderr: StderrLog
}): OpenLog => {
  const line = (event: LogEvent, facts: LogFacts): string =>
    `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), pid: process.pid, event, ...facts, msg: logEvents[event] })}\n`
  const file = openLogFile(path, (count) => line('logs.dropped', { count }))
  const least: Level = level === 'silent' ? 'fatal' : level
  const more: Readonly<Record<StderrLog, readonly pino.StreamEntry[]>> = {
    none: [],
    words: level === 'silent' ? [] : [{ level: level === 'error' ? 'error' : 'warn', stream: words }],
    lines: [{ level: least, stream: process.stderr }],
  }
  const log = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.multistream([{ level: least, stream: file }, ...more[stderr]]),
  )
  const at =
    (of: Exclude<LogLevel, 'silent'>) =>
    (event: LogEvent, facts: LogFacts = {}): void =>
      log[of]({ event, ...facts }, logEvents[event])
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), close: file.close }
}
