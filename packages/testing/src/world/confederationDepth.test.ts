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
}, 30_000)
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
}, 90_000)
