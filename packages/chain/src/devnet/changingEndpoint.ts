import { type AskChain, proxyEndpoint, type ProxyEndpoint, type Question } from './proxyEndpoint.ts'

export type Answer = { readonly id: number; readonly result?: unknown; readonly error?: unknown }
/** What is answered in place of an answer of the chain. */
export type Change = (question: Question, answer: Answer) => Answer | Promise<Answer>

export const honest: Change = (_, answer) => answer

/** An endpoint that changes each answer of the chain by itself, also of several that were asked at once. @param change its `now` may be exchanged. */
export const changingEndpoint = (rpcUrl: string, change: { now: Change }): Promise<ProxyEndpoint> =>
  proxyEndpoint(rpcUrl, async (asked: Question | readonly Question[], ask: AskChain): Promise<unknown> => {
    const answers = new Map([(await ask(asked)) as Answer | Answer[]].flat().map((answer) => [answer.id, answer]))
    const changed = [asked].flat().map(async (question) => change.now(question, answers.get(question.id) ?? { id: question.id }))
    return Array.isArray(asked) ? Promise.all(changed) : changed[0]
  })
