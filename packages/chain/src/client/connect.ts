import { createPublicClient, http, type HttpTransport, type PublicClient } from 'viem'
import { checkAnswer, type Question } from './checkAnswer.ts'

/** Milliseconds an endpoint may take for one answer. */
const patience = 10_000
/** Bytes of one answer, to however many questions. */
const mostBytes = 10 * 1024 * 1024

/** viem looks into the `data` of an error that an endpoint answered with, and takes null for an object. */
const withoutNull = (error: unknown): unknown => {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : null)
    if ('data' in at && at.data === null) at.data = undefined
  return error
}

/** @param mayAsk throws where this endpoint is to be asked nothing more. */
const checked = (transport: HttpTransport, mayAsk: () => void): HttpTransport => {
  return (init) => {
    const inner = transport(init)
    const request = async (question: Question, options?: object): Promise<unknown> => {
      mayAsk()
      const ask = inner.request as (question: Question, options?: object) => Promise<unknown>
      const answer = await ask(question, options).catch((error: unknown) => {
        throw withoutNull(error)
      })
      return checkAnswer(question, answer)
    }
    return { ...inner, request: request as typeof inner.request }
  }
}

/** One HTTP request carries everything asked in the same tick; retries are the callers' business, who know when to stop. */
export const connect = (rpcUrl: string, mayAsk: () => void = () => undefined): PublicClient => {
  const transport = http(rpcUrl, { batch: true, retryCount: 0, timeout: patience, maxResponseBodySize: mostBytes })
  return createPublicClient({ transport: checked(transport, mayAsk), cacheTime: 0 })
}
