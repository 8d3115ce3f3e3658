import type { DecisionId } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import { everywhere } from '../props/everywhere.ts'
import { mined, type Mined } from '../props/mined.ts'
import type { TreeDao } from './daos.ts'

type Support = 'for' | 'against'

/** One answer to several decisions stands under one signature. */
const castAt = async (
  { api, name: who }: SceneMember,
  { space, name }: TreeDao,
  decisions: readonly DecisionId[],
  support: Support,
): Promise<void> => {
  await until(`the proposal to ${name} at ${who}’s`, () => Promise.all(decisions.map((decision) => api.proposals.get({ space, decision }))))
  const choices = decisions.map((decision) => ({ decision, support }))
  await api.ballots.cast({ requestId: requestId(), space, choices, reason: '' })
}

/**
 * The question in the space of an inner DAO that stands for an outer decision: brought there by somebody's node, by no hand. By its words: where the outer DAO
 * was itself asked twice, one question stands for both, and its answer is for both.
 */
export const questionFor = (inner: TreeDao, outer: TreeDao, decision: DecisionId): Promise<{ decision: DecisionId; closesAt: number }> =>
  until(`${inner.name} to be asked by ${outer.name}`, async () => {
    const { title } = await outer.steward.api.proposals.get({ space: outer.space, decision })
    const rows = await inner.steward.api.proposals.list({ space: inner.space })
    return rows.find((row) => row.title === `${outer.name} asks: ${title}`)
  })

/** One DAO's word in another one: its members answer in their own space, and wait until their ballots are its ballot there. */
const answerAs = async (inner: TreeDao, outer: TreeDao, decision: DecisionId, supportOf: SupportOf): Promise<void> => {
  const question = await questionFor(inner, outer, decision)
  await answer(inner, question.decision, supportOf)
  await until(`the ballot of ${inner.name} in ${outer.name}`, async () => {
    const { ballotRows } = await outer.steward.api.proposals.get({ space: outer.space, decision })
    return ballotRows.some(({ account }) => account === inner.dao)
  })
}

/** What the members of a DAO say; null: nothing. */
export type SupportOf = (dao: TreeDao) => Support | null
const everybodyFor: SupportOf = () => 'for'

/** Everybody answers where they have a seat: people here, those of DAOs among the members in their own DAOs, level by level. */
export const answer = async (dao: TreeDao, decision: DecisionId, supportOf: SupportOf = everybodyFor): Promise<void> => {
  const support = supportOf(dao)
  const own = support === null ? [] : dao.people.map((person) => castAt(person, dao, [decision], support))
  await Promise.all([...own, ...dao.daos.map((inner) => answerAs(inner, dao, decision, supportOf))])
}

/** The people of a DAO say For to several decisions on one sheet each, and wait until their ballots decide. */
export const answerTogether = async (dao: TreeDao, decisions: readonly DecisionId[]): Promise<void> => {
  await Promise.all(dao.people.map((person) => castAt(person, dao, decisions, 'for')))
  const { api, name } = dao.steward
  await until(`the ballots of ${dao.name} at ${name}’s`, async () =>
    (await Promise.all(decisions.map((decision) => api.proposals.get({ space: dao.space, decision })))).every(
      ({ tally }) => tally.enactable,
    ),
  )
}

/** One transaction carries a decision out once the ballots are enough, at the steward's node. */
export const enact = async ({ name, space, steward }: TreeDao, decision: DecisionId): Promise<Mined> => {
  const { api } = steward
  await until(`enough ballots of ${name}`, async () => (await api.proposals.get({ space, decision })).tally.enactable)
  return mined(steward, (await api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })).id)
}

/** All say For, and one transaction carries it out. */
export const decide = async (dao: TreeDao, decision: DecisionId | null): Promise<Mined> => {
  if (decision === null) throw new RangeError(`${dao.name} was asked nothing`)
  await answer(dao, decision)
  return enact(dao, decision)
}

/** Waits until everybody who is in a DAO sees its decision final. */
export const seenFinal = async (dao: TreeDao, members: readonly SceneMember[], decision: DecisionId): Promise<void> => {
  await everywhere(`the decision of ${dao.name} final`, members, async ({ api }) => {
    const { state } = await api.proposals.get({ space: dao.space, decision })
    return state === 'final'
  })
}
