import type { SpaceId } from '@daomesh/protocol'
import type { SceneMember } from './startMember.ts'
import { requestId, until } from './until.ts'

/** Reputation voting, half of all power must take part, more than half of the votes decide; no grace period. */
const rules = {
  mode: 1,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 3 * 86_400,
  gracePeriod: 0,
  challengeWindow: 86_400,
  credits: 0,
  refundCap: 0,
}

export type Founded = { readonly space: SpaceId; readonly dao: string }

export type FoundingTerms = {
  readonly name: string
  /** In the order of the members; where they differ from the powers. */
  readonly shares?: readonly bigint[]
  /** The treasury's part of income, in basis points. */
  readonly incomeBps: number
}

const meadow: FoundingTerms = { name: 'Meadow', incomeBps: 0 }

/** The first opens a lobby, the others join by its invite, everybody signs the same founding. Powers are shares too, in the order of the members. */
export const foundDao = async (
  members: readonly SceneMember[],
  powers: readonly bigint[],
  { name: title, shares = powers, incomeBps }: FoundingTerms = meadow,
): Promise<Founded> => {
  const [founder, ...others] = members
  if (founder === undefined) throw new Error('no members')
  const lobby = await founder.api.lobbies.create({ requestId: requestId(), name: title, displayName: founder.name, expiresInHours: 1 })
  const { invite, space } = lobby
  if (invite === null) throw new Error('the lobby has no invite')
  await Promise.all(others.map(({ api, name }) => api.lobbies.join({ requestId: requestId(), invite, displayName: name })))
  await until(
    'every name in the lobby',
    async () => (await founder.api.lobbies.get({ space })).members.filter(({ name }) => name !== null).length === members.length,
  )
  const seats = members.map(({ account }, i) => ({ account, power: String(powers[i]), shares: String(shares[i]) }))
  const { proposal } = await founder.api.lobbies.propose({ requestId: requestId(), space, members: seats, rules: { ...rules, incomeBps } })
  if (proposal === null) throw new Error('the founding was not proposed')
  const { genesisHash } = proposal
  for (const { api, name } of others) {
    await until(`the proposed founding at ${name}’s`, async () => (await api.lobbies.get({ space })).proposal?.genesisHash === genesisHash)
    await api.lobbies.cosign({ requestId: requestId(), space, genesisHash })
  }
  const dao = await until('the DAO on every node', async () => {
    const found = await Promise.all(members.map(async ({ api }) => (await api.lobbies.get({ space })).dao))
    return found.every((one) => one !== null && one === found[0]) ? found[0] : null
  })
  return { space: dao, dao: proposal.dao }
}
