import { createChainClient, encodeEscrow, escrowAddress, sandboxProfile } from '@daomesh/chain'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub, type MemoryHub } from '@daomesh/network/memory'
import { type Address, address, type Agreement, bountyIdOf, ether, noBounty, type Terms, termsHashOf, toRecord } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainRules } from './plainRules.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'

let devnet: Devnet
let factory: Address
let hub: MemoryHub
let requests = 0
const requestId = (): string => `bounties-${(requests += 1)}`
const members: Member[] = []

/** A whole node on a real chain; the network is in this process. */
const start = async (name: string, i: number): Promise<Member> => {
  const account = devnet.accounts[i]
  if (account === undefined) throw new Error('no account')
  const profile = { ...sandboxProfile(devnet.identity, factory), poll: 100, slowestPoll: 400 }
  const client = createChainClient({ rpcUrl: devnet.rpcUrl, profile, clock: systemClock })
  const member = await startMember({ name, account, hub, client, clock: systemClock, random: systemRandom, verifier: nativeVerifier() })
  members.push(member)
  return member
}

beforeAll(async () => {
  devnet = await startDevnet()
  const [account] = devnet.accounts.slice(9)
  if (account === undefined) throw new Error('no account')
  ;({ factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account }))
  hub = createMemoryHub({ clock: systemClock, random: systemRandom })
}, 120_000)
afterAll(async () => {
  for (const { node } of members) await node.close()
  await devnet.stop()
})

/** A DAO of one person, on the chain. */
const found = async (by: Member, name: string) => {
  const { space: lobby } = await by.api.lobbies.create({ requestId: requestId(), name, displayName: by.name, expiresInHours: 24 })
  const seats = [{ account: by.account, power: '1', shares: '1' }]
  await by.api.lobbies.propose({ requestId: requestId(), space: lobby, members: seats, rules: plainRules(1) })
  const space = await until('founded', async () => (await by.api.lobbies.get({ space: lobby })).dao)
  await by.api.daos.deploy({ requestId: requestId(), space })
  await until('deployed', async () => (await by.api.daos.get({ space })).deployed === 'final')
  return { space, dao: (await by.api.daos.get({ space })).dao }
}

const mined = async (by: Member, act: Promise<{ readonly transaction: { readonly id: string } | null }>): Promise<void> => {
  const { transaction } = await act
  const row = await until('mined', async () => {
    const found = (await by.api.chain.transactions()).find(({ id }) => id === transaction?.id)
    return found !== undefined && ['final', 'failed', 'superseded'].includes(found.state) && found
  })
  expect(row).toMatchObject({ state: 'final', error: null })
}

const agreementOf = (issuer: string, hunter: Address, amount: bigint, terms: Terms, change: Partial<Agreement> = {}): Agreement => {
  const now = Math.floor(systemClock.now() / 1000)
  return {
    issuer: issuer as Address,
    hunter,
    token: ether,
    amount,
    termsHash: termsHashOf(terms),
    deliverBy: now + 90_000,
    reviewPeriod: 86_400,
    reviewer: issuer as Address,
    arbiter: devnet.accounts[8]?.address as Address,
    defaultSplit: 5000,
    parent: noBounty,
    validUntil: now + 80_000,
    nonce: BigInt((requests += 1)),
    ...change,
  }
}

