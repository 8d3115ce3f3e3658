import { type Duplex, fault, frameStream } from '@daomesh/network'
import { type Clock, equalBytes, fromHex, outranks, type SpaceId } from '@daomesh/protocol'
import type { Because, Received } from '../admission/createReception.ts'
import { marketLimits } from '../limits.ts'
import type { HeldRow, MarketStore } from '../store/marketStore.ts'
import type { Digests } from './createDigests.ts'
import { marketFrames } from './frames.ts'

type Parameters = {
  readonly stream: Duplex
  readonly clock: Clock
  readonly market: SpaceId
  readonly store: Pick<MarketStore, 'row'>
  readonly digests: Digests
  /** Ids that were refused here lately for what does not change soon. */
  readonly isRefused: (id: string) => boolean
  readonly refuse: (id: string) => void
  readonly receive: (wire: Uint8Array) => Promise<Received>
}

/** Reasons that may be gone at the next session. */
const passing: ReadonlySet<Because> = new Set(['rate', 'busy', 'noChainTime', 'rosterUnknown'])

/** `rejected`: the peer gave what nobody honest gives, and the session ended there. */
export type Asked = { readonly stored: number; readonly rejected: boolean }

const groups = function* <T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}

/** Fetches from one peer what it holds and this node lacks, in bounded pieces, judging each as if gossip had brought it. */
export const askPeer = async ({ stream, clock, market, store, digests, isRefused, refuse, receive }: Parameters): Promise<Asked> => {
  const line = frameStream({ stream, clock, silence: marketLimits.silence, codec: marketFrames })
  /** No post is opened for it: a peer may name 65 000 a session. */
  const isWanted = (row: HeldRow): boolean => {
    if (isRefused(row.id)) return false
    const held = store.row(row)
    return held === null || outranks(row, held)
  }
  try {
    const { digests: theirs } = await line.ask({ type: 'hello', market: fromHex(market) }, 'digests')
    const differing = theirs.flatMap((digest, bucket) => (equalBytes(digest, digests.of(bucket)) ? [] : [bucket]))
    let [stored, fetched] = [0, 0]
    for (const buckets of groups(differing, marketLimits.bucketsPerAsk)) {
      const { rows } = await line.ask({ type: 'askRows', buckets }, 'rows')
      const wanted = rows.filter(isWanted).slice(0, marketLimits.postsPerSession - fetched)
      for (const part of groups(wanted, marketLimits.postsPerAsk)) {
        const { wires } = await line.ask({ type: 'askPosts', ids: part.map(({ id }) => fromHex(id)) }, 'posts')
        if (wires.length > part.length) throw fault('more posts than asked for')
        fetched += part.length
        // What did not come, or was not taken for a reason that stays, is not asked for again soon.
        const left = new Set<string>(part.map(({ id }) => id))
        for (const wire of wires) {
          const { because, verdict, post } = await receive(wire)
          if (because === 'stored') stored += 1
          if (verdict === 'reject') return { stored, rejected: true }
          if (post === null) continue
          if (!part.some(({ id }) => id === post.id)) throw fault('a post that was not asked for')
          if (because === 'stored' || passing.has(because)) left.delete(post.id)
        }
        for (const id of left) refuse(id)
      }
      if (fetched >= marketLimits.postsPerSession) break
    }
    await stream.close()
    return { stored, rejected: false }
  } finally {
    line.stop()
  }
}
