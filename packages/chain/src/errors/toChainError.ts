import { DaomeshError, type Hex } from '@daomesh/protocol'
import { BaseError, InsufficientFundsError, RpcRequestError } from 'viem'
import { revertOf } from './decodeRevert.ts'

const isHex = (value: unknown): value is Hex => typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)

/** Endpoints put what a call returned into `data`, some one level deeper. */
const revertBytes = (value: unknown): Hex | null => {
  if (isHex(value)) return value
  if (typeof value === 'object' && value !== null && 'data' in value) return revertBytes(value.data)
  return null
}

/** The answer of the endpoint, when it answered at all. */
const answerOf = (error: BaseError): RpcRequestError | null => {
  const found = error.walk((inner) => inner instanceof RpcRequestError)
  return found instanceof RpcRequestError ? found : null
}

/** What the endpoint said in a word, for `meta`: never its address, which may carry a key. */
export const detailOf = (error: unknown): string =>
  (error instanceof BaseError ? error.details || error.shortMessage : String(error)).slice(0, 200)

/**
 * Errors of viem as errors of ours. A revert names its reason; want of money says so; everything else is an endpoint that does not do its part.
 */
export const toChainError = (error: unknown): DaomeshError => {
  if (error instanceof DaomeshError) return error
  if (!(error instanceof BaseError)) return new DaomeshError('INTERNAL', { cause: error, meta: { message: String(error) } })
  if (error.walk((inner) => inner instanceof InsufficientFundsError) !== null)
    return new DaomeshError('TRANSACTION_FUNDS', { cause: error })
  const answer = answerOf(error)
  if (answer === null) return new DaomeshError('CHAIN_UNREACHABLE', { cause: error, meta: { detail: detailOf(error) } })
  if (/insufficient (funds|MaxFeePerGas|balance)/i.test(answer.details)) return new DaomeshError('TRANSACTION_FUNDS', { cause: error })
  // 3 is "execution error" (geth, anvil); others only say it in words.
  if (answer.code === 3 || /revert/i.test(answer.details)) {
    const reason = revertOf(revertBytes(answer.data) ?? '0x')
    return new DaomeshError('TRANSACTION_REVERTED', {
      cause: error,
      meta: { error: reason.error, args: reason.args.join(','), raw: reason.raw.slice(0, 1026) },
    })
  }
  return new DaomeshError('CHAIN_UNREACHABLE', { cause: error, meta: { detail: detailOf(error), code: answer.code } })
}
