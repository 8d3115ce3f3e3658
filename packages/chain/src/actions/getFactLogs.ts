import type { Address, Hex } from '@daomesh/protocol'
import { BaseError, numberToHex, type PublicClient, ResponseBodyTooLargeError } from 'viem'
import { ChainMoved } from '../errors/ChainMoved.ts'
import { endpointAnswer } from '../errors/endpointAnswer.ts'

export type FactLog = {
  readonly emitter: Address
  readonly block: bigint
  readonly blockHash: Hex
  readonly transaction: Hex
  readonly logIndex: number
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** `emitters`: the DAO and its inbox. */
export type GetFactLogsParameters = { readonly emitters: readonly Address[]; readonly from: bigint; readonly to: bigint }
/** `to`: the last block they were read up to. Less than was asked for where they are too much for one page. `last`: its hash; null where nothing was asked. */
export type GetFactLogsReturnType = { readonly logs: readonly FactLog[]; readonly to: bigint; readonly last: Hex | null }

/** Bytes of logs at which a page is full: anybody can have a contract log much in few blocks. */
const fullPage = 16 * 1024 * 1024
/** What the rest of a log takes beside its data. */
const bytesBeside = 1_024

/** It finds the range too long, or its logs are too many for one answer. */
const isTooMuch = (error: unknown): boolean =>
  endpointAnswer(error) !== null ||
  (error instanceof BaseError && error.walk((inner) => inner instanceof ResponseBodyTooLargeError) !== null)

/**
 * Asked in one request with the last block of the range (SPEC A93): an endpoint that has not come so far, of several behind one address, leaves out without a word
 * what it does not know yet.
 */
const readRange = async (
  client: PublicClient,
  { emitters, from, to }: GetFactLogsParameters,
): Promise<{ readonly logs: readonly FactLog[]; readonly last: Hex }> => {
  const [found, last] = await Promise.all([
    client.getLogs({ address: [...emitters], fromBlock: from, toBlock: to }),
    // Not by `getBlock`: asked by two at once, that takes the answer to the other's request, which another endpoint may have given.
    client.request({ method: 'eth_getBlockByNumber', params: [numberToHex(to), false] }),
  ])
  if (last === null || last.hash === null) throw new ChainMoved()
  const logs = found
    .map((log) => ({
      emitter: log.address as Address,
      block: log.blockNumber,
      blockHash: log.blockHash,
      transaction: log.transactionHash,
      logIndex: log.logIndex,
      topics: log.topics,
      data: log.data,
    }))
    .sort((a, b) => (a.block === b.block ? a.logIndex - b.logIndex : a.block < b.block ? -1 : 1))
  return { logs, last: last.hash }
}

/** Everything they logged in these blocks, in order, as far as a page holds it. A range that is too much for one answer is asked for in halves. */
export const getFactLogs = async (client: PublicClient, { emitters, from, to }: GetFactLogsParameters): Promise<GetFactLogsReturnType> => {
  const ranges = from > to ? [] : [{ from, to }]
  const logs: FactLog[] = []
  let bytes = 0
  let last: Hex | null = null
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    try {
      const read = await readRange(client, { emitters, ...range })
      last = read.last
      for (const log of read.logs) {
        logs.push(log)
        bytes += log.data.length + bytesBeside
      }
      if (bytes > fullPage) return { logs, to: range.to, last }
    } catch (error) {
      if (range.from === range.to || !isTooMuch(error)) throw error
      const middle = (range.from + range.to) / 2n
      ranges.push({ from: middle + 1n, to: range.to }, { from: range.from, to: middle })
    }
  }
  return { logs, to, last }
}
