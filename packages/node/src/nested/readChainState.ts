import type { ChainClient } from '@daomesh/chain'
import { type ChainState, foldFacts } from '@daomesh/governance'
import type { Address, ChainFact, Genesis } from '@daomesh/protocol'

/**
 * All that the chain says of a DAO by now; null where the address never told a founding.
 * @param genesis where it is known already, it is not looked for.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `INPUT_INVALID`.
 */
export const readChainState = async (client: Pick<ChainClient, 'facts'>, dao: Address, genesis?: Genesis): Promise<ChainState | null> => {
  const facts: ChainFact[] = []
  for (let page, from = null; page === undefined || page.more; from = page.cursor) {
    page = await client.facts({ dao, from, ...(genesis !== undefined && { genesis }) })
    facts.push(...page.finalized.map(({ fact }) => fact))
  }
  const [first] = facts
  return first?.kind === 'founded' ? foldFacts(first.genesis, facts) : null
}
