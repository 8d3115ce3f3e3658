import {
  address,
  bytes32,
  decisionId,
  type ChainCut,
  type ChainEvent,
  decode,
  emptyCut,
  encode,
  extendCut,
  genesisSchema,
  hexBytes,
  memberSchema,
  rulesSchema,
  type SpaceId,
  toRecord,
} from '@daomesh/protocol'
import type { FactsCursor } from '@daomesh/chain'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import { readRows } from '../rows/readRows.ts'

const big = z.string().transform((text) => BigInt(text))
const recordedBallot = z.object({
  seat: z.number(),
  support: z.number().nullable(),
  votes: z.number(),
  revision: big,
  digest: hexBytes,
})
const recordedState = z.object({
  rosterEpoch: z.number(),
  rulesEpoch: z.number(),
  start: z.number(),
  windowEnd: z.number(),
  passes: z.boolean(),
  against: big,
  for: big,
  abstain: big,
  ballots: z.array(recordedBallot),
})
/** Of every kind (facts.test.ts): one that could not be read back would cost the whole history at every start. */
const fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('founded'), genesis: genesisSchema }),
  z.object({ kind: z.literal('rosterChanged'), epoch: z.number(), members: z.array(memberSchema) }),
  z.object({ kind: z.literal('rulesChanged'), rulesEpoch: z.number(), rules: rulesSchema }),
  z.object({ kind: z.literal('enacted'), decision: decisionId, transaction: bytes32 }),
  z.object({ kind: z.literal('failed'), decision: decisionId, reason: z.string(), transaction: bytes32 }),
  z.object({ kind: z.literal('recorded'), decision: decisionId, record: recordedState, transaction: bytes32 }),
  z.object({ kind: z.literal('revoked'), member: address, minRevision: big }),
  z.object({ kind: z.literal('ragequit'), member: address, shares: big, full: z.boolean() }),
  z.object({ kind: z.literal('distributed'), token: address, amount: big, toTreasury: big, toMembers: big }),
  z.object({ kind: z.literal('credited'), account: address, token: address, amount: big }),
  z.object({ kind: z.literal('claimed'), account: address, token: address, recipient: address, credit: big, paid: big }),
])
const event = z.object({ block: big, blockHash: bytes32, transaction: bytes32, logIndex: z.number(), at: z.number(), fact })

/** `count`: how many facts lie before it, so that one that is missing is noticed. Rows of the first releases do not say. */
const cursorRow = z.object({ number: big, hash: bytes32, count: z.number().optional() })

const cursors = 'factCursor:'
const cursorKey = (space: SpaceId) => `${cursors}${space}`
const key = (space: SpaceId, n: number) => `fact:${space}:${n.toString().padStart(10, '0')}`

/** The finalized chain facts of one DAO as this node has them, on disk, so that it starts and judges without a chain. */
export type FactLog = {
  readonly events: () => readonly ChainEvent[]
  readonly cut: () => ChainCut
  /** The cut after the first `count` facts, to compare with a peer that is behind. */
  readonly cutAt: (count: number) => ChainCut | null
  /**
   * Facts and the cursor behind them are stored together. A page that is handed over again, since something after this failed, adds nothing. Answers what was
   * not here before.
   */
  readonly append: (fresh: readonly ChainEvent[], cursor: FactsCursor | null) => readonly ChainEvent[]
  readonly cursor: () => FactsCursor | null
}

/** Where facts lie: spaces of DAOs, and DAOs that are looked at from outside. */
export const placesOfFacts = (meta: MetaStore): readonly SpaceId[] =>
  meta.list(cursors).map(({ key: row }) => row.slice(cursors.length) as SpaceId)

type Row = readonly [key: string, value: Uint8Array | null]

/** Rows with which no fact lies at a place any more. */
export const rowsWithoutFacts = (meta: MetaStore, space: SpaceId): readonly Row[] => [
  [cursorKey(space), null],
  ...meta.list(`fact:${space}:`).map(({ key: row }): Row => [row, null]),
]

/** Rows with which the facts of one place lie at another one, in place of those that lay there, and at the first no more. */
export const rowsWithFactsOf = (meta: MetaStore, from: SpaceId, to: SpaceId): readonly Row[] => {
  const cursor = meta.get(cursorKey(from))
  const moved = meta.list(`fact:${from}:`).map(({ value }, n): Row => [key(to, n), value])
  return [
    ...rowsWithoutFacts(meta, to),
    ...rowsWithoutFacts(meta, from),
    ...moved,
    ...(cursor === undefined ? [] : [[cursorKey(to), cursor] as const]),
  ]
}

/** Facts build on each other: where one or the place behind the last is missing or unreadable, all are dropped, and the chain tells them again. */
const loadFacts = (meta: MetaStore, space: SpaceId): { readonly events: ChainEvent[]; readonly cursor: FactsCursor | null } => {
  const prefix = `fact:${space}:`
  const found = meta.list(prefix)
  const events = readRows(meta, prefix, (value) => event.parse(decode(value))).map(({ row }) => row)
  const [cursor] = readRows(meta, cursorKey(space), (value) => cursorRow.parse(decode(value)))
  const isInOrder = found.every((row, n) => row.key === key(space, n))
  if (isInOrder && events.length === found.length && (cursor?.row.count ?? events.length) === events.length)
    if (cursor !== undefined || found.length === 0) return { events, cursor: cursor?.row ?? null }
  meta.setAll([[cursorKey(space), null], ...found.map((row) => [row.key, null] as const)])
  return { events: [], cursor: null }
}

/** Final facts come in the order of the chain. */
const isBehind = (last: ChainEvent | undefined, { block, logIndex }: ChainEvent): boolean =>
  last === undefined || block > last.block || (block === last.block && logIndex > last.logIndex)

export const openFactLog = (meta: MetaStore, space: SpaceId): FactLog => {
  const { events, cursor: stored } = loadFacts(meta, space)
  const cuts: ChainCut[] = [emptyCut]
  const last = () => cuts.at(-1) ?? emptyCut
  for (const { fact: known } of events) cuts.push(extendCut(last(), known))
  let at = stored
  const append = (told: readonly ChainEvent[], cursor: FactsCursor | null): readonly ChainEvent[] => {
    const fresh = told.filter((one) => isBehind(events.at(-1), one))
    const rows: [string, Uint8Array][] = fresh.map((one, i) => [key(space, events.length + i), encode(toRecord(one))])
    const count = events.length + fresh.length
    if (cursor !== null) rows.push([cursorKey(space), encode(toRecord({ number: cursor.number, hash: cursor.hash, count }))])
    meta.setAll(rows)
    at = cursor
    for (const one of fresh) {
      events.push(one)
      cuts.push(extendCut(last(), one.fact))
    }
    return fresh
  }
  return { events: () => events, cut: last, cutAt: (count) => cuts[count] ?? null, append, cursor: () => at }
}
