import { z } from 'zod'
import { logLevels, type LogLevel } from './logLevels.ts'

const shape = z.looseObject({
  level: z.enum(['debug', 'info', 'warn', 'error']),
  time: z.iso.datetime(),
  event: z.string(),
  msg: z.string(),
})

export type LogLine = z.output<typeof shape>

/** One line of the log of a home; null for what is none, such as a line that a crash tore. */
export const readLogLine = (text: string): LogLine | null => {
  try {
    const parsed = shape.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export const isAtLeast = ({ level }: LogLine, least: LogLevel): boolean => logLevels.indexOf(level) >= logLevels.indexOf(least)

/** The line for people: when, how bad, which event, its facts. */
export const logLineText = ({ level, time, event, msg, pid: _, ...facts }: LogLine): string => {
  const said = Object.entries(facts).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return [time, level.padEnd(5), event, `(${msg})`, ...said].join(' ')
}
