import type { Address, DecisionId, DraftId, SpaceId } from '@daomesh/protocol'
import { oneState } from '../../scene/oneState.ts'
import { type Enacted, sendEnactment } from '../../scene/sendEnactment.ts'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'

const payment = 10n ** 18n

const everyone = async <T>({ members }: Stage, ask: (member: SceneMember) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(members.map(ask))
const vote = ({ api }: SceneMember, space: SpaceId, decision: DecisionId, reason: string) =>
  api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason })

/** Ben freezes the draft as a proposal that pays Eve. */
export const submit = async (stage: Stage, space: SpaceId, draft: DraftId, worker: Address): Promise<DecisionId> => {
  const ben = stage.members[1] as SceneMember
  const { decision } = await ben.api.proposals.submit({
    requestId: requestId(),
    space,
    draft,
    title: 'Pay Eve for the garden map',
    content: null,
    calls: [{ target: worker, value: payment.toString(), data: '0x' }],
  })
  await until('the proposal everywhere', async () =>
    (await everyone(stage, ({ api }) => api.proposals.list({ space }))).every((rows) => rows.length === 1),
  )
  return decision
}

/** Cleo has no peers and no chain, and votes. The others vote too, and it is not enough yet. */
export const voteOffline = async (stage: Stage, { say }: Narrator, space: SpaceId, decision: DecisionId): Promise<void> => {
  const [ada, ben, cleo, dan] = stage.members as [SceneMember, SceneMember, SceneMember, SceneMember]
  await cleo.api.network.setOnline({ online: false, chain: false })
  await until('Cleo without peers', async () => (await cleo.api.node.status()).network.peers === 0)
  await vote(cleo, space, decision, 'Eve’s map is good.')
  await Promise.all([vote(ada, space, decision, ''), vote(dan, space, decision, '')])
  const page = await until('two ballots at Ben’s', async () => {
    const one = await ben.api.proposals.get({ space, decision })
    return one.ballotRows.length === 2 ? one : null
  })
  if (page.tally.enactable) throw new Error('50 of 100 must not be enough')
  say(`online: For ${page.tally.for} of ${page.tally.total}, not decisive. Offline: Cleo’s ballot waits on her own disk`)
}

/** Cleo comes back, and her ballot reaches the others. */
export const comeBack = async (stage: Stage, { say }: Narrator, space: SpaceId, decision: DecisionId): Promise<void> => {
  const [, ben, cleo] = stage.members as [SceneMember, SceneMember, SceneMember]
  await cleo.api.network.setOnline({ online: true, chain: true })
  const page = await until('Cleo’s ballot at Ben’s', async () => {
    const one = await ben.api.proposals.get({ space, decision })
    return one.tally.enactable ? one : null
  })
  say(`For ${page.tally.for} of ${page.tally.total}: nothing the others still do can change it`)
}

export type CountedEnactment = Enacted & { readonly ballots: number }

/** Ben, who did not vote, sends one transaction with the three signed ballots. */
export const enact = async (stage: Stage, { say }: Narrator, space: SpaceId, decision: DecisionId): Promise<CountedEnactment> => {
  const ben = stage.members[1] as SceneMember
  const sent = await sendEnactment(ben, space, decision)
  const { ballotRows } = await ben.api.proposals.get({ space, decision })
  say(`transaction ${sent.transaction}, ${sent.gas} gas, ${ballotRows.length} ballots`)
  return { ...sent, ballots: ballotRows.length }
}

export type Agreement = { readonly name: string; readonly entries: number; readonly stateHash: string }

/** Every node shows the payment as final and the same state hash at the same cut. */
export const agree = async (stage: Stage, { say }: Narrator, space: SpaceId, decision: DecisionId): Promise<readonly Agreement[]> => {
  await until('the payment final on every node', async () =>
    (await everyone(stage, ({ api }) => api.proposals.get({ space, decision }))).every(({ state }) => state === 'final'),
  )
  const { stateHash, cut, entries } = await oneState(stage.members, space)
  say(`state ${stateHash.slice(0, 16)}… at ${cut.count} chain facts, on all four`)
  return stage.members.map(({ name }) => ({ name, entries, stateHash }))
}
