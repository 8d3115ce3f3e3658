import { rmSync } from 'node:fs'
import { z } from 'zod'
import { homePaths } from '../home/homePaths.ts'
import { readOptional } from '../home/readOptional.ts'
import { writeDurably } from '../home/writeDurably.ts'

const shape = z.object({ port: z.number().int().min(1).max(65_535), token: z.string().min(16), pid: z.number().int().positive() })

/** Where a running service of a home listens, readable by its owner only. */
export type ServiceNote = z.output<typeof shape>

const read = (path: string): ServiceNote | null => {
  const content = readOptional(path)
  if (content === null) return null
  const parsed = shape.safeParse(JSON.parse(new TextDecoder().decode(content)))
  return parsed.success ? parsed.data : null
}

export const readApiNote = (home: string): ServiceNote | null => read(homePaths(home).api)
export const readSignerNote = (home: string): ServiceNote | null => read(homePaths(home).signer)
export const writeApiNote = (home: string, note: ServiceNote): void => writeDurably(homePaths(home).api, `${JSON.stringify(note)}\n`)
export const removeApiNote = (home: string): void => rmSync(homePaths(home).api, { force: true })
