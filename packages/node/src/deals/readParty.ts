import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, type DealParty, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { readChainState } from '../nested/readChainState.ts'
import type { DaoSpace } from '../spaces/space.ts'

const partyOf = ({ record }: DaoSpace): DealParty => ({
  kind: 'dao',
  dao: record.dao,
  factory: record.factory,
  genesis: record.genesis,
})

/** This node's own end of a deal: its account, or a DAO that it is a member of. @throws DaomeshError `SPACE_UNKNOWN`, `MEMBERSHIP_REFUSED`. */
export const ownParty = (node: NodeContext, dao: SpaceId | null): DealParty => {
  const account = node.account.required()
  if (dao === null) return { kind: 'person', account }
  const space = node.spaces.dao(dao)
  if (!currentMembers(space.chainState()).some((member) => member.account === account))
    throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { space: dao, account } })
  return partyOf(space)
}

/**
 * The other end, by the account that the agreement will name. A DAO is one that this node is in, or that the chain knows as founded; its genesis is read
 * there. Everybody else is a person.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where only the chain could tell, `DEAL_FOREIGN` where the chain knows no DAO there.
 */
export const readParty = async (node: NodeContext, account: Address, kind: 'person' | 'dao' | null): Promise<DealParty> => {
  if (kind === 'person') return { kind, account }
  const own = node.spaces.daos().find(({ record }) => record.dao === account)
  if (own !== undefined) return partyOf(own)
  const { client } = node.adapters.chain
  const genesis = (await client.codeHash(account)) === null ? null : ((await readChainState(client, account))?.genesis ?? null)
  if (genesis !== null) return { kind: 'dao', dao: account, factory: client.profile.factory, genesis }
  if (kind === 'dao') throw new DaomeshError('DEAL_FOREIGN', { meta: { account, reason: 'no DAO is known there' } })
  return { kind: 'person', account }
}
