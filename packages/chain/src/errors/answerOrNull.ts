import { BaseError, HttpRequestError, RpcRequestError, TimeoutError } from 'viem'
import { OddAnswer } from './OddAnswer.ts'
import { toChainError } from './toChainError.ts'

/** The question did not arrive, or the endpoint itself answered with an error. */
const isEndpoint = (error: unknown): boolean =>
  error instanceof HttpRequestError || error instanceof TimeoutError || error instanceof RpcRequestError || error instanceof OddAnswer

/** null where the contract has no such function or answers nonsense; an endpoint that fails is thrown. */
export const answerOrNull = async <T>(question: Promise<T>): Promise<T | null> => {
  try {
    return await question
  } catch (error) {
    if (error instanceof BaseError && error.walk(isEndpoint) === null) return null
    if (toChainError(error).code === 'TRANSACTION_REVERTED') return null
    throw error
  }
}
