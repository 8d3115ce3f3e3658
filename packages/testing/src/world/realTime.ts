import { randomBytes } from 'node:crypto'
import type { Random } from '@daomesh/protocol'

/** For worlds that run by the machine's clock, beside the simulated ones. */
export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) }

/** Looks for at most fifteen seconds. */
export const until = async <T>(what: string, look: () => Promise<T | null | false | undefined>): Promise<T> => {
  for (let i = 0; i < 300; i++) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`never: ${what}`)
}
