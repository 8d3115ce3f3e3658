import type { DecisionId } from '@daomesh/protocol'
import { createPublicClient, http } from 'viem'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Mined } from '../props/mined.ts'
import { eth, short } from '../props/say.ts'
import { lock } from './cast.ts'
import { peopleIn, type TreeDao } from './daos.ts'
import { answer, enact, questionFor, seenFinal } from './decide.ts'

export type LockDecision = {
  readonly decision: DecisionId
  readonly enacted: Mined
  /** The head of the chain before anybody was asked. */
  readonly before: bigint
  /** When the vote ends on each level, the outermost first, in seconds of chain time. */
  readonly closings: readonly number[]
  readonly voters: number
}

/** When the question ends on each level, down to a DAO of people. */
const closingsBelow = async (outer: TreeDao, decision: DecisionId): Promise<readonly number[]> => {
  const [inner] = outer.daos
  if (inner === undefined) return []
  const question = await questionFor(inner, outer, decision)
  return [question.closesAt, ...(await closingsBelow(inner, question.decision))]
}

/**
 * The warden proposes in the league. The question comes to the confederation, from there to the people of its DAOs; what they deliberate on stands in their
 * own spaces. Their ballots come up as the ballots of their DAOs, and one transaction of the warden carries out all of it.
 */
export const decideOnThreeLevels = async ({ devnet }: Stage, river: TreeDao, { say }: Narrator): Promise<LockDecision> => {
  const [watershed] = river.daos
  const [warden] = river.people
  const [mill] = watershed?.daos ?? []
  if (watershed === undefined || warden === undefined || mill === undefined) throw new RangeError('three levels')
  const { api } = warden
  const before = await createPublicClient({ transport: http(devnet.rpcUrl) }).getBlockNumber()
  const { decision } = await api.proposals.submit({
    requestId: requestId(),
    space: river.space,
    draft: null,
    title: 'Build a lock',
    content: 'So that boats come up to the mill.',
    calls: [{ target: lock.payee, value: lock.amount.toString(), data: '0x' }],
  })
  const inWatershed = await questionFor(watershed, river, decision)
  const inMill = await questionFor(mill, watershed, inWatershed.decision)
  // Two who have a seat in the mill alone talk about it there; what they say goes nowhere else.
  const [, ben, cleo] = mill.people
  if (ben === undefined || cleo === undefined) throw new RangeError('three people in the mill')
  await until(`the question at ${ben.name}’s`, () => ben.api.proposals.get({ space: mill.space, decision: inMill.decision }))
  const about = { space: mill.space, about: inMill.decision, replyTo: null }
  await ben.api.comments.post({ requestId: requestId(), ...about, text: 'Who keeps it when it freezes?' })
  await until(`Ben’s words at ${cleo.name}’s`, async () =>
    (await cleo.api.proposals.get({ space: mill.space, decision: inMill.decision })).comments.some(
      ({ account }) => account === ben.account,
    ),
  )
  const { closesAt } = await api.proposals.get({ space: river.space, decision })
  const closings = [closesAt, ...(await closingsBelow(river, decision))]
  await answer(river, decision)
  const enacted = await enact({ ...river, steward: warden }, decision)
  const people = peopleIn(river)
  await seenFinal(river, people, decision)
  say(
    `${people.length} people answer in their own DAOs; their word is Mill’s, Ford’s and Grove’s, that is Watershed’s, and River pays ${eth(lock.amount)}`,
  )
  say(`one transaction for all three levels: ${short(enacted.hash)}, ${enacted.gas} gas`)
  return { decision, enacted, before, closings, voters: people.length }
}
