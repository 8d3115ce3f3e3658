import { type ChainPosition, DaomeshError } from '@daomesh/protocol'
import { finalizedNumber } from '../client/finalizedBlock.ts'
import type {
  BondFactsPage,
  BondFactsRequest,
  BountyFactsPage,
  BountyFactsRequest,
  ChainHead,
  ChainProfile,
  DaosPage,
  DaosRequest,
  FactsCursor,
  FactsPage,
  FactsRequest,
  Page,
  RoundFactsPage,
  RoundFactsRequest,
  SaleFactsPage,
  SaleFactsRequest,
} from '../client/ports.ts'
import type { MemoryBlock } from './memoryChain.ts'

const refOf = (block: MemoryBlock) => ({ number: block.number, hash: block.hash })

/** The head of a view, which may end before the chain does. */
export const memoryHead = (view: readonly MemoryBlock[], profile: ChainProfile): ChainHead => {
  const last = view.at(-1)
  if (!last || !('confirmations' in profile.finality)) throw new RangeError('a view has a first block and counts confirmations')
  const final = view[Number(finalizedNumber(last.number, profile.finality.confirmations))] ?? last
  return { ...refOf(last), timestamp: last.timestamp, finalized: refOf(final) }
}

const memoryPage = <E extends ChainPosition>(
  view: readonly MemoryBlock[],
  profile: ChainProfile,
  from: FactsCursor | null,
  eventsOf: (block: MemoryBlock) => readonly E[],
): Page<E> => {
  const head = memoryHead(view, profile)
  if (from !== null && from.number > head.number) return { finalized: [], cursor: from, unfinalized: [], head, more: false }
  const found = from === null ? undefined : view[Number(from.number)]?.hash
  if (from !== null && found !== from.hash)
    throw new DaomeshError('CHAIN_EVENTS_DIFFER', { meta: { block: from.number.toString(), expected: from.hash, found: found ?? null } })

  const start = from === null ? profile.startBlock : from.number + 1n
  const last = start + profile.logRange - 1n
  const end = last < head.finalized.number ? last : head.finalized.number
  const more = end < head.finalized.number
  const between = (first: bigint, final: bigint) => (first > final ? [] : view.slice(Number(first), Number(final) + 1).flatMap(eventsOf))
  const above = head.finalized.number + 1n
  const endBlock = end < start ? undefined : view[Number(end)]
  return {
    finalized: between(start, end),
    cursor: endBlock === undefined ? from : refOf(endBlock),
    unfinalized: more ? [] : between(start > above ? start : above, head.number),
    head,
    more,
  }
}

/** The same page that the viem adapter reads from an endpoint (SPEC A2–A4). */
export const memoryFacts = (view: readonly MemoryBlock[], profile: ChainProfile, { dao, from }: FactsRequest): FactsPage =>
  memoryPage(view, profile, from, ({ events }) => events.filter((one) => one.dao === dao).map((one) => one.event))

/** The same of the escrow (SPEC A30). Where there is none it tells nothing, final by final block. */
export const memoryBountyFacts = (view: readonly MemoryBlock[], profile: ChainProfile, { from }: BountyFactsRequest): BountyFactsPage =>
  memoryPage(view, profile, from, ({ bountyEvents }) => bountyEvents)

/** The same of rounds. */
export const memoryRoundFacts = (view: readonly MemoryBlock[], profile: ChainProfile, { from }: RoundFactsRequest): RoundFactsPage =>
  memoryPage(view, profile, from, ({ roundEvents }) => roundEvents)

/** The same of market bonds. */
export const memoryBondFacts = (view: readonly MemoryBlock[], profile: ChainProfile, { from }: BondFactsRequest): BondFactsPage =>
  memoryPage(view, profile, from, ({ bondEvents }) => bondEvents)

/** The same of the till. */
export const memorySaleFacts = (view: readonly MemoryBlock[], profile: ChainProfile, { from }: SaleFactsRequest): SaleFactsPage =>
  memoryPage(view, profile, from, ({ saleEvents }) => saleEvents)

/** The DAOs that were founded, by their facts. */
export const memoryDaos = (view: readonly MemoryBlock[], profile: ChainProfile, { from }: DaosRequest): DaosPage =>
  memoryPage(view, profile, from, ({ events }) =>
    events.flatMap(({ dao, event }) => (event.fact.kind === 'founded' ? [{ ...event, fact: { dao, name: event.fact.genesis.name } }] : [])),
  )
