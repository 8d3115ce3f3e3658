import { address, type Address, type SpaceId } from '@daomesh/protocol'
import { foundDao } from '../../scene/foundDao.ts'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import { type DaoPlan, root, teams } from './cast.ts'
import type { Cast } from '../props/startCast.ts'

/** A founded DAO of the scene with the nodes of its members; `steward` is the one that acts. */
export type SceneDao = DaoPlan & {
  readonly space: SpaceId
  readonly dao: Address
  readonly nodes: readonly SceneMember[]
  readonly steward: SceneMember
}

const foundOne = async (cast: Cast, plan: DaoPlan): Promise<SceneDao> => {
  const nodes = plan.members.map(cast)
  const [steward] = nodes
  if (steward === undefined) throw new RangeError('a DAO has members')
  // Equal power: nothing is decided by one of the two.
  const { space, dao } = await foundDao(nodes, [1n, 1n], plan)
  const everywhere = () => Promise.all(nodes.map(({ api }) => api.daos.get({ space })))
  await until('the key of the space on both nodes', async () =>
    (await everywhere()).every(({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null)),
  )
  await steward.api.daos.deploy({ requestId: requestId(), space })
  await until('the DAO on chain', async () => (await everywhere()).every(({ deployed }) => deployed === 'final'))
  return { ...plan, space, dao: address.parse(dao), nodes, steward }
}

/** Founds and deploys the four DAOs at the same time. */
export const foundDaos = async (cast: Cast, { say }: Narrator): Promise<readonly [SceneDao, ...SceneDao[]]> => {
  const [first, ...others] = await Promise.all([foundOne(cast, root), ...teams.map((plan) => foundOne(cast, plan))])
  const daos = [first, ...others] as const
  for (const { name, dao, members, incomeBps } of daos)
    say(`${name} (${members.join(', ')}): ${dao}; its treasury keeps ${incomeBps / 100} % of income`)
  return daos
}
