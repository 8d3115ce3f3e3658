import type { SpaceId } from '@daomesh/protocol'
import { addPerson, apiOf, start } from './person.ts'
import type { Person, World } from './world.ts'
import { requestId } from './actions/requestId.ts'
import { ether } from './createWorld.ts'

export const names = [
  'ada',
  'ben',
  'cleo',
  'dan',
  'eve',
  'fay',
  'gus',
  'hal',
  'ivy',
  'jon',
  'kim',
  'lea',
  'max',
  'noa',
  'oda',
  'pia',
] as const
/** In wei. */
export const treasury = 20n * ether

export const rules = {
  mode: 1,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 21 * 24 * 3_600,
  gracePeriod: 0,
  // In a week everybody who comes weekly can bring a ballot, and twice that is over before what was recorded expires.
  challengeWindow: 7 * 24 * 3_600,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
} as const

/** Power nearly even, so that every decision needs several members and no two of them decide alone. */
const seatOf = (person: Person, i: number) => ({ account: person.account, power: String(10 + (i % 3)), shares: String(10 + i) })

/** Another device of the first member, with a home of its own. */
export const secondDevice = 'ada on another device'

/**
 * Five to seven people, unless told who or how many, start their nodes, meet in a lobby, sign the founding, deploy and fund the DAO. `second`: the first
 * of them has another device, the last of `world.people`.
 */
export const found = async (
  world: World,
  who: number | readonly string[] = 5 + world.random.fork('size').below(3),
  { second = false } = {},
): Promise<void> => {
  const founders = typeof who === 'number' ? names.slice(0, who) : who
  const count = founders.length
  for (const [i, name] of founders.entries()) {
    const key = world.accounts[i]
    if (key === undefined) throw new RangeError('more members than accounts')
    await start(world, addPerson(world, name, key))
  }
  const members = [...world.people]
  if (second) await start(world, addPerson(world, secondDevice, (members[0] as Person).key))
  const { people } = world
  const [first, ...others] = people as [Person, ...Person[]]
  const lobby = await world.run(
    'create the lobby',
    apiOf(first).lobbies.create({ requestId: requestId(world), name: 'Meadow', displayName: first.name, expiresInHours: 24 }),
  )
  const { invite } = lobby
  if (invite === null) throw new RangeError('a new lobby has an invite')
  await world.run(
    'join the lobby',
    Promise.all(others.map((one) => apiOf(one).lobbies.join({ requestId: requestId(world), invite, displayName: one.name }))),
  )
  const lobbyOf = (one: Person) => apiOf(one).lobbies.get({ space: lobby.space })
  await world.until(
    'everybody is in the lobby',
    async () => (await lobbyOf(first)).members.filter((member) => member.name !== null).length === count,
  )
  const { proposal } = await world.run(
    'propose the founding',
    apiOf(first).lobbies.propose({ requestId: requestId(world), space: lobby.space, members: members.map(seatOf), rules }),
  )
  if (proposal === null) throw new RangeError('the founding was just proposed')
  for (const one of members.slice(1)) {
    await world.until(`${one.name} sees the founding`, async () => (await lobbyOf(one)).proposal !== null)
    await world.run(
      'sign the founding',
      apiOf(one).lobbies.cosign({ requestId: requestId(world), space: lobby.space, genesisHash: proposal.genesisHash }),
    )
  }
  let space: SpaceId | null = null
  await world.until('the DAO exists everywhere', async () => {
    const states = await Promise.all(people.map(lobbyOf))
    space = states[0]?.dao ?? null
    return states.every(({ dao }) => dao !== null)
  })
  world.space = space as unknown as SpaceId
  const rowOf = async (one: Person) => (await apiOf(one).daos.list())[0]
  const daoOf = (one: Person) => apiOf(one).daos.get({ space: world.space })
  await world.run('deploy', apiOf(first).daos.deploy({ requestId: requestId(world), space: world.space }))
  await world.until('deployed for good', async () => (await Promise.all(people.map(rowOf))).every((row) => row?.deployed === 'final'))
  await world.run('deposit', apiOf(first).daos.deposit({ requestId: requestId(world), space: world.space, wei: treasury.toString() }))
  const seen = treasury.toString()
  await world.until('everybody sees the money', async () => (await Promise.all(people.map(rowOf))).every((row) => row?.treasury === seen))
  await world.until('everybody reads, is named and writes', async () =>
    (await Promise.all(people.map(daoOf))).every(({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null)),
  )
  world.trace.note(`founded by ${count}`)
}
