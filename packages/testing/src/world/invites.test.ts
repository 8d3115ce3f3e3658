import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { memoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { expect, test } from 'vitest'
import { countWithGovernance } from './countWithGovernance.ts'
import { systemRandom } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'

const rules = {
  mode: 0,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 3600,
  gracePeriod: 0,
  challengeWindow: 3600,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
let made = 0
const requestId = () => `request-${(made += 1)}`

const members = async (count: number): Promise<Member[]> => {
  const hub = createMemoryHub({ clock: systemClock, random: systemRandom })
  const factory = address.parse(`0x${'fa'.repeat(20)}`)
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'invites',
    clock: systemClock,
    factory,
    finality: { confirmations: 0 },
    count: countWithGovernance,
    autoMine: true,
  })
  chain.mine()
  return Promise.all(
    devnetAccounts(count).map((account, i) =>
      startMember({
        name: `m${i}`,
        account,
        hub,
        client: createMemoryClient({ chain, clock: systemClock }),
        clock: systemClock,
        random: systemRandom,
        verifier: nativeVerifier(),
        disk: memoryDisk(),
      }),
    ),
  )
}

const openLobby = async (founder: Member) => {
  const lobby = await founder.api.lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'Ada', expiresInHours: 1 })
  if (lobby.invite === null) throw new Error('no invite')
  return { space: lobby.space, invite: lobby.invite }
}
const join = (member: Member, invite: string) => member.api.lobbies.join({ requestId: requestId(), invite, displayName: member.name })

test('M20 E6 a revoked invite is refused with its reason, and leaves nothing behind', async () => {
  const [ada, late] = (await members(2)) as [Member, Member]
  const { space, invite } = await openLobby(ada)
  await ada.api.lobbies.revokeInvite({ requestId: requestId(), space })
  await expect(join(late, invite)).rejects.toMatchObject({ code: 'INVITE_REVOKED' })
  expect(await late.api.lobbies.list({})).toEqual([])
  expect((await ada.api.lobbies.get({ space })).members).toHaveLength(1)
  for (const member of [ada, late]) await member.node.close()
}, 30_000)

test('M20 E6 an invite whose DAO is founded is refused as replayed', async () => {
  const [ada, late] = (await members(2)) as [Member, Member]
  const { space, invite } = await openLobby(ada)
  await ada.api.lobbies.propose({ requestId: requestId(), space, members: [{ account: ada.account, power: '1', shares: '1' }], rules })
  await expect(join(late, invite)).rejects.toMatchObject({ code: 'INVITE_REPLAYED' })
  expect(await late.api.lobbies.list({})).toEqual([])
  for (const member of [ada, late]) await member.node.close()
}, 30_000)

test('E6 a forged invite names a lobby that nobody is in: nothing is learnt, nobody is found', async () => {
  const [ada, late] = (await members(2)) as [Member, Member]
  const { invite } = await openLobby(ada)
  const bytes = Buffer.from(invite.slice(invite.indexOf('#1') + 2), 'base64url')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 4) ^ 1, bytes.length - 4)
  const forged = `daomesh://join#1${bytes.toString('base64url')}`
  const seen = await join(late, forged).then(
    (lobby) => lobby.members.map(({ account }) => account),
    () => [late.account],
  )
  expect(seen).toEqual([late.account])
  for (const member of [ada, late]) await member.node.close()
}, 30_000)
