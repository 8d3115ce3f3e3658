import { foundDao } from '../../scene/foundDao.ts'
import { requestId } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import { everywhere } from '../props/everywhere.ts'
import type { Cast } from '../props/startCast.ts'
import { applicant, founders, type SmallDao } from './cast.ts'
import { type TreeDao, treeDao } from './daos.ts'

const foundOne = async (cast: Cast, { name, members }: SmallDao): Promise<TreeDao> => {
  const people = members.map(cast)
  const founded = treeDao(
    name,
    await foundDao(
      people,
      people.map(() => 1n),
      { name, incomeBps: 10_000 },
    ),
    { people },
  )
  const { space, steward } = founded
  await everywhere(`the key of ${name}`, people, async ({ api }) => {
    const { locked, memberRows } = await api.daos.get({ space })
    return !locked && memberRows.every((row) => row.name !== null)
  })
  await steward.api.daos.deploy({ requestId: requestId(), space })
  await everywhere(`${name} on chain`, people, async ({ api }) => (await api.daos.get({ space })).deployed === 'final')
  return founded
}

export type SmallDaos = { readonly founders: readonly TreeDao[]; readonly applicant: TreeDao }

/** Founds and deploys the four small DAOs at the same time. */
export const foundDaos = async (cast: Cast, { say }: Narrator): Promise<SmallDaos> => {
  const [last, ...first] = await Promise.all([applicant, ...founders].map((plan) => foundOne(cast, plan)))
  if (last === undefined) throw new RangeError('somebody applies')
  for (const { name, people, dao } of [...first, last]) say(`${name} (${people.map((one) => one.name).join(', ')}): ${dao}`)
  return { founders: first, applicant: last }
}
