import { powerClusters, powerTies } from '@daomesh/governance'
import { type Address, daoSpaceOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { powerWebShape } from '../../contract/mesh.ts'

/**
 * The web of power between the DAOs of this chain, and the clusters in it.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const readPower = async (node: NodeContext): Promise<z.input<typeof powerWebShape>> => {
  const { states, names, omitted } = await node.power.read()
  const ties = powerTies(states)
  const clusters = powerClusters(ties)
  const identity = node.adapters.chain.client.profile.identity
  const clusterOf = new Map(clusters.flatMap(({ daos }, i) => daos.map((dao) => [dao, i + 1] as const)))
  const tied = new Set<Address>(ties.flatMap(({ dao, member }) => [dao, member]))
  return {
    daos: [...tied].toSorted().map((account) => ({
      account,
      kind: 'dao' as const,
      name: names.get(account) ?? null,
      space: node.spaces.find(daoSpaceOf(identity, account))?.id ?? null,
      cluster: clusterOf.get(account) ?? null,
    })),
    ties: ties.map(({ dao, member, power, total, share, mutual }) => ({
      dao,
      member,
      power: power.toString(),
      total: total.toString(),
      share: Number(share),
      mutual,
    })),
    clusters: clusters.map(({ daos, inside }, i) => ({ cluster: i + 1, daos: [...daos], inside })),
    known: states.size,
    omitted,
  }
}
