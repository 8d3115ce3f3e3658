import { toDaomeshError } from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { MetaStore } from '../ports.ts'

const shape = z.object({
  /** When it was noticed, in milliseconds: for display. */
  at: z.number(),
  /** Others remember more of what this device wrote than this home does. Else it was only seen that its folder was copied or moved. */
  older: z.boolean(),
})
export type Restored = z.output<typeof shape>

export type RestoredNote = {
  /** What a person has not read of yet; also after further starts. */
  readonly current: () => Restored | null
  readonly notice: (older: boolean) => void
  readonly dismiss: () => void
}

const key = 'restored'

const read = (meta: MetaStore): Restored | null => {
  const bytes = meta.get(key)
  if (bytes === undefined) return null
  try {
    return shape.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    meta.unreadable?.(key, cause)
    return null
  }
}

type Parameters = Pick<NodeAdapters, 'clock' | 'logger'> & { readonly meta: MetaStore; readonly changes: Changes }

/** That this home was put back from a copy, until a person has read it: what was written after the copy is missing at first, and what nobody else has for good. */
export const createRestoredNote = ({ meta, clock, logger, changes }: Parameters): RestoredNote => {
  let current = read(meta)
  return {
    current: () => current,
    notice: (older) => {
      if (current !== null && (current.older || !older)) return
      current = { at: clock.now(), older }
      try {
        meta.set(key, new TextEncoder().encode(JSON.stringify(current)))
      } catch (error) {
        // It is said until the next start, which may notice it again; nothing else waits for it.
        logger.warn('home.unnoted', { code: toDaomeshError(error).code })
      }
      changes.mark('status')
    },
    dismiss: () => {
      meta.delete(key)
      current = null
      changes.mark('status')
    },
  }
}
