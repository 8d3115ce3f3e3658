import { createChainClient, escrowAddress, sandboxProfile } from '@daomesh/chain'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub, type MemoryHub } from '@daomesh/network/memory'
import { type Address, type Agreement, bountyIdOf, noBounty, type Terms, termsHashOf, toRecord } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
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
}, 30_000)
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
    token: `0x${'0'.repeat(40)}` as Address,
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

test('M91 M92 M93 E9: a DAO funds a bounty by a vote; its hunter splits it, delivers, is accepted, and whoever works below is paid', async () => {
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
  const choices = [{ decision: decision ?? '', support: 'for' as const }]
  await ada.api.ballots.cast({ requestId: requestId(), space: valley.space, choices, reason: '' })
  await until('decided', async () => (await ada.api.proposals.get({ space: valley.space, decision: decision ?? '' })).tally.enactable)
  await ada.api.proposals.enact({ requestId: requestId(), space: valley.space, decisions: [decision ?? ''] })
  await until('funded', async () => (await ben.api.bounties.get({ bounty })).status === 'funded')
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
  await mined(cleo, cleo.api.bounties.redirect({ requestId: requestId(), as: null, bounty, node, to: `0x${'7e'.repeat(20)}` }))
  await mined(cleo, cleo.api.bounties.payout({ requestId: requestId(), bounty }))
  expect(await cleo.client.balance(`0x${'7e'.repeat(20)}` as Address)).toBe(700n)
  expect((await ben.api.bounties.get({ bounty })).leaves).toMatchObject([{ state: 'paid', payee: cleo.account }])
  expect((await cleo.api.bounties.list()).flatMap(({ dues }) => dues)).toEqual([])
}, 60_000)
