import type { Address } from '@daomesh/protocol'
import { chainIdOf, describeRequest, type RequestWords, tokenAmounts } from '@daomesh/node/keystore'
import type { QueuedRequest } from './requestQueue.ts'

/** A waiting request in words. `title`, `groups` and `short` are decoded here from what would be signed; `context` is what the node says of it. */
export type PendingRequest = {
  readonly id: number
  readonly account: Address
  readonly title: string
  readonly groups: RequestWords['groups']
  readonly short: string
  /** `amounts`: those of tokens in the unit that people know, as far as the node told it. */
  readonly context: { readonly title: string; readonly lines: readonly string[]; readonly amounts: readonly string[] }
  readonly chainId: string
  readonly at: number
}

export const describePending = ({ id, account, request, at }: QueuedRequest): PendingRequest => {
  const words = describeRequest(request)
  const { title, groups, shortHash } = words
  const { tokens, ...told } = request.context
  const context = { ...told, amounts: tokenAmounts(words, tokens) }
  return { id, account, title, groups, short: shortHash, context, chainId: chainIdOf(request).toString(), at }
}
