import { DaomeshError, type UnsignedTransaction } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import type { PrepareRequest } from '../client/ports.ts'
import { endpointAnswer } from '../errors/endpointAnswer.ts'
import { simulate } from './simulate.ts'
import { spareGasOf } from './spareGas.ts'

export type PrepareParameters = PrepareRequest
export type PrepareReturnType = UnsignedTransaction

/** EIP-7825: no transaction may ask for more. */
const gasCap = 16_777_216n
/** Endpoints without eth_maxPriorityFeePerGas: what is usual on the main net. */
const usualTip = 1_000_000_000n

const tipOf = async (client: PublicClient): Promise<bigint> => {
  try {
    return await client.estimateMaxPriorityFeePerGas()
  } catch (error) {
    if (endpointAnswer(error) !== null) return usualTip
    throw error
  }
}

/**
 * Nonce, fees (wei) and gas of a transaction. Estimating alone is not enough: `enact` does not revert while one of its decisions succeeds, so the least
 * gas that does not revert may starve the others. What a simulation with ample gas uses counts too, a third comes on top, and what the call must have at hand.
 * @throws DaomeshError `TRANSACTION_REVERTED`, `TRANSACTION_FUNDS`.
 */
export const prepare = async (client: PublicClient, { from, to, value, data, nonce }: PrepareParameters): Promise<PrepareReturnType> => {
  const [chainId, count, block, tip, estimated, [simulated], balance] = await Promise.all([
    client.getChainId(),
    nonce ?? client.getTransactionCount({ address: from, blockTag: 'latest' }),
    client.getBlock({ blockTag: 'latest' }),
    tipOf(client),
    client.estimateGas({ account: from, to, value, data }),
    simulate(client, { from, calls: [{ to, value, data }] }),
    client.getBalance({ address: from }),
  ])
  const used = simulated?.ok === true && simulated.gas > estimated ? simulated.gas : estimated
  const wanted = (used * 4n) / 3n + spareGasOf(data)
  const gas = wanted > gasCap ? gasCap : wanted
  // Twice the base fee survives six full blocks in a row.
  const maxFeePerGas = 2n * (block.baseFeePerGas ?? 0n) + tip
  const needed = value + gas * maxFeePerGas
  if (balance < needed)
    throw new DaomeshError('TRANSACTION_FUNDS', { meta: { account: from, balance: balance.toString(), needed: needed.toString() } })
  return { chainId, nonce: count, to, value, data, gas, maxFeePerGas, maxPriorityFeePerGas: tip }
}
