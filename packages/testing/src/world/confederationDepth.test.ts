import type { SpaceId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainRules } from './plainRules.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
beforeAll(async () => {
  world = await createRealWorld('confederationDepth')
}, 120_000)
afterAll(() => world.close())

/** The proposal of this title, once it is there. */
const asked = (by: Member, { space }: Pick<RealDao, 'space'>, title: string) =>
  until(`${by.name} is asked: ${title}`, async () =>
    (await by.api.proposals.list({ space }).catch(() => [])).find((row) => row.title === title),
  )

test('M251 M175 M190 R10 C6 a confederation of confederations is founded: the consent of the inner one is that of its people and of its member DAO, two levels down', async () => {
  const [kim, lea, moe, ned] = (await Promise.all(['kim', 'lea', 'moe', 'ned'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const spring = await world.found('Spring', [kim, lea])
  /** `host` founds with a DAO that `guest` brings; the DAO has three votes of four. */
  const foundWith = async (name: string, host: Member, guest: Member, dao: string) => {
    const { space, invite } = await host.api.lobbies.create({
      requestId: requestId(),
      name,
      displayName: host.name,
      expiresInHours: 24,
    })
    await guest.api.lobbies.join({ requestId: requestId(), invite: invite ?? '', displayName: guest.name })
    await guest.api.lobbies.bring({ requestId: requestId(), space, dao })
    await until('it is offered a seat', async () => (await host.api.lobbies.get({ space })).daos.length > 0)
    const members = [
      { account: host.account, power: '1', shares: '1' },
      { account: dao, power: '3', shares: '3', kind: 'contract' as const },
    ]
    await host.api.lobbies.propose({ requestId: requestId(), space, rules: plainRules(1), members })
    return space
  }
  const deploy = async (host: Member, lobby: string) => {
    const complete = await until('complete', async () => {
      const row = await host.api.lobbies.get({ space: lobby })
      return row.dao !== null && row
    })
    const space = complete.dao as SpaceId
    await host.api.daos.deploy({ requestId: requestId(), space })
    const row = await until('it stands', async () => {
      const one = await host.api.daos.get({ space })
      return one.deployed === 'final' && one
    })
    return { space, dao: row.dao }
  }
  const inBrook = await foundWith('Brook', moe, kim, spring.dao)
  const first = await asked(lea, spring, 'Found Brook as a member')
  await asked(kim, spring, 'Found Brook as a member')
  for (const member of [kim, lea]) await answer(world, member, spring.space, first.decision)
  const brook = await deploy(moe, inBrook)

  // Ned founds the river with the brook, which Moe brings. He alone is a quarter of it: without the spring it signs nothing.
  const inRiver = await foundWith('River', ned, moe, brook.dao)
  const own = await asked(moe, brook, 'Found River as a member')
  await answer(world, moe, brook.space, own.decision)
  const titled = 'Brook asks: Found River as a member'
  const [below] = await Promise.all([asked(lea, spring, titled), asked(kim, spring, titled)])
  const page = await lea.api.proposals.get({ space: spring.space, decision: below.decision })
  expect(page.content).toContain('Shall we found River')
  expect((await ned.api.lobbies.get({ space: inRiver })).proposal).toMatchObject({ missing: [brook.dao] })
  for (const member of [kim, lea]) await answer(world, member, spring.space, below.decision)
  const river = await deploy(ned, inRiver)

  // Nobody of the spring was ever invited to the river, or Lea to the brook: their nodes open both, and what they say decides there.
  for (const member of [kim, lea])
    for (const { space } of [brook, river])
      await until(`${member.name} reads it`, async () => {
        const row = await member.api.daos.get({ space }).catch(() => null)
        return row !== null && !row.locked
      })
  const paint = { requestId: requestId(), space: river.space, draft: null, title: 'Paint the lock', content: 'Green.', calls: [] }
  const { decision } = await ned.api.proposals.submit(paint)
  const deep = 'Brook asks: River asks: Paint the lock'
  const [inSpring] = await Promise.all([asked(lea, spring, deep), asked(kim, spring, deep)])
  for (const member of [kim, lea]) await answer(world, member, spring.space, inSpring.decision)
  await until('the brook has voted', async () => (await ned.api.proposals.get({ space: river.space, decision })).tally.enactable)
}, 120_000)

test('M251 J12 R10 C6 a confederation of DAOs alone is founded, founds another one, proposes and votes, by the people of its members', async () => {
  const [ora, pip, quin, rex] = (await Promise.all(['ora', 'pip', 'quin', 'rex'].map((name, i) => world.start(name, i + 4)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const [ford, mill] = [await world.found('Ford', [ora, pip]), await world.found('Mill', [quin])]
  const seat = (dao: string, power: string) => ({ account: dao, power, shares: power, kind: 'contract' as const })
  const open = async (name: string, host: Member, guest: Member) => {
    const { space, invite } = await host.api.lobbies.create({ requestId: requestId(), name, displayName: host.name, expiresInHours: 24 })
    await guest.api.lobbies.join({ requestId: requestId(), invite: invite ?? '', displayName: guest.name })
    return space
  }
  const deploy = async (host: Member, lobby: string) => {
    const complete = await until('complete', async () => {
      const row = await host.api.lobbies.get({ space: lobby })
      return row.dao !== null && row
    })
    const space = complete.dao as SpaceId
    await host.api.daos.deploy({ requestId: requestId(), space })
    const row = await until('it stands', async () => {
      const one = await host.api.daos.get({ space })
      return one.deployed === 'final' && one
    })
    return { space, dao: row.dao }
  }
  const allSay = async (title: string) => {
    for (const [dao, people] of [
      [ford, [ora, pip]],
      [mill, [quin]],
    ] as const) {
      // Two members may have asked at once: that all answer the same one of both is what decides it.
      const { decision } = await asked(people[0], dao, title)
      for (const member of people) await answer(world, member, dao.space, decision)
    }
  }
  // Ora and Quin bring their DAOs, and nobody takes a seat.
  const inLeague = await open('League', ora, quin)
  await ora.api.lobbies.bring({ requestId: requestId(), space: inLeague, dao: ford.dao })
  await quin.api.lobbies.bring({ requestId: requestId(), space: inLeague, dao: mill.dao })
  await until('both are offered seats', async () => (await ora.api.lobbies.get({ space: inLeague })).daos.length === 2)
  const members = [seat(ford.dao, '1'), seat(mill.dao, '1')]
  await ora.api.lobbies.propose({ requestId: requestId(), space: inLeague, rules: plainRules(1), members })
  await allSay('Found League as a member')
  const league = await deploy(ora, inLeague)

  // Rex founds a union with the league, which Quin brings: she is in it through the mill alone.
  const inUnion = await open('Union', rex, quin)
  await until('quin reads the league', async () => {
    const row = await quin.api.daos.get({ space: league.space }).catch(() => null)
    return row?.standing === 'member' && !row.locked && row.deployed === 'final'
  })
  await quin.api.lobbies.bring({ requestId: requestId(), space: inUnion, dao: league.dao })
  await until('it is offered a seat', async () => (await rex.api.lobbies.get({ space: inUnion })).daos.length > 0)
  const founders = [{ account: rex.account, power: '1', shares: '1' }, seat(league.dao, '2')]
  await rex.api.lobbies.propose({ requestId: requestId(), space: inUnion, rules: plainRules(1), members: founders })
  await allSay('League asks: Found Union as a member')
  const union = await deploy(rex, inUnion)

  // What Rex proposes goes down both levels, and what Pip proposes in the league goes to the two DAOs of it.
  const { decision } = await rex.api.proposals.submit({
    requestId: requestId(),
    space: union.space,
    draft: null,
    title: 'Buy a boat',
    content: 'With oars.',
    calls: [],
  })
  await allSay('League asks: Union asks: Buy a boat')
  await until('the league has voted', async () => (await rex.api.proposals.get({ space: union.space, decision })).tally.enactable)
  await until('pip reads the league', async () => {
    const row = await pip.api.daos.get({ space: league.space }).catch(() => null)
    return row?.standing === 'member' && !row.locked && row.deployed === 'final'
  })
  const own = await pip.api.proposals.submit({
    requestId: requestId(),
    space: league.space,
    draft: null,
    title: 'Meet in May',
    content: 'At the ford.',
    calls: [],
  })
  await allSay('League asks: Meet in May')
  await until('both DAOs have voted', async () => {
    const row = await pip.api.proposals.get({ space: league.space, decision: own.decision })
    return row.tally.enactable && row.tally.for === '2'
  })
  // Nobody of them has a seat of their own there.
  expect((await pip.api.daos.get({ space: league.space })).memberRows.map(({ account }) => account).toSorted()).toEqual(
    [ford.dao, mill.dao].toSorted(),
  )
}, 240_000)
