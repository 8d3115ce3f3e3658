import { rmSync } from 'node:fs'
import { z } from 'zod'
import { homePaths } from '../home/homePaths.ts'
import { markOf, stillRuns } from '../home/processMark.ts'
import { readNote } from '../home/readNote.ts'
import { writeDurably } from '../home/writeDurably.ts'

const shape = z.object({
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(16),
  pid: z.number().int().positive(),
  /** When that process began, see `ProcessMark`. */
  begun: z.string(),
})

/** Where a running service of a home listens, readable by its owner only. */
export type ServiceNote = z.output<typeof shape>

/**
 * A note counts while the process that wrote it runs. One that a kill left behind names a port that anybody of this machine may listen on by now, and who
 * goes there takes along a token, a password or a recovery phrase.
 */
const readServiceNote = (path: string): ServiceNote | null => {
  const note = readNote(path, shape)
  return note !== null && stillRuns(note) ? note : null
}

/** Says of this process that it listens there. */
const writeServiceNote = (path: string, service: Pick<ServiceNote, 'port' | 'token'>): void => {
  const note: ServiceNote = { port: service.port, token: service.token, ...markOf(process.pid) }
  writeDurably(path, `${JSON.stringify(note)}\n`)
}

export const readApiNote = (home: string): ServiceNote | null => readServiceNote(homePaths(home).api)
export const readSignerNote = (home: string): ServiceNote | null => readServiceNote(homePaths(home).signer)
export const writeApiNote = (home: string, service: Pick<ServiceNote, 'port' | 'token'>): void =>
  writeServiceNote(homePaths(home).api, service)
export const writeSignerNote = (home: string, service: Pick<ServiceNote, 'port' | 'token'>): void =>
  writeServiceNote(homePaths(home).signer, service)
export const removeApiNote = (home: string): void => rmSync(homePaths(home).api, { force: true })
