import type { DeviceId } from '@daomesh/protocol'
import type { Bitmap } from '../bitmap.ts'
import { createBitmap } from '../bitmap.ts'

/** Who fetches which chunk of one file from whom. */
export type Swarm = {
  /** What a peer says it has. */
  readonly tell: (peer: DeviceId, has: Bitmap) => void
  /** Up to `most` chunks to ask this peer for: the rarest first; where all are asked of somebody, those of slow peers a second time. */
  readonly pick: (peer: DeviceId, most: number) => readonly number[]
  /** A chunk came from this peer, or will not. */
  readonly done: (peer: DeviceId, index: number) => void
  /** The peer is gone: what it was asked for is free again. */
  readonly leave: (peer: DeviceId) => void
  readonly holders: () => ReadonlyMap<DeviceId, Bitmap>
}

/** So many peers may be asked for one chunk at the end, so that a slow or hostile one does not hold it up. */
const askedOfAtMost = 2

/** @param offset where the search of a peer begins, so that peers that have the same are not asked for the same chunks. */
export const createSwarm = (mine: Bitmap, offset: (peer: DeviceId) => number): Swarm => {
  const peers = new Map<DeviceId, Bitmap>()
  const asked = new Map<number, Set<DeviceId>>()
  const holdersOf = (index: number): number => [...peers.values()].reduce((count, has) => count + (has.has(index) ? 1 : 0), 0)

  return {
    tell: (peer, has) => void peers.set(peer, has),
    holders: () => peers,
    pick(peer, most) {
      const theirs = peers.get(peer) ?? createBitmap(0)
      const free: { readonly index: number; readonly rank: number }[] = []
      const late: number[] = []
      const start = mine.length === 0 ? 0 : offset(peer) % mine.length
      for (let step = 0; step < mine.length; step++) {
        const index = (start + step) % mine.length
        if (mine.has(index) || !theirs.has(index)) continue
        const others = asked.get(index)
        if (others === undefined || others.size === 0) free.push({ index, rank: holdersOf(index) })
        else if (!others.has(peer) && others.size < askedOfAtMost) late.push(index)
      }
      const picked = free.length > 0 ? free.sort((a, b) => a.rank - b.rank).map(({ index }) => index) : late
      const some = picked.slice(0, most)
      for (const index of some) asked.set(index, (asked.get(index) ?? new Set()).add(peer))
      return some
    },
    done(peer, index) {
      asked.get(index)?.delete(peer)
    },
    leave(peer) {
      peers.delete(peer)
      for (const others of asked.values()) others.delete(peer)
    },
  }
}
