import { tokensOf } from '@daomesh/governance'
import { type Address, ether } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { coinWords } from '../queries/coinWords.ts'

export type RewardWords = { readonly symbol: string; readonly decimals: number | null; readonly known: boolean }

/**
 * Symbol and decimals of a token, as one of this node's DAOs lists it. What a stranger's post names otherwise is shown by its address and smallest unit:
 * a contract may call itself anything, and a search must not ask the chain about every post. With `asking`, for a page of a few, the contract's own words come
 * along as such: not `known`.
 */
export const createRewardWords = (
  node: Pick<NodeContext, 'spaces' | 'adapters'>,
  { asking = false }: { readonly asking?: boolean } = {},
) => {
  const words = new Map<Address, RewardWords>([[ether, { ...coinWords(node.adapters.chain.client), known: true }]])
  const listed = new Set<string>(
    node.spaces
      .daos()
      .flatMap((space) => tokensOf(space.registers()).flatMap(({ token, standard }) => (standard === 'erc20' ? [token] : []))),
  )
  return async (token: Address): Promise<RewardWords> => {
    const before = words.get(token)
    if (before !== undefined) return before
    let found: RewardWords = { symbol: '', decimals: null, known: false }
    if (listed.has(token) || asking)
      try {
        found = { ...(await node.adapters.chain.client.token(token)), known: listed.has(token) }
      } catch {
        // The chain is away: the amount is shown in the smallest unit meanwhile.
      }
    const { symbol, decimals, known } = found
    words.set(token, { symbol, decimals, known })
    return { symbol, decimals, known }
  }
}
