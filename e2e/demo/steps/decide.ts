import type { Address, DecisionId, DraftId, SpaceId } from '@daomesh/protocol'
import type { DemoMember } from '../members.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { requestId, until } from '../until.ts'

const payment = 10n ** 18n

const everyone = async <T>({ members }: Stage, ask: (member: DemoMember) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(members.map(ask))
const vote = ({ api }: DemoMember, space: SpaceId, decision: DecisionId, reason: string) =>
  api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason })

/** Ben freezes the draft as a proposal that pays Eve. */
export const submit = async (stage: Stage, space: SpaceId, draft: DraftId, worker: Address): Promise<DecisionId> => {
  const ben = stage.members[1] as DemoMember
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
  const [ada, ben, cleo, dan] = stage.members as [DemoMember, DemoMember, DemoMember, DemoMember]
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
  const [, ben, cleo] = stage.members as [DemoMember, DemoMember, DemoMember]
  await cleo.api.network.setOnline({ online: true, chain: true })
  const page = await until('Cleo’s ballot at Ben’s', async () => {
    const one = await ben.api.proposals.get({ space, decision })
    return one.tally.enactable ? one : null
  })
  say(`For ${page.tally.for} of ${page.tally.total}: nothing the others still do can change it`)
}

export type Enacted = { readonly transaction: string; readonly gas: string; readonly ballots: number }

/** Ben, who did not vote, sends one transaction with the three signed ballots. */
export const enact = async (stage: Stage, { say }: Narrator, space: SpaceId, decision: DecisionId): Promise<Enacted> => {
  const ben = stage.members[1] as DemoMember
  const row = await ben.api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })
  const done = await until('the transaction', async () => {
    const found = (await ben.api.chain.transactions()).find(({ id }) => id === row.id)
    if (found?.state === 'failed') throw new Error(`the transaction failed: ${found.error?.code} ${JSON.stringify(found.error?.meta)}`)
    return found?.state === 'final' ? found : null
  })
  const { ballotRows } = await ben.api.proposals.get({ space, decision })
  if (done.hash === null || done.gas === null) throw new Error('a final transaction has a hash and its gas')
  say(`transaction ${done.hash}, ${done.gas} gas, ${ballotRows.length} ballots`)
  return { transaction: done.hash, gas: done.gas, ballots: ballotRows.length }
}

export type Agreement = { readonly name: string; readonly entries: number; readonly stateHash: string }

/** Every node shows the payment as final and the same state hash at the same cut. */
export const agree = async (stage: Stage, { say }: Narrator, space: SpaceId, decision: DecisionId): Promise<readonly Agreement[]> => {
  await until('the payment final on every node', async () =>
    (await everyone(stage, ({ api }) => api.proposals.get({ space, decision }))).every(({ state }) => state === 'final'),
  )
  const hashes = await until('one state hash at one cut', async () => {
    const all = await everyone(stage, ({ api }) => api.daos.hash({ space }))
    const [first] = all
    return all.every((one) => one.stateHash !== null && one.stateHash === first?.stateHash && one.cut.eventRoot === first.cut.eventRoot)
      ? all
      : null
  })
  say(`state ${hashes[0]?.stateHash?.slice(0, 16)}… at ${hashes[0]?.cut.count} chain facts, on all four`)
  return stage.members.map(({ name }, i) => ({ name, entries: hashes[i]?.entries ?? 0, stateHash: hashes[i]?.stateHash ?? '' }))
}
