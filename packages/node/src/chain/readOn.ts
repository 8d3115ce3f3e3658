import type { FactsCursor } from '@daomesh/chain'
import { toDaomeshError } from '@daomesh/protocol'

/** Events as they were read: those that are final, and beside them what may still vanish. */
export type ReadEvents<E> = { readonly final: readonly E[]; readonly loose: readonly E[] }

/**
 * Pages read on from the last look; final ones are kept while the node runs. Two who ask at once read once.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`.
 */
export const readOn = <E>(
  page: (from: FactsCursor | null) => Promise<{
    readonly finalized: readonly E[]
    readonly unfinalized: readonly E[]
    readonly cursor: FactsCursor | null
    readonly more: boolean
  }>,
): (() => Promise<ReadEvents<E>>) => {
  let cursor: FactsCursor | null = null
  let final: E[] = []
  const read = async (): Promise<ReadEvents<E>> => {
    for (;;) {
      const { finalized, unfinalized, cursor: next, more } = await page(cursor)
      final.push(...finalized)
      cursor = next
      if (!more) return { final: [...final], loose: unfinalized }
    }
  }
  const readAgain = async (): Promise<ReadEvents<E>> => {
    try {
      return await read()
    } catch (error) {
      // A sandbox that was made anew, or a chain that broke its word: it is read again from the beginning.
      if (cursor === null || toDaomeshError(error).code !== 'CHAIN_EVENTS_DIFFER') throw error
      ;[cursor, final] = [null, []]
      return read()
    }
  }
  let reading: Promise<ReadEvents<E>> | null = null
  return () => {
    reading ??= readAgain().finally(() => {
      reading = null
    })
    return reading
  }
}
