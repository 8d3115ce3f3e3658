import { type Duplex, fault, fraction, frameStream } from '@daomesh/network'
import { type Clock, equalBytes, fromHex, type Random, toHex, type SpaceId } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'
import type { HeldRow, MarketStore } from '../store/marketStore.ts'
import type { Digests } from './createDigests.ts'
import { type MarketFrame, marketFrames } from './frames.ts'

type Parameters = {
  readonly stream: Duplex
  readonly clock: Clock
  readonly random: Random
  readonly market: SpaceId
  readonly store: Pick<MarketStore, 'bucket' | 'get'>
  readonly digests: Digests
}

/** So many of them, drawn anew each time: who fills a bucket on purpose hides nothing that others have in it, or in those asked about with it. */
const drawn = (rows: readonly HeldRow[], most: number, random: Random): readonly HeldRow[] => {
  const left = [...rows]
  for (let i = 0; i < Math.min(most, left.length); i++) {
    const from = i + Math.floor(fraction(random) * (left.length - i))
    const [here, there] = [left[i], left[from]]
    if (here !== undefined && there !== undefined) [left[i], left[from]] = [there, here]
  }
  return left.slice(0, most)
}

/** Answers one peer: what is held here, and posts by the ids that were named to it. Only what it asks for, one question after the other. */
export const servePeer = async ({ stream, clock, random, market, store, digests }: Parameters): Promise<void> => {
  const line = frameStream({ stream, clock, silence: marketLimits.silence, codec: marketFrames })
  /** What was named on this stream: a post is found by its id only there, so that nobody can make this node search. */
  const named = new Map<string, HeldRow>()
  /** A bucket is told once: rows of a full market cost more to tell than to ask for. */
  const told = new Set<number>()
  const answerTo = (frame: MarketFrame): MarketFrame => {
    if (frame.type === 'askRows') {
      for (const bucket of frame.buckets) {
        if (told.has(bucket)) throw fault('a bucket asked for twice')
        told.add(bucket)
      }
      const all = frame.buckets.flatMap((bucket) => store.bucket(bucket))
      const rows = all.length > marketLimits.rowsPerAnswer ? drawn(all, marketLimits.rowsPerAnswer, random) : all
      for (const row of rows) named.set(row.id, row)
      return { type: 'rows', rows }
    }
    if (frame.type !== 'askPosts') throw fault('not a question')
    const wires = frame.ids.flatMap((id) => {
      const row = named.get(toHex(id))
      const held = row === undefined ? null : store.get(row)
      return held === null ? [] : [held.wire]
    })
    return { type: 'posts', wires }
  }
  try {
    const hello = await line.receive()
    if (hello === null) return await stream.close()
    if (hello.type !== 'hello') throw fault('no hello')
    const isOurs = equalBytes(hello.market, fromHex(market))
    await line.send({ type: 'digests', digests: isOurs ? digests.all() : [] })
    for (let asked = 0; isOurs; asked++) {
      const frame = await line.receive()
      if (frame === null) break
      if (asked >= marketLimits.questions) throw fault('too many questions')
      await line.send(answerTo(frame))
    }
    await stream.close()
  } finally {
    line.stop()
  }
}
