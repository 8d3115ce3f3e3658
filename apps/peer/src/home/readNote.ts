import type { z } from 'zod'
import { readOptional } from './readOptional.ts'

/** What a note of a home says, or null where there is none or it is damaged: whoever it speaks of writes it anew, so nothing may end over it. */
export const readNote = <T>(path: string, shape: z.ZodType<T>): T | null => {
  const content = readOptional(path)
  if (content === null) return null
  try {
    return shape.parse(JSON.parse(new TextDecoder().decode(content)))
  } catch {
    return null
  }
}
