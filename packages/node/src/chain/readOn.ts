import type { FactsCursor } from '@daomesh/chain'
import { toDaomeshError } from '@daomesh/protocol'
import { readInTurn } from './readInTurn.ts'

/** Events as they were read: those that are final, and beside them what may still vanish. */
export type ReadEvents<E> = { readonly final: readonly E[]; readonly loose: readonly E[] }

/** Final events on this disk, so that a start does not read them again. */
export type KeptEvents<E> = {
  readonly load: () => { readonly final: readonly E[]; readonly cursor: FactsCursor } | null
  readonly save: (fresh: readonly E[], cursor: FactsCursor | null) => void
  readonly forget: () => void
}

/**
 * Pages read on from the last look; final ones are kept while the node runs, and on this disk where it is said how. One reading at a time.
 * @param pagesAtMost in one look: what is left is read at the next one.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`.
 */
export const readOn = <E>(
  page: (from: FactsCursor | null) => Promise<{
    readonly finalized: readonly E[]
    readonly unfinalized: readonly E[]
    readonly cursor: FactsCursor | null
    readonly more: boolean
  }>,
  kept: KeptEvents<E> | null = null,
  pagesAtMost = Infinity,
): (() => Promise<ReadEvents<E>>) => {
  const before = kept?.load() ?? null
  let cursor: FactsCursor | null = before?.cursor ?? null
  let final: E[] = [...(before?.final ?? [])]
  const read = async (): Promise<ReadEvents<E>> => {
    for (let pages = 1; ; pages++) {
      const { finalized, unfinalized, cursor: next, more } = await page(cursor)
      // On disk first: what a full disk refused is read of the chain again, not passed over.
      kept?.save(finalized, next)
      for (const event of finalized) final.push(event)
      cursor = next
      if (!more || pages >= pagesAtMost) return { final: [...final], loose: unfinalized }
    }
  }
  const readAgain = async (): Promise<ReadEvents<E>> => {
    try {
      return await read()
    } catch (error) {
      // A sandbox that was made anew, or a chain that broke its word: it is read again from the beginning.
      if (cursor === null || toDaomeshError(error).code !== 'CHAIN_EVENTS_DIFFER') throw error
      kept?.forget()
      ;[cursor, final] = [null, []]
      return read()
    }
  }
  return readInTurn(readAgain)
}
