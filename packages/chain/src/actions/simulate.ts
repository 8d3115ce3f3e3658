import type { Address, Hex } from '@daomesh/protocol'
import { BaseError, numberToHex, type PublicClient } from 'viem'
import type { CallOutcome, ChainCall } from '../client/ports.ts'
import { revertOf } from '../errors/decodeRevert.ts'
import { endpointAnswer } from '../errors/endpointAnswer.ts'
import { OddAnswer } from '../errors/OddAnswer.ts'
import { toChainError } from '../errors/toChainError.ts'

export type SimulateParameters = { readonly from: Address; readonly calls: readonly ChainCall[] }
export type SimulateReturnType = readonly CallOutcome[]

type SimulatedCall = { status: Hex; gasUsed: Hex; returnData: Hex; error?: { data?: Hex; message?: string } }
type SimulateSchema = { Method: 'eth_simulateV1'; Parameters: unknown[]; ReturnType: { calls: SimulatedCall[] }[] }

const outcomeOf = (call: SimulatedCall): CallOutcome => {
  if (call.status === '0x1') return { ok: true, gas: BigInt(call.gasUsed) }
  const raw = call.returnData.length > 2 ? call.returnData : (call.error?.data ?? '0x')
  const reason = revertOf(raw)
  return {
    ok: false,
    error: reason.error === 'silent' ? (call.error?.message ?? 'silent').slice(0, 200) : reason.error,
    args: reason.args,
    raw,
  }
}

const together = async (client: PublicClient, { from, calls }: SimulateParameters): Promise<SimulateReturnType> => {
  const [block] = await client.request<SimulateSchema>({
    method: 'eth_simulateV1',
    params: [
      { blockStateCalls: [{ calls: calls.map(({ to, value, data }) => ({ from, to, value: numberToHex(value), input: data })) }] },
      'latest',
    ],
  })
  return (block?.calls ?? []).map(outcomeOf)
}

const alone = async (client: PublicClient, from: Address, { to, value, data }: ChainCall): Promise<CallOutcome> => {
  try {
    return { ok: true, gas: await client.estimateGas({ account: from, to, value, data }) }
  } catch (error) {
    const known = toChainError(error)
    if (known.code === 'TRANSACTION_FUNDS') return { ok: false, error: 'Dao_Underfunded', args: [], raw: '0x' }
    if (known.code !== 'TRANSACTION_REVERTED') throw known
    const reason = revertOf(String(known.meta['raw'] ?? '0x') as Hex)
    return { ok: false, error: reason.error, args: reason.args, raw: reason.raw }
  }
}

/** Simulations need not check money (anvil does not): whoever has less than it would have sent by then cannot send. */
const withMoney = (outcomes: SimulateReturnType, calls: readonly ChainCall[], balance: bigint): SimulateReturnType => {
  let left = balance
  return outcomes.map((outcome, i) => {
    const value = calls[i]?.value ?? 0n
    if (value > left) return { ok: false, error: 'Dao_Underfunded', args: [], raw: '0x' }
    if (outcome.ok) left -= value
    return outcome
  })
}

const isOdd = (error: unknown): boolean => error instanceof BaseError && error.walk((inner) => inner instanceof OddAnswer) !== null

/**
 * What calls would do, one after the other, from one account; nothing is sent. Money that the calls themselves bring in is not counted. Endpoints without eth_simulateV1, or that refuse the whole list because
 * one call lacks money, are asked call by call: then none sees what the ones before it did.
 */
export const simulate = async (client: PublicClient, parameters: SimulateParameters): Promise<SimulateReturnType> => {
  const { from, calls } = parameters
  if (calls.length === 0) return []
  const balance = client.getBalance({ address: from })
  const all = together(client, parameters).catch((error: unknown) => {
    if (endpointAnswer(error) !== null || isOdd(error)) return null
    throw error
  })
  const [outcomes, held] = await Promise.all([all, balance])
  if (outcomes?.length === calls.length) return withMoney(outcomes, calls, held)
  return withMoney(await Promise.all(calls.map((call) => alone(client, from, call))), calls, held)
}
