import type { DecisionId } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { SceneDao } from './foundDaos.ts'
import { mined, type Mined } from '../props/mined.ts'

/** Each member of the DAO votes For on its own node, on all of them under one signature, once they arrived there. */
export const vote = async ({ nodes, steward, space, name }: SceneDao, decisions: readonly DecisionId[]): Promise<void> => {
  const voteAt = async ({ api, name: who }: SceneMember): Promise<void> => {
    // Not from its list: where two members' nodes asked the same at once, that shows one of the two, and any of them signs.
    await until(`the proposal to ${name} at ${who}’s`, () =>
      Promise.all(decisions.map((decision) => api.proposals.get({ space, decision }))),
    )
    const choices = decisions.map((decision) => ({ decision, support: 'for' as const }))
    await api.ballots.cast({ requestId: requestId(), space, choices, reason: '' })
  }
  await Promise.all(nodes.map(voteAt))
  await until(`all ballots of ${name} at ${steward.name}’s`, async () => {
    const pages = await Promise.all(decisions.map((decision) => steward.api.proposals.get({ space, decision })))
    return pages.every((page) => page.tally.enactable)
  })
}

/** The members decide, and the steward sends the one transaction that carries all of it out. */
export const decide = async (dao: SceneDao, decisions: readonly (DecisionId | null)[]): Promise<Mined> => {
  const asked = decisions.flatMap((decision) => decision ?? [])
  await vote(dao, asked)
  const { api } = dao.steward
  return mined(dao.steward, (await api.proposals.enact({ requestId: requestId(), space: dao.space, decisions: asked })).id)
}
