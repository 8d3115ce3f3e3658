import { createPublicClient, http, type HttpTransport, type PublicClient } from 'viem'
import { checkAnswer, type Question } from './checkAnswer.ts'

/** Milliseconds an endpoint may take for one answer. */
const patience = 10_000
/** Bytes of one answer, to however many questions. */
const mostBytes = 10 * 1024 * 1024

/** @param mayAsk throws where this endpoint is to be asked nothing more. */
const checked = (transport: HttpTransport, mayAsk: () => void): HttpTransport => {
  return (init) => {
    const inner = transport(init)
    const request = async (question: Question, options?: object): Promise<unknown> => {
      mayAsk()
      return checkAnswer(question, await (inner.request as (question: Question, options?: object) => Promise<unknown>)(question, options))
    }
    return { ...inner, request: request as typeof inner.request }
  }
}

/** One HTTP request carries everything asked in the same tick; retries are the callers' business, who know when to stop. */
export const connect = (rpcUrl: string, mayAsk: () => void = () => undefined): PublicClient => {
  const transport = http(rpcUrl, { batch: true, retryCount: 0, timeout: patience, maxResponseBodySize: mostBytes })
  return createPublicClient({ transport: checked(transport, mayAsk), cacheTime: 0 })
}
