import { address, ether } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainRules } from './plainRules.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
beforeAll(async () => {
  world = await createRealWorld('confederation')
}, 120_000)
afterAll(() => world.close())

/** The proposal of this title, once it is there. */
const asked = (by: Member, { space }: Pick<RealDao, 'space'>, title: string) =>
  until(`${by.name} is asked: ${title}`, async () =>
    (await by.api.proposals.list({ space }).catch(() => [])).find((row) => row.title === title),
  )

test('M175 M491 J15 R10 C5 a DAO and a person found a DAO: its members agree by their ballots, and one transaction makes it', async () => {
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
  // Its members have nothing left to do with that.
  const [joined] = (await ben.api.proposals.list({ space: mill.space })).filter((row) => row.decision === question.decision)
  expect(joined).toMatchObject({ state: 'decisive', signs: true, settled: true, ready: null })
  expect(await ben.api.daos.get({ space: mill.space })).toMatchObject({ openProposals: 0, awaitingMe: 0 })
  const space = complete.dao ?? ''
  await dan.api.daos.deploy({ requestId: requestId(), space })
  const deployed = await until('it stands, and ada reads it through the mill', async () => {
    const row = await ada.api.daos.get({ space }).catch(() => null)
    return row !== null && row.deployed === 'final' && row.standing === 'member' && !row.locked && row
  })
  await until('it stands for dan', async () => (await dan.api.daos.get({ space })).deployed === 'final')
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
}, 120_000)

const seconds = 3_600

