import { randomBytes } from 'node:crypto'
import { type Random, toDaomeshError } from '@daomesh/protocol'

/** For worlds that run by the machine's clock, beside the simulated ones. */
export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) }

/** A refusal by its reason, as while a record is still on its way; what nobody foresaw ends the test. */
const isRefusal = (error: unknown): boolean => toDaomeshError(error).code !== 'INTERNAL'

/** Looks for thirty seconds at least; what a node refuses meanwhile is not so yet. */
export const until = async <T>(what: string, look: () => Promise<T | null | false | undefined>): Promise<T> => {
  let refused: unknown
  for (let i = 0; i < 600; i++) {
    try {
      const found = await look()
      if (found) return found
      refused = undefined
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused = error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`never: ${what}`, { cause: refused })
}
