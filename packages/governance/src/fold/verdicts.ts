import type { Cbor, ErrorCode, FoldWrite, LogAuthor, Verdict } from '@daomesh/protocol'

export const write = (key: string, order: string, value: Cbor): FoldWrite => ({ key, order, value })

export const accepted = (writes: readonly FoldWrite[], author?: LogAuthor): Verdict => ({
  outcome: 'accepted',
  writes,
  ...(author && { author }),
})

export const rejected = (reason: ErrorCode): Verdict => ({ outcome: 'rejected', reason })

export const opaque: Verdict = { outcome: 'opaque' }
