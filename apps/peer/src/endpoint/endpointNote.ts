import { z } from 'zod'
import { homePaths } from '../home/homePaths.ts'
import { readNote } from '../home/readNote.ts'
import { writeDurably } from '../home/writeDurably.ts'

const shape = z.object({ rpcUrl: z.string() })

/** The endpoint that was chosen for this home, or null. */
export const readEndpoint = (home: string): string | null => readNote(homePaths(home).endpoint, shape)?.rpcUrl ?? null

/** For every later start. Only the owner may read it: the address may carry a key. @throws DaomeshError `STORAGE_FAILED`. */
export const writeEndpoint = (home: string, rpcUrl: string): void =>
  writeDurably(homePaths(home).endpoint, `${JSON.stringify({ rpcUrl })}\n`)
