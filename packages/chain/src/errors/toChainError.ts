import { DaomeshError } from '@daomesh/protocol'
import { BaseError, InsufficientFundsError } from 'viem'
import { revertOf } from './decodeRevert.ts'
import { endpointAnswer } from './endpointAnswer.ts'

/** What the endpoint said in a word, for `meta`: never its address, which may carry a key. */
export const detailOf = (error: unknown): string =>
  String(error instanceof BaseError ? error.details || error.shortMessage : error).slice(0, 200)

/**
 * Errors of viem as errors of ours. A revert names its reason; want of money says so; everything else is an endpoint that does not do its part.
 */
export const toChainError = (error: unknown): DaomeshError => {
  if (error instanceof DaomeshError) return error
  if (!(error instanceof BaseError)) return new DaomeshError('INTERNAL', { cause: error, meta: { message: String(error) } })
  if (error.walk((inner) => inner instanceof InsufficientFundsError) !== null)
    return new DaomeshError('TRANSACTION_FUNDS', { cause: error })
  const answer = endpointAnswer(error)
  if (answer === null) return new DaomeshError('CHAIN_UNREACHABLE', { cause: error, meta: { detail: detailOf(error) } })
  const { code, words, data } = answer
  if (/insufficient (funds|MaxFeePerGas|balance)/i.test(words)) return new DaomeshError('TRANSACTION_FUNDS', { cause: error })
  // 3 is "execution error" (geth, anvil); others only say it in words.
  if (code === 3 || /revert/i.test(words)) {
    const reason = revertOf(data)
    return new DaomeshError('TRANSACTION_REVERTED', {
      cause: error,
      meta: { error: reason.error, args: reason.args.join(','), raw: reason.raw.slice(0, 1026) },
    })
  }
  return new DaomeshError('CHAIN_UNREACHABLE', { cause: error, meta: { detail: words.slice(0, 200), code } })
}

/** The arguments of the named error that a revert told, as text. */
export const argsOf = ({ meta }: DaomeshError): readonly string[] => (typeof meta['args'] === 'string' ? meta['args'].split(',') : [])
