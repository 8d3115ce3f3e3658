import { type ChainCut, type ChainEvent, decode, emptyCut, encode, extendCut, genesisSchema, memberSchema, rulesSchema, type SpaceId, toRecord } from '@daomesh/protocol'
import { z } from 'zod'
import { address, bytes32, decisionId } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'

const big = z.string().transform((text) => BigInt(text))
const fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('founded'), genesis: genesisSchema }),
  z.object({ kind: z.literal('rosterChanged'), epoch: z.number(), members: z.array(memberSchema) }),
  z.object({ kind: z.literal('rulesChanged'), rulesEpoch: z.number(), rules: rulesSchema }),
  z.object({ kind: z.literal('enacted'), decision: decisionId, transaction: bytes32 }),
  z.object({ kind: z.literal('failed'), decision: decisionId, reason: z.string(), transaction: bytes32 }),
  z.object({ kind: z.literal('revoked'), member: address, minRevision: big }),
  z.object({ kind: z.literal('ragequit'), member: address, shares: big, full: z.boolean() }),
])
const event = z.object({ block: big, blockHash: bytes32, transaction: bytes32, logIndex: z.number(), at: z.number(), fact })

const key = (space: SpaceId, n: number) => `fact:${space}:${n.toString().padStart(10, '0')}`

/** The finalized chain facts of one DAO as this node has them, on disk, so that it starts and judges without a chain. */
export type FactLog = {
  readonly events: () => readonly ChainEvent[]
  readonly cut: () => ChainCut
  /** The cut after the first `count` facts, to compare with a peer that is behind. */
  readonly cutAt: (count: number) => ChainCut | null
  readonly append: (fresh: readonly ChainEvent[]) => void
}

export const openFactLog = (meta: MetaStore, space: SpaceId): FactLog => {
  const events: ChainEvent[] = meta.list(`fact:${space}:`).map(({ value }) => event.parse(decode(value)))
  const cuts: ChainCut[] = [emptyCut]
  const last = () => cuts.at(-1) ?? emptyCut
  for (const { fact: known } of events) cuts.push(extendCut(last(), known))
  const append = (fresh: readonly ChainEvent[]) => {
    for (const one of fresh) {
      meta.set(key(space, events.length), encode(toRecord(one)))
      events.push(one)
      cuts.push(extendCut(last(), one.fact))
    }
  }
  return { events: () => events, cut: last, cutAt: (count) => cuts[count] ?? null, append }
}
