import { type Address, type ChainPosition, DaomeshError, type Hex } from '@daomesh/protocol'
import { BlockNotFoundError, type PublicClient } from 'viem'
import type { ChainHead, ChainProfile, FactsCursor, Page } from '../client/ports.ts'
import { ChainMoved } from '../errors/ChainMoved.ts'
import { type FactLog, getFactLogs } from './getFactLogs.ts'
import { getHead } from './getHead.ts'

export type ReadPageParameters<F> = {
  readonly profile: ChainProfile
  readonly from: FactsCursor | null
  readonly emitters: readonly Address[]
  /** What a log says; null where it is no fact. */
  readonly factOf: (log: FactLog) => Promise<F | null> | F | null
}
export type ReadPageReturnType<F> = Page<ChainPosition & { readonly fact: F }>

/** How often a read is begun anew when a reorganisation falls into it. */
const attempts = 4

const hashAt = async (client: PublicClient, number: bigint): Promise<Hex> => (await client.getBlock({ blockNumber: number })).hash

/** Blocks asked for at once: an endpoint tells every transaction of a block along with it, and an answer is bounded. */
const blocksAtOnce = 32

const readBlocks = async (client: PublicClient, numbers: readonly bigint[]) => {
  const read = async (n: bigint) => [n, await client.getBlock({ blockNumber: n })] as const
  const blocks: (readonly [bigint, { readonly hash: Hex; readonly timestamp: bigint }])[] = []
  for (let at = 0; at < numbers.length; at += blocksAtOnce)
    blocks.push(...(await Promise.all(numbers.slice(at, at + blocksAtOnce).map(read))))
  return new Map(blocks)
}

const toEvents = async <F>(client: PublicClient, { factOf }: ReadPageParameters<F>, logs: readonly FactLog[]) => {
  const blocks = await readBlocks(client, [...new Set(logs.map((log) => log.block))])
  const events: (ChainPosition & { readonly fact: F })[] = []
  for (const log of logs) {
    const block = blocks.get(log.block)
    if (block?.hash !== log.blockHash) throw new ChainMoved()
    const fact = await factOf(log)
    if (fact === null) continue
    const { transaction, logIndex, blockHash } = log
    events.push({ block: log.block, blockHash, transaction, logIndex, at: Number(block.timestamp) * 1000, fact })
  }
  return events
}

/** What was delivered as final must still be there; if not, this endpoint tells another history and nothing may be built on it (A3). */
const checkCursor = async (client: PublicClient, cursor: FactsCursor, head: ChainHead): Promise<void> => {
  const found = cursor.number === head.number ? head.hash : await hashAt(client, cursor.number)
  if (found !== cursor.hash)
    throw new DaomeshError('CHAIN_EVENTS_DIFFER', { meta: { block: cursor.number.toString(), expected: cursor.hash, found } })
}

const nothingLoose = { logs: [], to: 0n, last: null }

const readOnce = async <F>(client: PublicClient, parameters: ReadPageParameters<F>): Promise<ReadPageReturnType<F>> => {
  const { emitters, from, profile } = parameters
  const head = await getHead(client, { finality: profile.finality })
  // An endpoint that lags behind what it (or another) already told: nothing new, nothing lost.
  if (from !== null && from.number > head.number) return { finalized: [], cursor: from, unfinalized: [], head, more: false }
  if (from !== null) await checkCursor(client, from, head)

  const start = from === null ? profile.startBlock : from.number + 1n
  const last = start + profile.logRange - 1n
  const wanted = last < head.finalized.number ? last : head.finalized.number
  const { logs: finalLogs, to: end, last: endHash } = await getFactLogs(client, { emitters, from: start, to: wanted })
  if (endHash !== null && end === head.finalized.number && endHash !== head.finalized.hash) throw new ChainMoved()
  const more = end < head.finalized.number
  const aboveFinal = head.finalized.number + 1n
  const isAbove = { emitters, from: start > aboveFinal ? start : aboveFinal, to: head.number }
  const { logs: loose, to: top, last: topHash } = more ? nothingLoose : await getFactLogs(client, isAbove)
  if (topHash !== null && top === head.number && topHash !== head.hash) throw new ChainMoved()
  const finalized = await toEvents(client, parameters, finalLogs)
  const unfinalized = await toEvents(client, parameters, loose)
  if ((await hashAt(client, head.number)) !== head.hash) throw new ChainMoved()
  const cursor = endHash === null ? from : { number: end, hash: endHash }
  return { finalized, cursor, unfinalized, head, more }
}

/**
 * One page of what some contracts logged (SPEC A2–A4): at most `logRange` final blocks after the cursor, and everything above the final block once that is
 * reached.
 * @throws DaomeshError `CHAIN_EVENTS_DIFFER` when the cursor's block is gone.
 */
export const readPage = async <F>(client: PublicClient, parameters: ReadPageParameters<F>): Promise<ReadPageReturnType<F>> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(client, parameters)
    } catch (error) {
      // A block that was there when the page was begun and is not any more: the chain lies lower now.
      if (!(error instanceof ChainMoved) && !(error instanceof BlockNotFoundError)) throw error
      if (attempt === attempts)
        throw new DaomeshError('CHAIN_UNREACHABLE', {
          meta: { detail: 'the chain keeps reorganising, or one of several endpoints behind the address lags' },
        })
    }
  }
}
