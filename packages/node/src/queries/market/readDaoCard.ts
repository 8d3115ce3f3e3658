import { currentMembers } from '@daomesh/governance'
import { type Address, daoSpaceOf, DaomeshError, memberKinds } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { daoCard } from '../../contract/market.ts'
import { postsOf } from '../../market/postsOf.ts'
import { answerRecord } from '../mesh/readMeshAccount.ts'

/**
 * What the chain says of an organisation that posts: its name, how many decide, how much it offers, and what it has done within a year.
 * @throws DaomeshError `DAO_UNKNOWN` where the factory of this chain made nothing, `CHAIN_UNREACHABLE`.
 */
export const readDaoCard = async (node: NodeContext, { dao }: { readonly dao: Address }): Promise<z.input<typeof daoCard>> => {
  const state = await node.market.rosters.read(dao)
  if (state === null) throw new DaomeshError('DAO_UNKNOWN', { meta: { dao } })
  await node.market.tracks.learn()
  const track = node.market.tracks.of(dao)
  const members = currentMembers(state).filter(({ power }) => power > 0n)
  const own = node.spaces.find(daoSpaceOf(node.adapters.chain.client.profile.identity, dao))
  const { total } = postsOf(node.market, dao, 'wanted')
  return {
    dao,
    name: state.genesis.name,
    members: members.length,
    contracts: members.filter(({ kind }) => kind === memberKinds.contract).length,
    posts: total,
    space: own?.id ?? null,
    level: track?.level ?? null,
    record: track === null ? null : await answerRecord(node, track.record),
  }
}
