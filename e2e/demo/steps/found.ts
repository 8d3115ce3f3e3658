import type { SpaceId } from '@daomesh/protocol'
import type { Narrator } from '../narrator.ts'
import { powers, type Stage } from '../stage.ts'
import { requestId, until } from '../until.ts'

/** Reputation voting, half of all power must take part, more than half of the votes decide; no grace period. */
const rules = {
  mode: 1,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 3 * 86_400,
  gracePeriod: 0,
  challengeWindow: 86_400,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}

/** Ada opens a lobby, the others join by its invite, everybody signs the same founding. Answers the DAO's space. */
export const found = async ({ members }: Stage, { say }: Narrator): Promise<SpaceId> => {
  const [ada, ...others] = members
  if (ada === undefined) throw new Error('no members')
  const lobby = await ada.api.lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: ada.name, expiresInHours: 1 })
  const { invite, space } = lobby
  if (invite === null) throw new Error('the lobby has no invite')
  await Promise.all(others.map(({ api, name }) => api.lobbies.join({ requestId: requestId(), invite, displayName: name })))
  await until(
    'four names in the lobby',
    async () => (await ada.api.lobbies.get({ space })).members.filter(({ name }) => name !== null).length === members.length,
  )
  const seats = members.map(({ account }, i) => ({ account, power: String(powers[i]), shares: String(powers[i]) }))
  const { proposal } = await ada.api.lobbies.propose({ requestId: requestId(), space, members: seats, rules })
  if (proposal === null) throw new Error('the founding was not proposed')
  for (const { api } of others) {
    await until('the proposed founding', async () => (await api.lobbies.get({ space })).proposal?.genesisHash === proposal.genesisHash)
    await api.lobbies.cosign({ requestId: requestId(), space, genesisHash: proposal.genesisHash })
  }
  const dao = await until('the DAO on every node', async () => {
    const found = await Promise.all(members.map(async ({ api }) => (await api.lobbies.get({ space })).dao))
    return found.every((one) => one !== null && one === found[0]) ? found[0] : null
  })
  say(`power 40/30/20/10, grace 0; its address will be ${proposal.dao}, whoever deploys it`)
  return dao
}
