import { address, type Address, type Hex } from '@daomesh/protocol'
import { type PublicClient, RpcRequestError, BaseError } from 'viem'

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
export type GetFactLogsReturnType = readonly FactLog[]

const answered = (error: unknown): boolean => error instanceof BaseError && error.walk((inner) => inner instanceof RpcRequestError) !== null

/** Everything they logged in these blocks, in order. An endpoint that finds the range too long is asked for its halves. */
export const getFactLogs = async (client: PublicClient, { emitters, from, to }: GetFactLogsParameters): Promise<GetFactLogsReturnType> => {
  if (from > to) return []
  try {
    const logs = await client.getLogs({ address: [...emitters], fromBlock: from, toBlock: to })
    return logs
      .map((log) => ({
        emitter: address.parse(log.address),
        block: log.blockNumber,
        blockHash: log.blockHash,
        transaction: log.transactionHash,
        logIndex: log.logIndex,
        topics: log.topics,
        data: log.data,
      }))
      .sort((a, b) => (a.block === b.block ? a.logIndex - b.logIndex : a.block < b.block ? -1 : 1))
  } catch (error) {
    if (from === to || !answered(error)) throw error
    const middle = (from + to) / 2n
    const first = await getFactLogs(client, { emitters, from, to: middle })
    return [...first, ...(await getFactLogs(client, { emitters, from: middle + 1n, to }))]
  }
}
