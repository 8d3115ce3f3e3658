import type { ChainClient } from '@daomesh/chain'
import { type ChainState, foldFacts } from '@daomesh/governance'
import { type Address, type Genesis, toDaomeshError } from '@daomesh/protocol'
import { readDaoFacts } from '../chain/readDaoFacts.ts'

/**
 * All that the chain says of a DAO by now, for good; null where the address never told a founding, or tells one that the factory did not make: others name
 * any address in questions, proposals and foundings, and that is an answer about it, not a failure.
 * @param genesis where it is known already, it is not looked for.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`.
 */
export const readChainState = async (client: Pick<ChainClient, 'facts'>, dao: Address, genesis?: Genesis): Promise<ChainState | null> => {
  try {
    const facts = (await readDaoFacts(client, dao, genesis)).final.map(({ fact }) => fact)
    const [first] = facts
    return first?.kind === 'founded' ? foldFacts(first.genesis, facts) : null
  } catch (error) {
    if (toDaomeshError(error).code === 'INPUT_INVALID') return null
    throw error
  }
}
