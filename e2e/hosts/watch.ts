import type { DecisionId, SpaceId } from '@daomesh/protocol'
import type { SceneMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'

/** Milliseconds for what a cut or a healed network needs: a dead connection is noticed after 10 to 30 s, hosts ask for each other every 10 s. */
export const reachPatience = 75_000

export type View = { readonly state: string; readonly peers: number; readonly chain: string }

/** What the status bar of this member shows. */
export const viewOf = async ({ api }: SceneMember): Promise<View> => {
  const { network, chain } = await api.node.status()
  return { state: network.state, peers: network.peers, chain: chain.state }
}

/** Waits until each of these members shows exactly this. @throws Error with what they show instead. */
export const untilShown = async (members: readonly SceneMember[], wanted: View): Promise<void> => {
  const shown = async () => Promise.all(members.map(viewOf))
  const isWanted = ({ state, peers, chain }: View) => state === wanted.state && peers === wanted.peers && chain === wanted.chain
  const words = `${wanted.state}, ${wanted.peers} peers, chain ${wanted.chain}`
  try {
    await until(words, async () => (await shown()).every(isWanted), reachPatience)
  } catch (cause) {
    const lines = (await shown()).map(({ state, peers, chain }, i) => `${members[i]?.name}: ${state}, ${peers} peers, chain ${chain}`)
    throw new Error(`not “${words}”, but ${lines.join('; ')}`, { cause })
  }
}

type Support = 'for' | 'against'

export const vote = ({ api }: SceneMember, space: SpaceId, decision: DecisionId, support: Support) =>
  api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support }], reason: '' })

export type Ballots = { readonly voters: string; readonly for: string; readonly against: string; readonly enactable: boolean }

/** The ballots of a decision that this member's node holds. */
export const ballotsAt = async ({ api }: SceneMember, space: SpaceId, decision: DecisionId): Promise<Ballots> => {
  const { ballotRows, tally } = await api.proposals.get({ space, decision })
  const voters = ballotRows.map(({ name }) => name ?? '?').toSorted()
  return { voters: voters.join(' '), for: tally.for, against: tally.against, enactable: tally.enactable }
}

/** Waits until each of these members holds exactly the ballots of these voters. @throws Error with who holds which. */
export const untilHeld = async (members: readonly SceneMember[], space: SpaceId, decision: DecisionId, voters: readonly string[]) => {
  const wanted = voters.toSorted().join(' ')
  const held = () => Promise.all(members.map((member) => ballotsAt(member, space, decision)))
  try {
    return await until(
      `the ballots of ${wanted}`,
      async () => {
        const all = await held()
        return all.every((one) => one.voters === wanted) ? all : null
      },
      reachPatience,
    )
  } catch (cause) {
    throw new Error(
      `not the ballots of ${wanted}, but ${(await held()).map((one, i) => `${members[i]?.name}: ${one.voters}`).join('; ')}`,
      {
        cause,
      },
    )
  }
}

/** How many members are known to hold the ballot of `voter`, as this member's node shows it. */
export const seenCount = async ({ api }: SceneMember, space: SpaceId, decision: DecisionId, voter: string): Promise<number> => {
  const { ballotRows } = await api.proposals.get({ space, decision })
  return ballotRows.find(({ name }) => name === voter)?.seenBy.count ?? 0
}
