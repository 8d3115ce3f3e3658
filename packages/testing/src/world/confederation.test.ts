import { address } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainRules } from './plainRules.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
beforeAll(async () => {
  world = await createRealWorld('confederation')
}, 30_000)
afterAll(() => world.close())

/** The proposal of this title, once it is there. */
const asked = (by: Member, { space }: Pick<RealDao, 'space'>, title: string) =>
  until(`${by.name} is asked: ${title}`, async () =>
    (await by.api.proposals.list({ space }).catch(() => [])).find((row) => row.title === title),
  )

test('M175 J15 R10 C5 a DAO and a person found a DAO: its members agree by their ballots, and one transaction makes it', async () => {
  const [ada, ben, cleo, dan] = (await Promise.all(['ada', 'ben', 'cleo', 'dan'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const mill = await world.found('Mill', [ada, ben, cleo])

  // Dan opens the founding. Ada brings the mill, and takes no seat herself.
  const { space: lobby, invite } = await dan.api.lobbies.create({
    requestId: requestId(),
    name: 'Watershed',
    displayName: 'dan',
    expiresInHours: 24,
  })
  await ada.api.lobbies.join({ requestId: requestId(), invite: invite ?? '', displayName: 'ada' })
  await expect(dan.api.lobbies.bring({ requestId: requestId(), space: lobby, dao: mill.dao })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  })
  await ada.api.lobbies.bring({ requestId: requestId(), space: lobby, dao: mill.dao })
  const [row] = await until('the mill is offered a seat, by its name', async () => {
    const { daos } = await dan.api.lobbies.get({ space: lobby })
    return daos[0]?.name === 'Mill' && daos
  })
  expect(row).toMatchObject({ account: mill.dao, by: [ada.account], question: null })

  const members = [
    { account: dan.account, power: '1', shares: '1' },
    { account: mill.dao, power: '3', shares: '3', kind: 'contract' as const },
  ]
  const terms = { space: lobby, rules: plainRules(1) }
  const nobody = { account: address.parse(`0x${'ee'.repeat(20)}`), power: '1', shares: '1', kind: 'contract' as const }
  await expect(dan.api.lobbies.propose({ requestId: requestId(), ...terms, members: [...members, nobody] })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  })
  const { proposal } = await dan.api.lobbies.propose({ requestId: requestId(), ...terms, members })
  expect(proposal).toMatchObject({ signed: [dan.account], missing: [mill.dao] })

  await until('the founding arrives', async () => (await ada.api.lobbies.get({ space: lobby })).proposal)
  // What no ballot of the mill says, nobody can say for it.
  await expect(
    ada.api.lobbies.cosign({ requestId: requestId(), space: lobby, genesisHash: proposal?.genesisHash ?? '' }),
  ).rejects.toMatchObject({ code: 'LOBBY_ACCOUNT' })
  const question = await asked(ben, mill, 'Found Watershed as a member')
  const page = await ben.api.proposals.get({ space: mill.space, decision: question.decision })
  expect(page.content).toContain(`This DAO (${mill.dao}): power 3, shares 3`)
  await answer(world, ben, mill.space, question.decision)
  const half = await until('ada sees one ballot', async () => {
    const { daos, proposal: now } = await ada.api.lobbies.get({ space: lobby })
    return daos[0]?.question?.tally.for === '1' && { question: daos[0].question, now }
  })
  expect(half).toMatchObject({ question: { space: mill.space, state: 'open' }, now: { missing: [mill.dao] } })
  await answer(world, cleo, mill.space, question.decision)

  // Nobody does anything: its agreement comes into the lobby, also for Dan, who is no member of the mill.
  const complete = await until('complete', async () => {
    const row = await dan.api.lobbies.get({ space: lobby })
    return row.dao !== null && row
  })
  expect(complete.proposal).toMatchObject({ missing: [] })
  const space = complete.dao ?? ''
  await dan.api.daos.deploy({ requestId: requestId(), space })
  const deployed = await until('it stands, and ada reads it through the mill', async () => {
    const row = await ada.api.daos.get({ space }).catch(() => null)
    return row !== null && row.deployed === 'final' && row.standing === 'member' && !row.locked && row
  })
  expect(deployed.memberRows.map(({ account, kind, power }) => [account, kind, power]).sort()).toEqual(
    [
      [dan.account, 'key', '1'],
      [mill.dao, 'contract', '3'],
    ].sort(),
  )
  // Ben and Cleo were never in the lobby: their nodes open it by themselves.
  for (const member of [ben, cleo])
    await until(`${member.name} reads it`, async () => {
      const row = await member.api.daos.get({ space }).catch(() => null)
      return row !== null && !row.locked
    })

  // And it is one like any other: the mill votes in it by its members.
  const paint = await dan.api.proposals.submit({
    requestId: requestId(),
    space,
    draft: null,
    title: 'Paint the boats',
    content: 'Blue.',
    calls: [],
  })
  const inner = await asked(ben, mill, 'Watershed asks: Paint the boats')
  for (const member of [ben, cleo]) await answer(world, member, mill.space, inner.decision)
  await until('the mill has voted', async () => (await dan.api.proposals.get({ space, decision: paint.decision })).tally.enactable)
}, 60_000)