test('M176 M177 M491 J16 R12 a DAO applies to another one, is taken in, and leaves within the grace period of what it did not want, with its part', async () => {
  const [eli, fay, gus, hal] = (await Promise.all(['eli', 'fay', 'gus', 'hal'].map((name, i) => world.start(name, i + 4)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const ford = await world.found('Ford', [eli, fay])
  const valley = await world.found('Valley', [gus, hal], { gracePeriod: seconds })

  // Eli stands at the door of the valley for his DAO. Its members agree first, and nobody there hears of it before.
  const { link: invite } = await gus.api.daos.invite({ requestId: requestId(), space: valley.space, expiresInHours: 24 })
  const apply = { as: ford.space, power: '1', shares: '2', reason: 'We share the river.' }
  await expect(eli.api.confederations.apply({ requestId: requestId(), ...apply, outer: eli.account, invite: null })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  })
  const applying = { requestId: requestId(), ...apply, outer: null, invite }
  const { decision } = await eli.api.confederations.apply(applying)
  expect(await eli.api.confederations.apply(applying)).toEqual({ decision })
  const standing = async () => (await eli.api.daos.get({ space: valley.space })).standing
  await until('his node read the chain of it', async () => (await standing()) !== 'chainBehind')
  expect(await standing()).toBe('waiting')
  await answer(world, eli, ford.space, decision)
  expect(await gus.api.confederations.seats({ space: valley.space })).toEqual([])
  await answer(world, fay, ford.space, decision)
  const [asking] = await until('gus and hal hear that it agrees', async () => {
    const rows = await Promise.all([gus, hal].map(({ api }) => api.confederations.seats({ space: valley.space })))
    return rows.every((row) => row.length === 1 && row[0]?.agreed === true && row[0].name === 'Ford') && rows[0]
  })
  expect(asking).toEqual({ account: ford.dao, name: 'Ford', power: '1', shares: '2', agreed: true, decision: null, allows: [] })
  const [applied] = (await fay.api.proposals.list({ space: ford.space })).filter((row) => row.decision === decision)
  expect(applied).toMatchObject({ state: 'decisive', signs: true, settled: true, ready: null })
  // Nobody asks for a seat of their own.
  expect(await gus.api.daos.applicants({ space: valley.space })).toEqual([])

  const invitation = { space: valley.space, dao: ford.dao, power: '1', shares: '2', reason: '' }
  const inviting = { requestId: requestId(), ...invitation }
  const seat = await gus.api.confederations.invite(inviting)
  expect(await gus.api.confederations.invite(inviting)).toEqual(seat)
  for (const member of [gus, hal]) await answer(world, member, valley.space, seat.decision)
  expect(await gus.api.confederations.seats({ space: valley.space })).toMatchObject([{ agreed: true, decision: seat.decision }])
  await until('decided', async () => (await gus.api.proposals.get({ space: valley.space, decision: seat.decision })).tally.enactable)
  await gus.api.proposals.enact({ requestId: requestId(), space: valley.space, decisions: [seat.decision] })
  for (const member of [eli, fay])
    await until(`${member.name} reads the valley`, async () => {
      const row = await member.api.daos.get({ space: valley.space }).catch(() => null)
      return row?.standing === 'member' && !row.locked
    })
  const seated = async ({ api }: Member) =>
    (await api.daos.get({ space: valley.space })).memberRows.some(({ account }) => account === ford.dao)
  await until('gus sees it seated', () => seated(gus))
  await expect(gus.api.confederations.invite({ requestId: requestId(), ...invitation })).rejects.toMatchObject({ code: 'INPUT_INVALID' })

  // What two of four shares have put in is asked for by somebody; the ford says nothing, and the valley decides.
  await world.pass(seconds)
  await gus.api.daos.deposit({ requestId: requestId(), space: valley.space, wei: '400' })
  await until('the money is there', async () => (await gus.client.balance(valley.dao)) === 400n)
  const payee = address.parse(`0x${'e9'.repeat(20)}`)
  const well = await gus.api.proposals.submit({
    requestId: requestId(),
    space: valley.space,
    draft: null,
    title: 'Dig a well',
    content: 'Deep.',
    calls: [{ target: payee, value: '100', data: '0x' }],
  })
  for (const member of [gus, hal]) await answer(world, member, valley.space, well.decision)
  await until('both voted', async () => (await gus.api.proposals.get({ space: valley.space, decision: well.decision })).tally.for === '2')
  await world.pass(seconds + 1)
  await until('recordable', async () => (await gus.api.proposals.get({ space: valley.space, decision: well.decision })).record.recordable)
  await gus.api.proposals.record({ requestId: requestId(), space: valley.space, decision: well.decision })
  for (const member of [eli, hal])
    await until(
      `${member.name} sees it recorded`,
      async () => (await member.api.proposals.get({ space: valley.space, decision: well.decision })).state === 'recorded',
    )

  const leaving = { as: ford.space, outer: valley.space, shares: '2', tokens: [address.parse(ether)] }
  expect((await eli.api.confederations.leavePreview(leaving)).payouts).toMatchObject([{ amount: '200', error: null }])
  await expect(eli.api.confederations.leavePreview({ ...leaving, shares: '3' })).rejects.toMatchObject({ code: 'AMOUNT_INVALID' })
  const leavingOnce = { requestId: requestId(), ...leaving, reason: 'Not our well.' }
  const leave = await eli.api.confederations.leave(leavingOnce)
  expect(await eli.api.confederations.leave(leavingOnce)).toEqual(leave)
  // Each was asked once.
  expect((await eli.api.proposals.list({ space: ford.space })).map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Join Valley', 'Leave Valley']),
  )
  expect((await eli.api.proposals.list({ space: ford.space })).filter(({ title }) => !title.startsWith('Valley asks'))).toHaveLength(2)
  for (const member of [eli, fay]) await answer(world, member, ford.space, leave.decision)
  await until('decided', async () => (await eli.api.proposals.get({ space: ford.space, decision: leave.decision })).tally.enactable)
  await eli.api.proposals.enact({ requestId: requestId(), space: ford.space, decisions: [leave.decision] })
  await until('its part is in its treasury', async () => (await eli.client.balance(ford.dao)) === 200n)

  await world.pass(2 * seconds)
  await until(
    'executable',
    async () => (await hal.api.proposals.get({ space: valley.space, decision: well.decision })).state === 'executable',
  )
  await hal.api.proposals.execute({ requestId: requestId(), space: valley.space, decision: well.decision })
  await until('paid of what was left', async () => (await hal.client.balance(payee)) === 100n)
  expect(await hal.client.balance(valley.dao)).toBe(100n)
  await until('hal sees it gone', async () => !(await seated(hal)))

  // Who is in both brings the question by himself, and its answer.
  const ferry = await world.found('Ferry', [hal])
  // Two proposals that offer the same seat, heard of at once, are one question.
  await hal.api.network.setOnline({ online: false, chain: true })
  const offered = await gus.api.confederations.invite({ requestId: requestId(), ...invitation, dao: ferry.dao })
  const twin = await gus.api.confederations.invite({ requestId: requestId(), ...invitation, dao: ferry.dao })
  await hal.api.network.setOnline({ online: true, chain: true })
  const question = await asked(hal, ferry, 'Join Valley')
  const outer = await gus.api.proposals.get({ space: valley.space, decision: offered.decision })
  expect(question.closesAt).toBeLessThan(outer.closesAt)
  await answer(world, hal, ferry.space, question.decision)
  await until('gus sees that it agrees', async () => {
    const [row] = await gus.api.confederations.seats({ space: valley.space })
    return row?.agreed === true && [offered.decision, twin.decision].includes(row.decision ?? offered.decision) && row.name === 'Ferry'
  })

  const asks = await hal.api.proposals.list({ space: ferry.space })
  expect(asks.filter(({ title }) => title === 'Join Valley')).toHaveLength(1)

  // Whoever proposes seats without end has the others asked about a few at once.
  const joins = async () => (await hal.api.proposals.list({ space: ferry.space })).filter(({ title }) => title === 'Join Valley')
  for (let power = 10; power < 20; power++)
    await gus.api.confederations.invite({ requestId: requestId(), ...invitation, dao: ferry.dao, power: String(power) })
  const open = async () => (await joins()).filter(({ state }) => state === 'open')
  const [next] = await until('eight are asked', async () => {
    const rows = await open()
    return rows.length >= 8 && rows
  })
  const before = (await joins()).length
  await answer(world, hal, ferry.space, next?.decision ?? '')
  await until('another one is asked', async () => (await joins()).length > before)
  expect(await open()).toHaveLength(8)
}, 120_000)

test('M261 M491 P102 a DAO asks for a seat for a tribute by one decision, and is taken in with it by one decision, both or neither', async () => {
  const [ivo, jan] = (await Promise.all([world.start('ivo', 7), world.start('jan', 8)])) as [Member, Member]
  const raft = await world.found('Raft', [ivo])
  const delta = await world.found('Delta', [jan])
  // It answers whatever it is asked with 1: what is owned, what may be taken, and that it worked.
  const token = address.parse(`0x${'71'.repeat(20)}`)
  const chain = createTestClient({ mode: 'anvil', transport: http(world.devnet.rpcUrl) })
  await chain.setCode({ address: token, bytecode: `0x6020600a5f3960205ff3${'1'.padStart(64, '0')}` })
  const tribute = { token, amount: '1' }
  const { link: invite } = await jan.api.daos.invite({ requestId: requestId(), space: delta.space, expiresInHours: 24 })
  const asking = { as: raft.space, outer: null, invite, power: '1', shares: '2', reason: '' }
  await expect(ivo.api.confederations.apply({ requestId: requestId(), ...asking, tribute })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  })
  for (const [member, { space }] of [[ivo, raft] as const, [jan, delta] as const])
    await member.api.treasury.list({ requestId: requestId(), space, standard: 'erc20', token, item: null })
  await expect(ivo.api.confederations.apply({ requestId: requestId(), ...asking, tribute: { token, amount: '0' } })).rejects.toMatchObject({
    code: 'AMOUNT_INVALID',
  })
  const { decision } = await ivo.api.confederations.apply({ requestId: requestId(), ...asking, tribute })
  const page = await ivo.api.proposals.get({ space: raft.space, decision })
  expect(page.calls.map(({ summary }) => summary.key)).toEqual(['call.sign', 'call.approve'])
  expect(page.joining.map(({ key }) => key)).toEqual(['joining.notice.seat', 'joining.notice.tribute'])

  // Yes alone is no consent: seat and allowance come by one transaction.
  await answer(world, ivo, raft.space, decision)
  await until('decided', async () => (await ivo.api.proposals.get({ space: raft.space, decision })).tally.enactable)
  expect(await jan.api.confederations.seats({ space: delta.space })).toEqual([])
  const [applied] = (await ivo.api.proposals.list({ space: raft.space })).filter((row) => row.decision === decision)
  expect(applied).toMatchObject({ state: 'decisive', signs: false, settled: false, ready: 'enact' })
  await ivo.api.proposals.enact({ requestId: requestId(), space: raft.space, decisions: [decision] })
  const seat = await until('the raft at the door', async () => {
    const [one] = await jan.api.confederations.seats({ space: delta.space })
    return one?.agreed === true && one.allows.length > 0 && one
  })
  expect(seat).toMatchObject({ account: raft.dao, power: '1', shares: '2', agreed: true, allows: [{ token, amount: '1', decimals: 1 }] })

  const inviting = { space: delta.space, dao: raft.dao, power: '1', shares: '2', reason: '' }
  const taking = await jan.api.confederations.invite({ requestId: requestId(), ...inviting, tribute })
  const offered = await jan.api.proposals.get({ space: delta.space, decision: taking.decision })
  expect(offered.calls.map(({ summary }) => summary.key)).toEqual(['call.take', 'call.seatDao'])
  await answer(world, jan, delta.space, taking.decision)
  await until('decided', async () => (await jan.api.proposals.get({ space: delta.space, decision: taking.decision })).tally.enactable)
  await jan.api.proposals.enact({ requestId: requestId(), space: delta.space, decisions: [taking.decision] })
  await until('the raft is in', async () =>
    (await jan.api.daos.get({ space: delta.space })).memberRows.some(({ account, shares }) => account === raft.dao && shares === '2'),
  )
}, 120_000)