test('M194 M78 M79 M379 E9: a DAO funds a bounty by a vote; its hunter splits it, delivers, is accepted, and whoever works below is paid', async () => {
  const [ada, ben, cleo] = (await Promise.all(['ada', 'ben', 'cleo'].map(start))) as [Member, Member, Member]
  const valley = await found(ada, 'Valley')
  await ada.api.daos.deposit({ requestId: requestId(), space: valley.space, wei: '1000' })
  await until('the money is there', async () => (await ada.client.balance(valley.dao as Address)) === 1000n)
  const terms: Terms = { v: 1, title: 'Fence', brief: 'Ten metres of oak.', tags: ['wood'], files: [] }
  const agreement = agreementOf(valley.dao, ben.account, 1000n, terms, { reviewer: ada.account })
  const signed = await ben.api.bounties.sign({ requestId: requestId(), agreement: toRecord(agreement), terms })
  const { bounty } = signed
  expect(bounty).toBe(bountyIdOf(devnet.identity.chainId, escrowAddress(), agreement))
  expect(await ben.api.bounties.get({ bounty })).toMatchObject({ status: 'none', terms })
  const other = { ...agreement, hunter: cleo.account }
  await expect(ben.api.bounties.sign({ requestId: requestId(), agreement: toRecord(other), terms })).rejects.toMatchObject({
    code: 'SIGNING_MISMATCH',
  })

  const asked = { requestId: requestId(), as: valley.space, agreement: toRecord(agreement), terms, hunterSignature: signed.signature }
  await expect(ada.api.bounties.fund({ ...asked, requestId: requestId(), terms: { ...terms, brief: 'Two.' } })).rejects.toMatchObject({
    code: 'BOUNTY_TERMS',
  })
  const { decision } = await ada.api.bounties.fund(asked)
  expect((await ada.api.bounties.fund(asked)).decision).toBe(decision)
  expect((await ada.api.bounties.get({ bounty })).asked).toMatchObject([{ dao: valley.dao, decision, step: 'fund' }])
  const choices = [{ decision: decision ?? '', support: 'for' as const }]
  await ada.api.ballots.cast({ requestId: requestId(), space: valley.space, choices, reason: '' })
  await until('decided', async () => (await ada.api.proposals.get({ space: valley.space, decision: decision ?? '' })).tally.enactable)
  await ada.api.proposals.enact({ requestId: requestId(), space: valley.space, decisions: [decision ?? ''] })
  await until('funded', async () => (await ben.api.bounties.get({ bounty })).status === 'funded')
  // A step of a bounty that the chain knows leads from its proposal to it; one that pays in leads nowhere yet.
  const { to: target, value, data } = encodeEscrow(escrowAddress(), { kind: 'accept', agreement, signature: '0x' })
  const seen = await ada.api.proposals.previewCalls({ space: valley.space, calls: [{ target, value: value.toString(), data }] })
  expect(seen.map(({ summary }) => summary.params['bounty'])).toEqual([bounty])
  const paying = await ada.api.proposals.get({ space: valley.space, decision: decision ?? '' })
  expect(paying.calls.map(({ summary }) => summary.params['bounty'])).toEqual([undefined])
  expect((await ben.api.bounties.list()).map(({ title, dues }) => [title, dues.map(({ role, amount }) => [role, amount])])).toEqual([
    ['Fence', [['waits', '1000']]],
  ])

  const part: Terms = { ...terms, title: 'Posts', brief: 'Eleven posts.' }
  const sub = agreementOf(ben.account, cleo.account, 700n, part, { parent: bounty })
  const leaves = [{ agreement: toRecord(sub), terms: part, planned: null }]
  const dear = [{ ...leaves[0], agreement: toRecord({ ...sub, amount: 1001n }), terms: part, planned: null }]
  await expect(ben.api.bounties.split({ requestId: requestId(), as: null, bounty, node: null, leaves: dear })).rejects.toMatchObject({
    code: 'BOUNTY_SPLIT',
  })
  await mined(ben, ben.api.bounties.split({ requestId: requestId(), as: null, bounty, node: null, leaves }))
  const { bundle, margins } = await ben.api.bounties.get({ bounty })
  expect(margins.map(({ payee, margin, anchored }) => [payee, margin, anchored])).toEqual([
    [ben.account, '300', true],
    [cleo.account, '700', true],
  ])
  expect(await cleo.api.bounties.list()).toEqual([])
  await cleo.api.bounties.keep({ requestId: requestId(), bundle })
  expect((await cleo.api.bounties.list()).map(({ dues }) => dues)).toMatchObject([[{ role: 'waits', amount: '700', state: 'waiting' }]])
  await expect(cleo.api.bounties.payout({ requestId: requestId(), bounty })).rejects.toMatchObject({ code: 'BOUNTY_NOTHING_DUE' })

  await mined(ben, ben.api.bounties.deliver({ requestId: requestId(), as: null, bounty, contentHash: bounty }))
  expect((await ada.api.bounties.get({ bounty })).moves.map(({ move }) => move)).toEqual(expect.arrayContaining(['accept', 'object']))
  await mined(ada, ada.api.bounties.accept({ requestId: requestId(), as: null, bounty, node: null }))
  const node = (await ben.api.bounties.get({ bounty })).leaves[0]?.node ?? ''
  await mined(ben, ben.api.bounties.accept({ requestId: requestId(), as: null, bounty, node }))
  const nowhere = { requestId: requestId(), as: null, bounty, node, to: address.parse(`0x${'0'.repeat(40)}`) }
  await expect(cleo.api.bounties.redirect(nowhere)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await mined(cleo, cleo.api.bounties.redirect({ requestId: requestId(), as: null, bounty, node, to: `0x${'7e'.repeat(20)}` }))
  await mined(cleo, cleo.api.bounties.payout({ requestId: requestId(), bounty }))
  expect(await cleo.client.balance(`0x${'7e'.repeat(20)}` as Address)).toBe(700n)
  expect((await ben.api.bounties.get({ bounty })).leaves).toMatchObject([{ state: 'paid', payee: cleo.account }])
  expect((await cleo.api.bounties.list()).flatMap(({ dues }) => dues)).toEqual([])
}, 120_000)

test('M73 M78 M100 M102 M103 M104: what was agreed in a deal is paid in by a vote, delivered, talked about, objected and contested in it', async () => {
  const [dora, eve] = (await Promise.all(['dora', 'eve'].map((name, i) => start(name, i + 4)))) as [Member, Member]
  const { space, dao } = await found(dora, 'Hill')
  await dora.api.daos.deposit({ requestId: requestId(), space, wei: '500' })
  await until('the money is there', async () => (await dora.client.balance(dao as Address)) === 500n)
  const deal = await eve.api.deals.open({
    requestId: requestId(),
    as: { side: 'hunter', dao: null },
    other: { account: dao as Address, kind: null },
    contacts: [],
    subject: { post: null, title: 'Gate', brief: 'A gate.', tags: [], reward: null, deadline: 0 },
  })
  const { link } = await eve.api.deals.link({ space: deal.space })
  await dora.api.deals.enter({ requestId: requestId(), link })
  const now = Math.floor(systemClock.now() / 1000)
  await until('she can write', async () => (await eve.api.deals.list()).some(({ locked }) => !locked))
  const { offer } = await eve.api.deals.offer({
    requestId: requestId(),
    space: deal.space,
    side: null,
    answers: null,
    terms: {
      token: ether,
      amount: '400',
      deliverBy: now + 90_000,
      reviewPeriod: 3 * 86_400,
      reviewer: dora.account,
      arbiter: address.parse(`0x${'ab'.repeat(20)}`),
      defaultSplit: 5_000,
      validUntil: now + 80_000,
    },
    brief: { title: 'Gate', brief: 'A gate of oak.', tags: [], files: [] },
    draft: null,
    note: '',
  })
  const rowAt = async (member: Member) => (await member.api.deals.get({ space: deal.space })).offerRows.find((row) => row.offer === offer)
  const at = { space: deal.space, offer }
  await until('the offer is there', async () => (await rowAt(dora))?.brief ?? null)
  await expect(dora.api.deals.fund({ requestId: requestId(), ...at })).rejects.toMatchObject({ code: 'OFFER_EARLY' })
  await dora.api.deals.accept({ requestId: requestId(), ...at })
  await until('agreed', async () => (await rowAt(eve))?.status === 'agreed')
  await expect(eve.api.deals.fund({ requestId: requestId(), ...at })).rejects.toMatchObject({ code: 'OFFER_SIDE' })
  await eve.api.deals.sign({ requestId: requestId(), ...at })
  await until('signed', async () => (await rowAt(dora))?.may.includes('fund'))
  const asked = { requestId: requestId(), ...at }
  const { decision } = await dora.api.deals.fund(asked)
  expect((await dora.api.deals.fund(asked)).decision).toBe(decision)
  const choices = [{ decision: decision ?? '', support: 'for' as const }]
  await dora.api.ballots.cast({ requestId: requestId(), space, choices, reason: '' })
  await until('decided', async () => (await dora.api.proposals.get({ space, decision: decision ?? '' })).tally.enactable)
  expect((await rowAt(eve))?.status).toBe('signed')
  await dora.api.proposals.enact({ requestId: requestId(), space, decisions: [decision ?? ''] })
  for (const member of [dora, eve])
    await until('funded', async () => (await member.api.deals.get({ space: deal.space })).status === 'funded')
  expect(await eve.api.bounties.get({ bounty: (await rowAt(eve))?.bounty ?? '' })).toMatchObject({
    status: 'funded',
    title: 'Gate',
    terms: { brief: 'A gate of oak.' },
  })
  expect(await dora.client.balance(dao as Address)).toBe(100n)

  const bounty = (await rowAt(eve))?.bounty ?? ''
  const tasksOf = async (member: Member) =>
    (await member.api.bounties.tasks()).flatMap((task) => (task.bounty === bounty ? [[task.kind, task.action, task.space !== null]] : []))
  expect([await tasksOf(eve), await tasksOf(dora)]).toEqual([[['owe', 'deliver', false]], [['wait', 'deliver', true]]])
  const note = 'It stands.'
  await expect(
    eve.api.bounties.comment({ requestId: requestId(), bounty: `0x${'12'.repeat(32)}`, node: null, replyTo: null, text: 'x' }),
  ).rejects.toMatchObject({
    code: 'BOUNTY_UNKNOWN',
  })
  const deliver = { requestId: requestId(), as: null, bounty, note }
  await mined(eve, eve.api.bounties.deliver(deliver))
  const reason = 'One hinge is missing.'
  await until('dora reads what is delivered', async () => (await dora.api.bounties.get({ bounty })).deliveries.length === 1)
  const { entry } = await dora.api.bounties.comment({ requestId: requestId(), bounty, node: null, replyTo: null, text: 'Which hinges?' })
  await mined(dora, dora.api.bounties.object({ requestId: requestId(), as: null, bounty, node: null, reason }))
  await until('eve reads why', async () => (await eve.api.bounties.get({ bounty })).comments.length === 2)
  await eve.api.bounties.comment({ requestId: requestId(), bounty, node: null, replyTo: entry, text: 'Iron ones.' })
  const page = await eve.api.bounties.get({ bounty })
  expect(page).toMatchObject({
    status: 'objected',
    deal: deal.space,
    deliveries: [{ note, onChain: true, contentHash: page.contentHash, by: eve.account, byName: null }],
    objections: [{ objector: dora.account, reason, open: true, contestedAt: 0 }],
    deadlines: { deliverBy: 0, reviewEnd: 0 },
  })
  expect(page.comments.map(({ text, replyTo }) => [text, replyTo])).toEqual([
    ['Which hinges?', null],
    [reason, null],
    ['Iron ones.', entry],
  ])
  expect(page.blocked.find(({ move }) => move === 'deliver')).toMatchObject({ reason: 'objected', who: [eve.account] })
  expect([await tasksOf(eve), await tasksOf(dora)]).toEqual([[['owe', 'contest', false]], [['wait', 'contest', true]]])
  // She signs, and somebody else pays for the transaction.
  const { signature } = await eve.api.bounties.consent({ requestId: requestId(), bounty, node: null, what: { kind: 'contest' } })
  await mined(dora, dora.api.bounties.contest({ requestId: requestId(), as: null, bounty, node: null, signature }))
  expect((await eve.api.bounties.get({ bounty })).objections[0]?.contestedAt).toBeGreaterThan(0)
  expect(await tasksOf(eve)).toEqual([['wait', 'rule', false]])

  const terms: Terms = { v: 1, title: 'Hedge', brief: 'Trim it.', tags: [], files: [] }
  const taken = agreementOf(dao, eve.account, 10n, terms)
  const { bounty: hedge } = await eve.api.bounties.sign({ requestId: requestId(), agreement: toRecord(taken), terms })
  expect((await eve.api.bounties.get({ bounty: hedge })).moves.map(({ move }) => move)).toEqual(['cancel'])
  await mined(eve, eve.api.bounties.cancel({ requestId: requestId(), as: null, bounty: hedge }))
  expect(await eve.api.bounties.get({ bounty: hedge })).toMatchObject({ status: 'cancelled', moves: [] })
}, 120_000)

const oneEther = 10n ** 18n

test('M105 M53: what is due is paid by one payee’s node alone, only where it brings more than it costs, and a DAO’s part is distributed by its rule', async () => {
  const [ada, ben, cleo, dora] = (await Promise.all(['ada2', 'ben2', 'cleo2', 'dora2'].map(start))) as [Member, Member, Member, Member]
  const mill = await found(dora, 'Mill')
  const terms: Terms = { v: 1, title: 'Barn', brief: 'A barn.', tags: [], files: [] }
  const agreement = agreementOf(ada.account, ben.account, oneEther, terms)
  const { bounty, signature } = await ben.api.bounties.sign({ requestId: requestId(), agreement: toRecord(agreement), terms })
  const funding = { requestId: requestId(), as: null, agreement: toRecord(agreement), terms, hunterSignature: signature }
  expect((await ada.api.bounties.fund(funding)).approvals).toEqual([])
  await until('funded', async () => (await ben.api.bounties.get({ bounty })).status === 'funded')
  const parts = [
    { to: mill.dao, amount: 4n, title: 'Walls' },
    { to: cleo.account, amount: 3n, title: 'Roof' },
    { to: ada.account, amount: 0n, title: 'Nails' },
  ].map(({ to, amount, title }) => {
    const part: Terms = { ...terms, title }
    // The nails are worth less than the gas of paying for them.
    const sub = agreementOf(ben.account, to as Address, amount === 0n ? 5n : (amount * oneEther) / 10n, part, { parent: bounty })
    return { agreement: toRecord(sub), terms: part, planned: null }
  })
  const { bundle: before } = await ben.api.bounties.get({ bounty })
  const splitting = { requestId: requestId(), as: null, bounty, node: null, leaves: parts }
  const { transaction } = await ben.api.bounties.split(splitting)
  expect(transaction?.purpose.key).toBe('transaction.bountySplit')
  await mined(ben, ben.api.bounties.split(splitting))
  const { bundle, safe, margins } = await ben.api.bounties.get({ bounty })
  expect([safe, margins.map(({ title, anchored }) => [title, anchored])]).toEqual([
    true,
    [
      ['Barn', true],
      ['Walls', true],
      ['Roof', true],
      ['Nails', true],
    ],
  ])
  expect(before).not.toBe(bundle)
  for (const member of [ada, cleo, dora]) await member.api.bounties.keep({ requestId: requestId(), bundle })
  await mined(ben, ben.api.bounties.deliver({ requestId: requestId(), as: null, bounty, contentHash: bounty }))
  await mined(ada, ada.api.bounties.accept({ requestId: requestId(), as: null, bounty, node: null }))
  const { leaves } = await ben.api.bounties.get({ bounty })
  for (const { node } of leaves) await mined(ben, ben.api.bounties.accept({ requestId: requestId(), as: null, bounty, node }))
  const payouts = async () => {
    const all = await Promise.all([ada, ben, cleo, dora].map((member) => member.api.chain.transactions()))
    return all.flat().filter(({ purpose }) => purpose.key === 'transaction.bountyPayout')
  }
  const look = () => Promise.all([ada, cleo, dora].map((member) => member.api.network.setOnline({ online: true, chain: true })))
  await look()
  await until('paid by whose turn it is', async () => {
    const { leaves: now } = await cleo.api.bounties.get({ bounty })
    return now.filter(({ state }) => state === 'paid').length >= 2
  })
  await look()
  // As leaves became due one by one, each payee may have sent one; nobody sent what another one had sent, and nobody for the nails alone.
  await until('settled', async () =>
    (await payouts()).every(({ state }) => state === 'final' || state === 'failed' || state === 'superseded'),
  )
  expect(new Set((await payouts()).map(({ state }) => state))).toEqual(new Set(['final']))
  expect((await payouts()).length).toBeLessThanOrEqual(2)
  expect((await ada.api.chain.transactions()).filter(({ purpose }) => purpose.key === 'transaction.bountyPayout')).toEqual([])
  expect((await cleo.api.bounties.get({ bounty })).money).toMatchObject({ waiting: '0', returned: '0' })
  const tokens = [ether]
  const income = async () => (await dora.api.income.get({ space: mill.space, tokens })).rows[0]
  expect(await income()).toMatchObject({ income: (4n * (oneEther / 10n)).toString(), treasury: '0' })
  const { toTreasury } = (await income()) ?? {}
  await dora.api.income.distribute({ requestId: requestId(), space: mill.space, token: tokens[0] as Address })
  await until('distributed by the rule', async () => (await income())?.treasury === toTreasury && (await income())?.income === '0')
}, 120_000)

test('M103: what a token lets the escrow take is approved before, exactly, and set to nothing first where the token wants it so', async () => {
  const fay = await start('fay', 7)
  const owner = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) })
  /** Any call but one that changes an allowance (slot 0) from something to something else is taken, and says 1. */
  const stubborn = '0x60243580155f541517600f575f5ffd5b5f5560015f5260205ff3'
  const coin = address.parse(`0x${'c0'.repeat(20)}`)
  const terms: Terms = { v: 1, title: 'Well', brief: 'Deep.', tags: [], files: [] }
  const asked = async (token: Address) => {
    const agreement = toRecord(agreementOf(fay.account, devnet.accounts[8]?.address as Address, 500n, terms, { token }))
    const { approvals } = await fay.api.bounties.fund({ requestId: requestId(), as: null, agreement, terms, hunterSignature: '0x' })
    return approvals
  }
  await owner.setCode({ address: coin, bytecode: stubborn })
  expect((await asked(coin)).map(({ purpose }) => purpose.key)).toEqual(['transaction.bountyApprove'])
  await owner.setStorageAt({ address: coin, index: 0, value: `0x${'5'.padStart(64, '0')}` })
  const rows = await asked(coin)
  expect(rows.map(({ purpose }) => purpose.key)).toEqual(['transaction.bountyReset', 'transaction.bountyApprove'])
  const stateOf = async (id?: string) => (await fay.api.chain.transactions()).find((row) => row.id === id)?.state
  await until('approved', async () => (await stateOf(rows.at(-1)?.id)) === 'final')
  expect(await asked(address.parse(`0x${'0'.repeat(40)}`))).toEqual([])
}, 120_000)
