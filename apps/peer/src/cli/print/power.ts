import type { NodeClient } from '@daomesh/node/client'
import { table } from './table.ts'

type Web = Awaited<ReturnType<NodeClient['mesh']['power']>>

/** Which DAOs have power in which, and the clusters in that. */
export const powerText = ({ daos, ties, clusters }: Web): string => {
  const names = new Map(daos.map(({ account, name }) => [account, name ?? account]))
  return [
    table(
      ['who', 'has power in', 'power', 'part', 'how'],
      ties.map(({ dao, member, power, total, share, mutual }) => [
        names.get(member) ?? member,
        names.get(dao) ?? dao,
        `${power} of ${total}`,
        `${Math.round(share / 1_000) / 10} %`,
        mutual ? 'both ways' : 'one way',
      ]),
    ),
    table(
      ['cluster', 'DAOs', 'inside'],
      clusters.map(({ cluster, daos: members, inside }) => [
        String(cluster),
        members.map((dao) => names.get(dao) ?? dao).join(', '),
        `${Math.round(inside / 100)} %`,
      ]),
    ),
  ].join('\n\n')
}
