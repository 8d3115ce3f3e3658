import { setTimeout as pause } from 'node:timers/promises'
import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { homePaths } from '../../home/homePaths.ts'
import { readLog } from '../../system/readLog.ts'
import { isAtLeast, type LogLine, logLineText } from '../../system/logLine.ts'
import { logLevels, type LogLevel } from '../../system/logLevels.ts'
import { writeResult } from '../print/output.ts'
import { type Call, readCall } from '../verb.ts'

/** Milliseconds between two looks while following. */
const lookEvery = 250

const levelOf = (call: Call): LogLevel => {
  const text = call.required('level')
  const found = logLevels.find((level) => level === text)
  if (found === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'level', given: text.slice(0, 40), reason: logLevels.join(', ') } })
  return found
}

const countOf = (call: Call): number => {
  const text = call.required('lines')
  if (!/^[0-9]{1,6}$/.test(text)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'lines', given: text.slice(0, 20) } })
  return Number(text)
}

/** What the node of a home wrote down, whether it runs or not. */
export const addLogs = (program: Command): void => {
  const logs = program
    .command('logs')
    .description('what the node wrote down, oldest first; works without a running node')
    .option('--follow', 'go on as lines come, until Ctrl-C; with --json a line each')
    .option('--level <level>', `nothing below: ${logLevels.join(', ')}`, 'info')
    .option('--lines <number>', 'the last so many', '200')
  logs.action(async () => {
    const call = readCall(logs)
    const { log } = homePaths(call.home)
    const least = levelOf(call)
    const wanted = (line: LogLine): boolean => isAtLeast(line, least)
    const count = countOf(call)
    const fresh = readLog(log)
    const found = fresh().filter(wanted)
    const last = count === 0 ? [] : found.slice(-count)
    if (!call.flag('follow')) return writeResult(last, call.json, (lines: readonly LogLine[]) => lines.map(logLineText).join('\n'))
    const tell = (line: LogLine): void => writeResult(line, call.json, logLineText)
    last.forEach(tell)
    const ended = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.abort())
    // Whoever read it has left: nobody is told anything any more.
    process.stdout.once('error', () => ended.abort())
    while (!ended.signal.aborted) {
      fresh().filter(wanted).forEach(tell)
      await pause(lookEvery, undefined, { signal: ended.signal }).catch(() => undefined)
    }
    return undefined
  })
}
