import type { ChainClient } from '@daomesh/chain'
import { type ChainState, foldFacts } from '@daomesh/governance'
import type { Address, Genesis } from '@daomesh/protocol'
import { readDaoFacts } from '../chain/readDaoFacts.ts'

/**
 * All that the chain says of a DAO by now, for good; null where the address never told a founding.
 * @param genesis where it is known already, it is not looked for.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `INPUT_INVALID`.
 */
export const readChainState = async (client: Pick<ChainClient, 'facts'>, dao: Address, genesis?: Genesis): Promise<ChainState | null> => {
  const facts = (await readDaoFacts(client, dao, genesis)).final.map(({ fact }) => fact)
  const [first] = facts
  return first?.kind === 'founded' ? foldFacts(first.genesis, facts) : null
}
