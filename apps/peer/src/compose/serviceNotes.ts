import { rmSync } from 'node:fs'
import { z } from 'zod'
import { homePaths } from '../home/homePaths.ts'
import { readNote } from '../home/readNote.ts'
import { writeDurably } from '../home/writeDurably.ts'

const shape = z.object({ port: z.number().int().min(1).max(65_535), token: z.string().min(16), pid: z.number().int().positive() })

/** Where a running service of a home listens, readable by its owner only. */
export type ServiceNote = z.output<typeof shape>

export const readApiNote = (home: string): ServiceNote | null => readNote(homePaths(home).api, shape)
export const readSignerNote = (home: string): ServiceNote | null => readNote(homePaths(home).signer, shape)
export const writeApiNote = (home: string, note: ServiceNote): void => writeDurably(homePaths(home).api, `${JSON.stringify(note)}\n`)
export const removeApiNote = (home: string): void => rmSync(homePaths(home).api, { force: true })
