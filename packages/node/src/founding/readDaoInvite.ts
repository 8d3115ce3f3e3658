import { predictDaoAddress } from '@daomesh/chain'
import { DaomeshError, daoSpaceOf, parseInvite } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

/**
 * The DAO of an invite on this node's chain. The address commits to the genesis, so neither can be changed alone.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`.
 */
export const readDaoInvite = (node: Pick<NodeContext, 'adapters'>, text: string) => {
  const { clock, chain } = node.adapters
  const invite = parseInvite(text, clock.now())
  if (invite.kind !== 'dao')
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'invite', reason: 'it leads to a lobby, not to a DAO' } })
  const { identity, factory } = chain.client.profile
  const { chainId, chainGenesis } = invite.genesis
  if (chainId !== identity.chainId || chainGenesis !== identity.genesisHash)
    throw new DaomeshError('INVITE_CHAIN', { meta: { chainId: chainId.toString() } })
  if (predictDaoAddress(factory, invite.genesis) !== invite.dao)
    throw new DaomeshError('INVITE_MALFORMED', { meta: { reason: 'the address is not that of this founding', dao: invite.dao } })
  return { invite, factory, space: daoSpaceOf(identity, invite.dao) }
}
