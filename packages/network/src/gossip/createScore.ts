import type { Clock } from '@daomesh/protocol'

/** Peers remembered at most; who was rejected longest ago leaves first. */
const mostPeers = 4096
/** What a peer did counts half after this. Long enough that leaving and coming back is no use, short enough that a mended app is heard again. */
const halfLifeMilliseconds = 600_000
/** Nine rejected messages in a row bring the score below −80, where the router takes nothing more from the peer; one is forgiven. */
const weight = 1

export type Score = {
  /** A message of this peer was rejected on a topic that is scored. */
  readonly note: (peer: string) => void
  /** 0 or less: the square of what counts. */
  readonly of: (peer: string) => number
}

/** What a router thinks of strangers by the topics where everybody may speak. It outlives a connection. */
export const createScore = (clock: Pick<Clock, 'now'>): Score => {
  const rejected = new Map<string, { readonly count: number; readonly at: number }>()
  const countOf = (peer: string): number => {
    const known = rejected.get(peer)
    return known === undefined ? 0 : known.count * 2 ** ((known.at - clock.now()) / halfLifeMilliseconds)
  }
  return {
    note(peer) {
      const count = countOf(peer) + 1
      rejected.delete(peer)
      rejected.set(peer, { count, at: clock.now() })
      for (const oldest of rejected.keys()) {
        if (rejected.size <= mostPeers) break
        rejected.delete(oldest)
      }
    },
    of: (peer) => -weight * countOf(peer) ** 2,
  }
}
