import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { memoryDisk, type MemoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address, encodeInvite, parseInvite } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { expect, test } from 'vitest'
import { countWithGovernance } from './countWithGovernance.ts'
import { systemRandom } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'
import { plainRules } from './plainRules.ts'

const rules = plainRules(0)
let made = 0
const requestId = () => `request-${(made += 1)}`

/** `ahead`: milliseconds by which the first member's clock goes before the others', asked anew each time. */
const members = async (count: number, ahead = () => 0, disks: readonly MemoryDisk[] = []): Promise<Member[]> => {
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
        clock: i === 0 ? { ...systemClock, now: () => systemClock.now() + ahead() } : systemClock,
        random: systemRandom,
        verifier: nativeVerifier(),
        disk: disks[i] ?? memoryDisk(),
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
}, 120_000)

test('M352 M20 E6 the addresses of an invite that lets nobody in are called no more, those known before are', async () => {
  const disk = memoryDisk()
  const called = () => [...disk.meta.keys()].filter((name) => name.startsWith('address:')).toSorted()
  const [ada, late] = (await members(2, () => 0, [memoryDisk(), disk])) as [Member, Member]
  const { space, invite } = await openLobby(ada)
  const read = parseInvite(invite, systemClock.now())
  await ada.api.lobbies.revokeInvite({ requestId: requestId(), space })
  const nowhere = '/memory/nobody'
  await expect(join(late, encodeInvite({ ...read, peers: [...read.peers, nowhere] }))).rejects.toMatchObject({ code: 'INVITE_REVOKED' })
  expect(called()).toEqual([])
  // Where somebody was met before, that stays.
  const other = await openLobby(ada)
  await join(late, other.invite)
  const before = called()
  expect(before).not.toEqual([])
  await expect(join(late, encodeInvite({ ...read, peers: [...read.peers, nowhere] }))).rejects.toMatchObject({ code: 'INVITE_REVOKED' })
  expect(called()).toEqual(before)
  for (const member of [ada, late]) await member.node.close()
}, 120_000)

test('M20 E6 an invite whose DAO is founded is refused as replayed', async () => {
  const [ada, late] = (await members(2)) as [Member, Member]
  const { space, invite } = await openLobby(ada)
  await ada.api.lobbies.propose({ requestId: requestId(), space, members: [{ account: ada.account, power: '1', shares: '1' }], rules })
  await expect(join(late, invite)).rejects.toMatchObject({ code: 'INVITE_REPLAYED' })
  expect(await late.api.lobbies.list({})).toEqual([])
  for (const member of [ada, late]) await member.node.close()
}, 120_000)

test('E6 an invite that expired at the member who lets in is refused, though the joiner reads a later time in it', async () => {
  let ahead = 0
  const [ada, late] = (await members(2, () => ahead)) as [Member, Member]
  const { space, invite } = await openLobby(ada)
  const read = parseInvite(invite, systemClock.now())
  ahead = 2 * 3_600_000
  for (const shown of [invite, encodeInvite({ ...read, expires: read.expires + 9 * 3_600_000 })])
    await expect(join(late, shown)).rejects.toMatchObject({ code: 'INVITE_EXPIRED' })
  expect(await late.api.lobbies.list({})).toEqual([])
  expect((await ada.api.lobbies.get({ space })).members).toHaveLength(1)
  for (const member of [ada, late]) await member.node.close()
}, 120_000)

test('E6 a forged invite is refused: whom it names knows no such lobby, and nothing is left behind', async () => {
  const [ada, late] = (await members(2)) as [Member, Member]
  const { space, invite } = await openLobby(ada)
  const read = parseInvite(invite, systemClock.now())
  if (read.kind !== 'lobby') throw new Error('it leads to a lobby')
  const forged = encodeInvite({ ...read, secret: read.secret.map((byte, i) => (i === 7 ? byte ^ 1 : byte)) })
  await expect(join(late, forged)).rejects.toMatchObject({ code: 'INVITE_UNKNOWN' })
  expect(await late.api.lobbies.list({})).toEqual([])
  expect((await ada.api.lobbies.get({ space })).members).toHaveLength(1)
  // The true one still lets in.
  expect((await join(late, invite)).members).toHaveLength(2)
  for (const member of [ada, late]) await member.node.close()
}, 120_000)

test('E6 an invite whose members are away is taken: they may know it when they come', async () => {
  const [ada, late] = (await members(2)) as [Member, Member]
  const { invite } = await openLobby(ada)
  await ada.node.close()
  expect((await join(late, invite)).members.map(({ account }) => account)).toEqual([late.account])
  expect(await late.api.lobbies.list({})).toHaveLength(1)
  await late.node.close()
}, 120_000)
