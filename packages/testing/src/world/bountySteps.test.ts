import { encodeEscrow } from '@daomesh/chain'
import { type Address, type Agreement, type BountyId, noBounty, type Terms, termsHashOf, toRecord, ether } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('bountySteps')
}, 120_000)
afterAll(() => world.close())
const requestId = () => world.requestId()

const milli = 10n ** 15n
const terms: Terms = { v: 1, title: 'Barn', brief: 'A barn.', tags: [], files: [] }

const agreementOf = (issuer: Member, hunter: Address, amount: bigint, arbiter: Address, parent = noBounty): Agreement => {
  const now = Math.floor(systemClock.now() / 1000)
  return {
    issuer: issuer.account,
    hunter,
    token: ether,
    amount,
    termsHash: termsHashOf(terms),
    deliverBy: now + 90_000,
    reviewPeriod: 86_400,
    reviewer: issuer.account,
    arbiter,
    defaultSplit: 5_000,
    parent,
    validUntil: now + 80_000,
    nonce: BigInt(Math.floor(systemClock.now())),
  }
}

const mined = async (by: Member, act: Promise<{ readonly transaction: { readonly id: string } | null }>): Promise<void> => {
  const { transaction } = await act
  const row = await until('mined', async () => {
    const found = (await by.api.chain.transactions()).find(({ id }) => id === transaction?.id)
    return found !== undefined && ['final', 'failed', 'superseded'].includes(found.state) && found
  })
  expect(row).toMatchObject({ state: 'final', error: null })
}

/** Paid in by the one, who named an arbiter; the other hunts it. */
const funded = async (issuer: Member, hunter: Member, amount: bigint, arbiter: Address): Promise<BountyId> => {
  const agreement = toRecord(agreementOf(issuer, hunter.account, amount, arbiter))
  const { bounty, signature } = await hunter.api.bounties.sign({ requestId: requestId(), agreement, terms })
  await mined(issuer, issuer.api.bounties.fund({ requestId: requestId(), as: null, agreement, terms, hunterSignature: signature }))
  return bounty
}
const deliver = (by: Member, bounty: BountyId) =>
  mined(by, by.api.bounties.deliver({ requestId: requestId(), as: null, bounty, contentHash: bounty }))

test('M103 M105 E5: less is taken for a part, and what could not be pushed to its payee is claimed by its own node as soon as it can be', async () => {
  const [ada, ben, cleo] = (await Promise.all(['ada', 'ben', 'cleo'].map((name, i) => world.start(name, i)))) as [Member, Member, Member]
  const bounty = await funded(ada, ben, 900n * milli, ada.account)
  const part = agreementOf(ben, cleo.account, 500n * milli, ada.account, bounty)
  const leaves = [{ agreement: toRecord(part), terms, planned: null }]
  await mined(ben, ben.api.bounties.split({ requestId: requestId(), as: null, bounty, node: null, leaves }))
  const { bundle, leaves: split } = await ben.api.bounties.get({ bounty })
  const node = split[0]?.node ?? ''
  await cleo.api.bounties.keep({ requestId: requestId(), bundle })
  // Of a part only its payee takes less, and never more than it was promised.
  const free = (amount: bigint) => ({ requestId: requestId(), as: null, bounty, node, amount: amount.toString() })
  await mined(cleo, cleo.api.bounties.free(free(300n * milli)))
  expect((await ben.api.bounties.get({ bounty })).margins.map(({ margin }) => margin)).toEqual([600n * milli, 300n * milli].map(String))

  // While it is paid it is a contract that refuses; its node is off the chain meanwhile.
  const owner = createTestClient({ mode: 'anvil', transport: http(world.devnet.rpcUrl) })
  await cleo.api.network.setOnline({ online: true, chain: false })
  await owner.setCode({ address: cleo.account, bytecode: '0x5f5ffd' })
  await deliver(ben, bounty)
  await mined(ada, ada.api.bounties.accept({ requestId: requestId(), as: null, bounty, node: null }))
  await mined(ben, ben.api.bounties.accept({ requestId: requestId(), as: null, bounty, node }))
  await mined(ben, ben.api.bounties.payout({ requestId: requestId(), bounty }))
  await owner.setCode({ address: cleo.account, bytecode: '0x' })
  const before = await ada.client.balance(cleo.account)
  await cleo.api.network.setOnline({ online: true, chain: true })
  const row = await until('claimed by itself', async () =>
    (await cleo.api.chain.transactions()).find(({ purpose, state }) => purpose.key === 'transaction.bountyClaim' && state === 'final'),
  )
  expect(row.id.startsWith('auto-')).toBe(true)
  const gained = (await ada.client.balance(cleo.account)) - before
  expect([gained > 299n * milli, gained < 300n * milli]).toEqual([true, true])
  expect(await cleo.api.bounties.credits()).toEqual([])
}, 120_000)

