import { DaomeshError, decode } from '@daomesh/protocol'
import { z } from 'zod'

const stored = z.object({ inputHash: z.string(), outcome: z.string() })

export type StoredOutcome = { readonly inputHash: string; readonly outcome: (shape: z.ZodType) => unknown }

/**
 * Reads what a command once answered. That it acted is known from the row being there; so one that cannot be read is refused, never acted upon again.
 * @throws DaomeshError `STORAGE_DAMAGED` naming the row, here or when the outcome is not of the shape.
 */
export const readOutcome = (key: string, value: Uint8Array): StoredOutcome => {
  const reading = <T>(read: () => T): T => {
    try {
      return read()
    } catch (cause) {
      throw new DaomeshError('STORAGE_DAMAGED', { cause, meta: { row: key } })
    }
  }
  const { inputHash, outcome } = reading(() => stored.parse(decode(value)))
  return {
    inputHash,
    outcome: (shape) =>
      reading(() => {
        const answer: unknown = JSON.parse(outcome)
        shape.parse(answer)
        return answer
      }),
  }
}
