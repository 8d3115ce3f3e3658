import { changeRosterCall } from '@daomesh/chain'
import { type Address, address } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRealWorld, type RealWorld } from './realWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
const start = (name: string, i: number): Promise<Member> => world.start(name, i)
const found = (name: string, people: readonly Member[]) => world.found(name, people)
beforeAll(async () => {
  world = await createRealWorld('nested')
}, 120_000)
afterAll(() => world.close())

const submit = (by: Member, space: string, title: string, calls: readonly { target: string; value: string; data: string }[]) =>
  by.api.proposals.submit({ requestId: requestId(), space, draft: null, title, content: `${title}, in full.`, calls: [...calls] })
const arrived = (at: Member, space: string, decision: string) =>
  until('the proposal arrives', () => at.api.proposals.get({ space, decision }).catch(() => null))
const sayFor = async (by: Member, space: string, decision: string) => {
  await arrived(by, space, decision)
  await by.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' })
}

test('M190 M250 M260 M77 S17 R10 R28 C5 outer proposals are asked inside by themselves, decided by normal ballots, and enacted in one transaction with the nested signature, two of them with one', async () => {
  const [ada, ben, cleo, dan, eve] = (await Promise.all(['ada', 'ben', 'cleo', 'dan', 'eve'].map(start))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const inner = await found('Mill', [ada, ben, cleo])
  const outer = await found('Valley', [ada, dan, eve])

  // The mill becomes a member of the valley, with three votes of six.
  const seen = await dan.api.daos.account({ account: inner.dao })
  expect(seen).toMatchObject({ kind: 'dao', dao: { name: 'Mill', space: null, members: [{ power: '1' }, { power: '1' }, { power: '1' }] } })
  expect(await dan.api.daos.account({ account: ben.account })).toEqual({ kind: 'key', dao: null })
  const join = changeRosterCall(outer.dao, [{ account: inner.dao, kind: 1, power: 3n, mint: 3n }])
  const seats = [{ account: inner.dao, power: '3', shares: '3', kind: 'contract' as const }]
  expect(await dan.api.daos.rosterCall({ space: outer.space, seats })).toMatchObject({ data: join.data })
  const joining = await submit(dan, outer.space, 'Take the mill in', [{ target: join.target, value: '0', data: join.data }])
  for (const member of [dan, eve]) await sayFor(member, outer.space, joining.decision)
  await until('decided', async () => (await dan.api.proposals.get({ space: outer.space, decision: joining.decision })).tally.enactable)
  await dan.api.proposals.enact({ requestId: requestId(), space: outer.space, decisions: [joining.decision] })
  for (const member of [ada, dan, eve])
    await until(`the mill is in for ${member.name}`, async () =>
      (await member.api.daos.get({ space: outer.space })).memberRows.some(({ account }) => account === inner.dao),
    )

  // A roster of this very second cannot be cited (R1): what is proposed now would be counted without the mill.
  await world.pass(2)
  await dan.api.daos.deposit({ requestId: requestId(), space: outer.space, wei: '1000' })
  const payee = `0x${'e7'.repeat(20)}`
  const asked = await submit(dan, outer.space, 'Mend the weir', [{ target: payee, value: '400', data: '0x' }])
  await sayFor(dan, outer.space, asked.decision)
  const before = await until('his ballot arrives', async () => {
    const row = await eve.api.proposals.get({ space: outer.space, decision: asked.decision })
    return row.tally.for === '1' && row
  })
  expect(before.tally).toMatchObject({ enactable: false, total: '6' })

  // Ben and Cleo have never seen the valley; the question comes to them.
  const question = await until('asked inside', async () =>
    (await ben.api.proposals.list({ space: inner.space })).find(({ title }) => title === 'Valley asks: Mend the weir'),
  )
  expect(question.closesAt).toBeLessThan(before.closesAt)
  await sayFor(ben, inner.space, question.decision)
  await sayFor(cleo, inner.space, question.decision)

  // Nobody does anything: the answer becomes a ballot of the mill in the valley, also for Eve, who is no member of the mill.
  const decided = await until('the mill has voted', async () => {
    const row = await eve.api.proposals.get({ space: outer.space, decision: asked.decision })
    return row.tally.enactable && row
  })
  expect(decided.ballotRows.find(({ account }) => account === inner.dao)).toMatchObject({ support: 'for' })
  expect(decided.tally).toMatchObject({ for: '4', total: '6' })
  await until('the money is there', async () => (await eve.client.balance(outer.dao)) >= 1000n)
  await eve.api.proposals.enact({ requestId: requestId(), space: outer.space, decisions: [asked.decision] })
  await until('final', async () => (await ben.client.balance(address.parse(payee))) === 400n)
  await until('everywhere', async () => (await ada.api.proposals.get({ space: outer.space, decision: asked.decision })).state === 'final')
  // One question only, whoever carried it, and nothing was enacted inside.
  const rows = (await ada.api.proposals.list({ space: inner.space })).filter(({ title }) => title.startsWith('Valley asks'))
  expect(rows.map(({ title }) => title).filter((title) => title.endsWith('weir'))).toHaveLength(1)
  expect(rows.every(({ state }) => state !== 'final')).toBe(true)

  // A No of the members is a No of their DAO, and so is what they have nothing to say on.
  const refused = await submit(dan, outer.space, 'Sell the weir', [])
  const left = await submit(dan, outer.space, 'Paint the weir', [])
  const asking = async (title: string) =>
    until('asked inside', async () => (await ben.api.proposals.list({ space: inner.space })).find((row) => row.title === title))
  const [no, nothing] = [await asking('Valley asks: Sell the weir'), await asking('Valley asks: Paint the weir')]
  for (const member of [ben, cleo]) {
    for (const { decision } of [no, nothing]) await arrived(member, inner.space, decision)
    await member.api.ballots.sheet({
      requestId: requestId(),
      space: inner.space,
      choices: [
        { decision: no.decision, support: 'against', reason: 'We mend it.' },
        { decision: nothing.decision, support: 'abstain', reason: '' },
      ],
    })
  }
  const answerOf = (decision: string) =>
    until('the mill has answered', async () => {
      const { ballotRows, tally } = await eve.api.proposals.get({ space: outer.space, decision })
      const row = ballotRows.find(({ account }) => account === inner.dao)
      return row !== undefined && { support: row.support, against: tally.against, abstain: tally.abstain }
    })
  const memberDaos = async (at: Member) => (await at.api.proposals.get({ space: outer.space, decision: refused.decision })).memberDaos
  await until('ada sees both ballots, and what they decide', async () => {
    const { tally, decided } = (await memberDaos(ada))[0]?.question ?? {}
    return tally?.against === '2' && decided !== null
  })
  // Two members may have asked at once: it is one question, by the one that stands for both.
  const stands = (await ada.api.proposals.list({ space: inner.space })).find(({ title }) => title === no.title)
  expect(await memberDaos(ada)).toMatchObject([
    { name: 'Mill', space: inner.space, question: { decision: stands?.decision, decided: 'against' } },
  ])
  await until('eve knows its name', async () => (await memberDaos(eve))[0]?.name === 'Mill')
  expect(await memberDaos(eve)).toMatchObject([{ name: 'Mill', space: null, question: null }])
  expect(await answerOf(refused.decision)).toEqual({ support: 'against', against: '3', abstain: '0' })
  expect(await answerOf(left.decision)).toEqual({ support: 'abstain', against: '0', abstain: '3' })
  // Two outer proposals that pass only with the mill: answered inside by one sheet of each, and carried out by one transaction with one ballot of the mill.
  const parts = [
    await submit(dan, outer.space, 'Buy a lamp', [{ target: payee, value: '30', data: '0x' }]),
    await submit(dan, outer.space, 'Hang the lamp', [{ target: payee, value: '20', data: '0x' }]),
  ]
  const both = parts.map(({ decision }) => decision)
  const choicesOf = (decisions: readonly string[]) => decisions.map((decision) => ({ decision, support: 'for' as const, reason: '' }))
  await dan.api.ballots.sheet({ requestId: requestId(), space: outer.space, choices: choicesOf(both) })
  const askedOf = [await asking('Valley asks: Buy a lamp'), await asking('Valley asks: Hang the lamp')]
  const wanted = askedOf.map(({ decision }) => decision)
  for (const member of [ben, cleo]) {
    for (const decision of wanted) await arrived(member, inner.space, decision)
    await member.api.ballots.sheet({ requestId: requestId(), space: inner.space, choices: choicesOf(wanted) })
  }
  for (const decision of both)
    await until('it passes', async () => (await eve.api.proposals.get({ space: outer.space, decision })).tally.enactable)
  await eve.api.proposals.enact({ requestId: requestId(), space: outer.space, decisions: both })
  await until('both are paid', async () => (await eve.client.balance(address.parse(payee))) === 450n)
  for (const decision of both)
    await until('everywhere', async () => (await ada.api.proposals.get({ space: outer.space, decision })).state === 'final')
  const transactions = await Promise.all(
    both.map(async (decision) => (await ada.api.proposals.get({ space: outer.space, decision })).anchor),
  )
  expect(new Set(transactions.map((anchor) => ('transaction' in anchor ? anchor.transaction : null))).size).toBe(1)

  // What members answer is one question with one tally, and each of them waits for nobody.
  const page = await ben.api.proposals.get({ space: inner.space, decision: no.decision })
  expect(page).toMatchObject({ mine: 'against', tally: { for: '0', against: '2' } })
  const { awaitingMe, activity } = await ben.api.daos.get({ space: inner.space })
  expect(awaitingMe).toBe(0)
  // So it is in the activity, and outside the ballot is the mill's, whoever brought it.
  const told = activity.filter(({ decision }) => decision !== null).map(({ title }) => title ?? '')
  expect(told.filter((title) => title.includes('Sell the weir')).length).toBeGreaterThan(0)
  expect(told.filter((title) => title.endsWith('(abstain)') || title.endsWith('(answer No)'))).toEqual([])
  const outside = (await eve.api.daos.get({ space: outer.space })).activity.filter(
    ({ kind, title }) => kind === 'ballot.cast' && title === 'Sell the weir',
  )
  expect(outside.map(({ account, name }) => [account, name])).toEqual([[inner.dao, 'Mill']])
}, 120_000)

test('M190 M280 M75 F13 J12 R10 C6 three DAOs in one another, of people who sit in one each: who reads, comments and answers in which, and one transaction with the ballots of all', async () => {
  const names = ['fay', 'gil', 'hal', 'ivy', 'jon'] as const
  const [fay, gil, hal, ivy, jon] = (await Promise.all(names.map((name, i) => start(name, i + 5)))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const spring = await found('Spring', [fay, gil])
  const brook = await found('Brook', [hal])
  const river = await found('River', [ivy, jon])

  const takeIn = async (by: readonly Member[], at: Awaited<ReturnType<typeof found>>, dao: Address, power: bigint) => {
    const [first] = by as [Member]
    const join = changeRosterCall(at.dao, [{ account: dao, kind: 1, power, mint: 1n }])
    const { decision } = await submit(first, at.space, 'Take them in', [{ target: join.target, value: '0', data: join.data }])
    for (const member of by) await sayFor(member, at.space, decision)
    await until('decided', async () => (await first.api.proposals.get({ space: at.space, decision })).tally.enactable)
    await first.api.proposals.enact({ requestId: requestId(), space: at.space, decisions: [decision] })
    for (const member of by)
      await until('it is in', async () =>
        (await member.api.daos.get({ space: at.space })).memberRows.some(({ account }) => account === dao),
      )
  }
  await takeIn([hal], brook, spring.dao, 2n)
  await takeIn([ivy, jon], river, brook.dao, 3n)

  // One member of each inner DAO opens the outer one by an invite of it. The chain says that they belong to it; nobody gives them a seat.
  const open = async (by: Member, at: { readonly space: string }, host: Member) => {
    const { link: invite } = await host.api.daos.invite({ requestId: requestId(), space: at.space, expiresInHours: 24 })
    await by.api.daos.enter({ requestId: requestId(), invite: invite ?? '', displayName: by.name })
    await until('it reads', async () => {
      const row = await by.api.daos.get({ space: at.space })
      return row.standing === 'member' && !row.locked
    })
  }
  await open(fay, brook, hal)
  await open(hal, river, ivy)
  expect((await hal.api.daos.get({ space: river.space })).memberRows.map(({ account }) => account)).not.toContain(hal.account)

  await world.pass(2)
  await ivy.api.daos.deposit({ requestId: requestId(), space: river.space, wei: '1000' })
  const payee = `0x${'e8'.repeat(20)}`
  const asked = await submit(ivy, river.space, 'Build a lock', [{ target: payee, value: '300', data: '0x' }])
  await sayFor(ivy, river.space, asked.decision)

  const questionAt = (member: Member, space: string, title: string) =>
    until(`${member.name} is asked`, async () =>
      (await member.api.proposals.list({ space }).catch(() => [])).find((row) => row.title === title),
    )
  const inBrook = await questionAt(hal, brook.space, 'River asks: Build a lock')
  const inSpring = await questionAt(gil, spring.space, 'Brook asks: River asks: Build a lock')
  expect(inBrook.closesAt).toBeGreaterThan(inSpring.closesAt)

  // Gil was invited nowhere: his node opens the DAO that asks his own, and the one that asks that. He reads there, and comments.
  const reads = await until('gil reads the river', async () =>
    gil.api.proposals.get({ space: river.space, decision: asked.decision }).catch(() => null),
  )
  expect(reads.content).toContain('Build a lock')
  await gil.api.comments.post({ requestId: requestId(), space: river.space, about: asked.decision, text: 'Mind the trout.', replyTo: null })
  await until('jon reads him', async () =>
    (await jon.api.proposals.get({ space: river.space, decision: asked.decision })).comments.some(
      ({ text, account }) => text === 'Mind the trout.' && account === gil.account,
    ),
  )
  const { decision: trout } = await submit(gil, river.space, 'More trout', [])
  await arrived(jon, river.space, trout)

  for (const member of [fay, gil]) await sayFor(member, spring.space, inSpring.decision)
  // Spring holds two of three in Brook, and Brook three of five in River: what two people say in Spring decides.
  const decided = await until('the brook has voted', async () => {
    const row = await jon.api.proposals.get({ space: river.space, decision: asked.decision })
    return row.tally.enactable && row
  })
  expect(decided.ballotRows.find(({ account }) => account === brook.dao)).toMatchObject({ support: 'for' })
  await until('the money is there', async () => (await jon.client.balance(river.dao)) >= 1000n)
  await jon.api.proposals.enact({ requestId: requestId(), space: river.space, decisions: [asked.decision] })
  await until('paid', async () => (await jon.client.balance(address.parse(payee))) === 300n)

  // Fay finds both in the DAOs that she reads, and of what Spring was asked the question alone.
  const hits = await until('fay finds it', async () => {
    const found = (await fay.api.search.find({ text: 'TROUT', limit: 20 })).hits
    return found.some(({ kind }) => kind === 'comment') && found.some(({ title }) => title === 'More trout') && found
  })
  const inRiver = hits.filter(({ place }) => place === 'River')
  expect(inRiver.map(({ kind, title, excerpt, about }) => [kind, title, excerpt, about?.title ?? null])).toEqual([
    ['proposal', 'More trout', null, null],
    ['comment', '', 'Mind the trout.', 'Build a lock'],
  ])
  const questions = await until('gil finds both questions', async () => {
    const found = (await gil.api.search.find({ text: 'river asks lock', limit: 20 })).hits
    return found.length > 1 && found
  })
  expect(questions.map(({ title, place }) => [title, place])).toEqual([
    ['Brook asks: River asks: Build a lock', 'Spring'],
    ['River asks: Build a lock', 'Brook'],
  ])
  expect(await hal.api.search.find({ text: 'spring', limit: 1 })).toMatchObject({
    hits: [{ kind: 'member', title: 'Spring', where: 'dao' }],
  })
  expect(await ivy.api.search.find({ text: ' !? ', limit: 20 })).toEqual({ hits: [], more: false })

  // A No at the bottom is a No at the top, by one answer of each: what Brook was asked has three decisions, and Spring is asked one thing.
  const refused = await submit(ivy, river.space, 'Sell the lock', [])
  const title = 'Brook asks: River asks: Sell the lock'
  for (const member of [fay, gil]) await questionAt(member, spring.space, title)
  /** Two members may have asked at once: it is one question all the same, and who answered before the other one came is asked again. */
  const answerNo = async (member: Member) => {
    const rows = (await member.api.proposals.list({ space: spring.space })).filter((row) => row.title.includes('Sell the lock'))
    expect(rows.map((row) => row.title)).toEqual([title])
    const choices = rows.flatMap(({ decision, mine }) => (mine === null ? [{ decision, support: 'against' as const }] : []))
    if (choices.length > 0) await member.api.ballots.cast({ requestId: requestId(), space: spring.space, choices, reason: '' })
  }
  await until('the brook said No', async () => {
    for (const member of [fay, gil]) await answerNo(member)
    const { ballotRows } = await jon.api.proposals.get({ space: river.space, decision: refused.decision })
    return ballotRows.find(({ account }) => account === brook.dao)?.support === 'against'
  })
}, 120_000)