test('M78 M105 M158 M159 M379 M381 M452 E8: a DAO that is named as arbiter sees the bounty once an objection names it, rules by the ballots of its members, and what it ruled is released by itself', async () => {
  const [ada, ben, dora, eve] = (await Promise.all(['ada2', 'ben2', 'dora', 'eve'].map((name, i) => world.start(name, i + 3)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const court = await world.found('Court', [dora, eve])
  const bounty = await funded(ada, ben, 800n * milli, court.dao)
  await deliver(ben, bounty)
  expect(await dora.api.bounties.list()).toEqual([])
  const dryRun = ({ api }: Member, act: Parameters<Member['api']['bounties']['preview']>[0]['act'], as: typeof court.space | null = null) =>
    api.bounties.preview({ bounty, as, act })
  const fine = { ok: true, reason: null }
  // A fiftieth is the bond; the chain of somebody else who is away holds nothing up.
  expect(await dryRun(ada, { kind: 'object', node: null })).toEqual({
    from: ada.account,
    takes: { token: ether, amount: (16n * milli).toString() },
    loose: false,
    outcome: fine,
  })
  expect((await dryRun(ben, { kind: 'object', node: null })).outcome).toEqual({ ok: false, reason: 'Escrow_NotYours' })
  expect((await dryRun(ben, { kind: 'contest', node: null })).outcome).toMatchObject({ ok: false })
  await ada.api.network.setOnline({ online: true, chain: false })
  expect((await dryRun(ada, { kind: 'object', node: null })).outcome).toBeNull()
  await ada.api.network.setOnline({ online: true, chain: true })
  await mined(ada, ada.api.bounties.object({ requestId: requestId(), as: null, bounty, node: null, reason: 'No roof.' }))
  const seen = async () => (await dora.api.bounties.list()).map(({ bounty: id, status, dispute }) => [id, status, dispute])
  expect(await seen()).toEqual([[bounty, 'objected', 'open']])
  await mined(ben, ben.api.bounties.contest({ requestId: requestId(), as: null, bounty, node: null }))
  expect(await seen()).toEqual([[bounty, 'objected', 'contested']])
  expect((await eve.api.bounties.tasks()).map(({ action, kind, space, alone }) => [action, kind, space, alone])).toEqual([
    ['rule', 'owe', court.space, false],
  ])
  const hunterAmount = (200n * milli).toString()
  const rule = { kind: 'rule', node: null, hunterAmount } as const
  expect((await dryRun(dora, rule, court.space)).outcome).toEqual(fine)
  expect((await dryRun(dora, rule)).outcome).toEqual({ ok: false, reason: 'Escrow_NotYours' })
  const { decision } = await dora.api.bounties.rule({ requestId: requestId(), as: court.space, bounty, node: null, hunterAmount })
  if (decision === null) throw new Error('no proposal')
  // Who else of them looks at the bounty need not propose it again.
  const tasksNow = async () => (await eve.api.bounties.tasks()).map(({ action, kind, asked }) => [action, kind, asked])
  await until('Eve is asked', async () => (await tasksNow())[0]?.[2] !== null)
  expect(await tasksNow()).toEqual([['rule', 'wait', decision]])
  const askedNow = async () => (await dora.api.bounties.get({ bounty })).asked
  expect(await askedNow()).toMatchObject([{ space: court.space, dao: court.dao, decision, step: 'rule' }])
  expect((await ben.api.bounties.get({ bounty })).asked).toEqual([])
  const call = encodeEscrow(court.dao, { kind: 'rule', node: bounty, hunterAmount: 200n * milli })
  expect((await dora.api.proposals.get({ space: court.space, decision })).calls.map(({ data }) => data)).toEqual([call.data])
  const before = await ada.client.balance(ben.account)
  // As soon as their ballots decide it one of their nodes carries it out (M273).
  for (const member of [dora, eve]) await answer(world, member, court.space, decision)
  const page = await until('released by itself', async () => {
    const found = await ben.api.bounties.get({ bounty })
    return found.status === 'released' && found
  })
  expect(page).toMatchObject({
    released: hunterAmount,
    dispute: 'ruled',
    money: { paid: hunterAmount, returned: (600n * milli).toString() },
  })
  expect((await ada.client.balance(ben.account)) > before).toBe(true)
  expect(await askedNow()).toEqual([])

  // Whoever left acts in its name no more, and nothing of it is their business.
  expect((await eve.api.bounties.list()).map((row) => row.bounty)).toEqual([bounty])
  const { memberRows } = await eve.api.daos.get({ space: court.space })
  const shares = memberRows.find(({ self }) => self)?.shares ?? '0'
  await eve.api.daos.ragequit({ requestId: requestId(), space: court.space, shares, tokens: [] })
  await until('left', async () => (await eve.api.daos.get({ space: court.space })).standing === 'removed')
  expect(await eve.api.bounties.list()).toEqual([])
}, 120_000)
