import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import { everywhere } from '../props/everywhere.ts'
import { peopleIn, type TreeDao, treeDao } from './daos.ts'
import { answer } from './decide.ts'

export type Terms = {
  readonly name: string
  /** People who are founders themselves, with one vote and one share each. */
  readonly people: readonly SceneMember[]
  readonly daos: readonly TreeDao[]
  readonly power: bigint
  readonly shares: bigint
  readonly gracePeriod: number
  readonly challengeWindow: number
}

/** Reputation voting: half of all power must take part, and more than half of the votes decide. */
const rules = {
  mode: 1,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 3 * 86_400,
  credits: 0,
  refundCap: 0,
  incomeBps: 10_000,
}

/** What the members of a DAO were asked about this founding, and answer with Yes. */
const agree = async (dao: TreeDao, name: string): Promise<void> => {
  const question = await until(`${dao.name} to be asked whether it founds ${name}`, async () =>
    (await dao.steward.api.proposals.list({ space: dao.space })).find(({ title }) => title === `Found ${name} as a member`),
  )
  await answer(dao, question.decision)
}

/**
 * DAOs found a DAO as people do: one of them opens a lobby, somebody of each other one comes and brings it, and its members agree by ballots in their own
 * space. Complete, it is deployed by one transaction, and everybody's node opens it.
 */
export const foundTogether = async (opener: SceneMember, terms: Terms): Promise<TreeDao> => {
  const { name, people, daos, power, shares, gracePeriod, challengeWindow } = terms
  const lobby = await opener.api.lobbies.create({ requestId: requestId(), name, displayName: opener.name, expiresInHours: 1 })
  const { invite, space: room } = lobby
  if (invite === null) throw new Error('the lobby has no invite')
  await Promise.all(
    daos.map(async ({ steward, dao }) => {
      const { api, name: displayName } = steward
      if (steward !== opener) await api.lobbies.join({ requestId: requestId(), invite, displayName })
      await until(`the key of the lobby at ${displayName}’s`, () => api.lobbies.bring({ requestId: requestId(), space: room, dao }))
    }),
  )
  await until(`${daos.length} DAOs in the lobby`, async () => {
    const here = await opener.api.lobbies.get({ space: room })
    return here.daos.length === daos.length && here.daos.every((one) => one.name !== null)
  })
  const seats = [
    ...people.map(({ account }) => ({ account, power: '1', shares: '1' })),
    ...daos.map(({ dao }) => ({ account: dao, power: power.toString(), shares: shares.toString(), kind: 'contract' as const })),
  ]
  const { proposal } = await opener.api.lobbies.propose({
    requestId: requestId(),
    space: room,
    members: seats,
    rules: { ...rules, gracePeriod, challengeWindow },
  })
  if (proposal === null) throw new Error('the founding was not proposed')
  await Promise.all(daos.map((dao) => agree(dao, name)))
  const space = await until(`${name} complete`, async () => (await opener.api.lobbies.get({ space: room })).dao)
  await opener.api.daos.deploy({ requestId: requestId(), space })
  const founded = treeDao(name, { space, dao: proposal.dao }, { people, daos })
  await everywhere(`${name} open`, peopleIn(founded), async ({ api }) => {
    const { deployed, locked, standing } = await api.daos.get({ space })
    return deployed === 'final' && standing === 'member' && !locked
  })
  return founded
}
