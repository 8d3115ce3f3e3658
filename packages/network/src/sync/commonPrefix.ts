import type { EntryId } from '@daomesh/protocol'

/**
 * The highest seq ≤ `top` at which both sides hold the same entry, or −1. Entries commit to their predecessor, so agreement at a seq
 * means agreement below it, and a binary search is sound. The top is asked first: nearly always it agrees.
 */
export const commonPrefix = async (
  top: number,
  ours: (seq: number) => EntryId | null,
  theirs: (seq: number) => Promise<EntryId | null>,
): Promise<number> => {
  const agree = async (seq: number): Promise<boolean> => {
    const own = ours(seq)
    return own !== null && own === (await theirs(seq))
  }
  if (top < 0) return -1
  if (await agree(top)) return top
  let low = -1
  let high = top
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (await agree(middle)) low = middle
    else high = middle
  }
  return low
}
