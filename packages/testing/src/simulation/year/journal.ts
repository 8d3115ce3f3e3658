import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import type { YearResult } from './runYear.ts'
import type { Script } from './script.ts'

const count = z.number().int().min(0)
const year = z.strictObject({
  seed: z.string(),
  hash: z.string().regex(/^[0-9a-f]{32}$/),
  members: count,
  entries: count,
  days: z.number().min(0),
  sessions: count,
  rests: count,
  blocks: count,
  enacted: count,
  faults: z.record(z.string(), count),
  steps: z.record(z.string(), count),
  lies: z.record(z.string(), count),
  checks: z.record(z.string(), count),
  failure: z
    .strictObject({ invariant: z.string(), message: z.string(), session: z.number().int().min(-1), last: z.array(z.string()) })
    .nullable(),
  milliseconds: z.number().min(0),
  cpuMilliseconds: z.number().min(0),
})
/** `life`: a hash of the whole script, so that a shortened or calm life of a seed is not taken for the life of that seed. */
const line = z.strictObject({ version: z.string(), life: z.string(), year })

/** Years that were lived before by the same program. */
export type Journal = {
  readonly known: (script: Script) => YearResult | null
  /** On disk when it returns. */
  readonly keep: (script: Script, result: YearResult) => void
  /** Lines that say nothing, such as one that a crash cut off: those years are lived again. */
  readonly unreadable: number
  /** Seeds of years that were lived more than once and did not end alike. */
  readonly contradictory: readonly string[]
}

const lifeOf = (script: Script): string => createHash('sha256').update(JSON.stringify(script)).digest('hex').slice(0, 32)

const read = (text: string): z.infer<typeof line> | null => {
  try {
    return line.parse(JSON.parse(text))
  } catch {
    // Whatever it was meant to say, it does not say it: the year is lived again.
    return null
  }
}

/**
 * Opens a journal of finished years, one JSON line each, appended and flushed as each ends. A run that was stopped, by whatever, goes on where it was:
 * years are lived again only where the program (`version`) or the script is another, or the line was not whole.
 */
export const openJournal = (file: string, version: string): Journal => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const years = new Map<string, YearResult>()
  const contradictory = new Set<string>()
  let unreadable = 0
  for (const part of text.split('\n')) {
    if (part === '') continue
    const found = read(part)
    if (found === null) unreadable += 1
    if (found === null || found.version !== version) continue
    const before = years.get(found.life)
    if (before !== undefined && before.hash !== found.year.hash) contradictory.add(found.year.seed)
    if (before === undefined) years.set(found.life, found.year)
  }
  /** What a crash cut off must not run into what is written next. */
  let isCut = text !== '' && !text.endsWith('\n')
  return {
    known: (script) => years.get(lifeOf(script)) ?? null,
    keep: (script, result) => {
      const life = lifeOf(script)
      const entry = `${isCut ? '\n' : ''}${JSON.stringify({ version, life, year: result })}\n`
      const handle = openSync(file, 'a')
      try {
        writeSync(handle, entry)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      isCut = false
      years.set(life, result)
    },
    unreadable,
    contradictory: [...contradictory],
  }
}
