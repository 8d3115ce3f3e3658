import type { LogId, SyncSpace } from '@daomesh/protocol'
import type { LogSeq } from './syncFrames.ts'

/** All entries at one place of a log, read one by one, and where that range goes on: null at its end. */
export type CausalPage = { readonly range: number; readonly entries: Iterable<Uint8Array>; readonly next: number | null }

type Waiting = { readonly range: number; readonly log: LogId; readonly seq: number; readonly depth: number }

/** Keeps the queue sorted by depth, the deepest first, so that the next one is its last. */
const insert = (queue: Waiting[], one: Waiting): void => {
  let low = 0
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((queue[middle]?.depth ?? 0) > one.depth) low = middle + 1
    else high = middle
  }
  queue.splice(low, 0, one)
}

/**
 * Reads several ranges at once in causal order: each entry after what it answers to, as far as that is asked for. Log after log, a receiver
 * would have to keep nearly everything unjudged until the last log has come.
 */
export function* causalPages(space: SyncSpace, ranges: readonly LogSeq[]): Generator<CausalPage> {
  const queue: Waiting[] = []
  const put = (range: number, log: LogId, seq: number): void => insert(queue, { range, log, seq, depth: space.depthAt(log, seq) ?? 0 })
  for (const [range, { log, seq }] of ranges.entries()) put(range, log, seq)
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    const next = space.depthAt(one.log, one.seq + 1) === null ? null : one.seq + 1
    yield { range: one.range, entries: space.entriesAt(one.log, one.seq), next }
    if (next !== null) put(one.range, one.log, next)
  }
}
