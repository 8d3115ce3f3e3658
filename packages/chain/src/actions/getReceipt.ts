import { DaomeshError, type Hex } from '@daomesh/protocol'
import { type PublicClient, TransactionReceiptNotFoundError } from 'viem'
import type { ChainHead, Finality, TransactionReceipt } from '../client/ports.ts'
import { endpointAnswer } from '../errors/endpointAnswer.ts'
import { argsOf, toChainError } from '../errors/toChainError.ts'
import { getBlockHash } from './getBlockHash.ts'
import { getHead } from './getHead.ts'

export type GetReceiptParameters = { readonly hash: Hex; readonly finality: Finality }
export type GetReceiptReturnType = TransactionReceipt | null

const find = async (client: PublicClient, hash: Hex) => {
  try {
    return await client.getTransactionReceipt({ hash })
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null
    throw error
  }
}

/** Whoever was asked too often may know it later. */
const busy = /limit|too many|rate|busy|timed? ?out/i

/** The endpoint answered, and does not know: one that keeps the states of the newest blocks alone forgets those of the others. */
const isForgotten = (error: unknown): boolean => {
  const answer = endpointAnswer(error)
  return answer !== null && !busy.test(answer.words)
}

const notFound = { error: null, args: [] } as const

/** Why it reverted: made again on the state right behind its block. Not kept by the chain, so it may not be found. */
const reasonOf = async (client: PublicClient, hash: Hex, blockNumber: bigint): Promise<Pick<TransactionReceipt, 'error' | 'args'>> => {
  const { from, to, value, input } = await client.getTransaction({ hash })
  try {
    await client.call({ account: from, to, value, data: input, blockNumber })
    return notFound
  } catch (error) {
    const known = toChainError(error)
    if (known.code === 'TRANSACTION_REVERTED') return { error: String(known.meta['error']), args: argsOf(known) }
    if (known.code === 'CHAIN_UNREACHABLE' && !isForgotten(error)) throw known
    return notFound
  }
}

/** Whether the chain has this very block: of several endpoints behind one address one may still hold a branch that the chain left (SPEC A96). */
const stands = async (
  client: PublicClient,
  { blockNumber, blockHash }: { blockNumber: bigint; blockHash: Hex },
  { finalized }: ChainHead,
) => {
  const hash = blockNumber === finalized.number ? finalized.hash : await getBlockHash(client, { number: blockNumber })
  if (hash === null) throw new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail: 'it does not know a block of its own' } })
  return hash === blockHash
}

/** null: not mined (any more). `fee` in wei. */
export const getReceipt = async (client: PublicClient, { hash, finality }: GetReceiptParameters): Promise<GetReceiptReturnType> => {
  const [receipt, head] = await Promise.all([find(client, hash), getHead(client, { finality })])
  if (receipt === null) return null
  const final = receipt.blockNumber <= head.finalized.number
  if (final && !(await stands(client, receipt, head))) return null
  const ok = receipt.status === 'success'
  return {
    hash,
    ok,
    block: { number: receipt.blockNumber, hash: receipt.blockHash },
    final,
    gasUsed: receipt.gasUsed,
    fee: receipt.gasUsed * receipt.effectiveGasPrice,
    ...(ok ? notFound : await reasonOf(client, hash, receipt.blockNumber)),
  }
}
