import { createChainClient, escrowAddress, sandboxProfile } from '@daomesh/chain'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub, type MemoryHub } from '@daomesh/network/memory'
import { type Address, type Agreement, approvalCall, bountyIdOf, noBounty, type SpaceId, toRecord } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementOf as workOf, terms } from '../simulation/bountyWork.ts'
import { plainRules } from './plainRules.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'

let devnet: Devnet
let factory: Address
let hub: MemoryHub
let requests = 0
const requestId = (): string => `bounty-plans-${(requests += 1)}`
const members: Member[] = []
const names = ['ada', 'ben', 'cleo', 'dora'] as const

const start = async (name: string, i: number): Promise<Member> => {
  const account = devnet.accounts[i]
  if (account === undefined) throw new Error('no account')
  const profile = { ...sandboxProfile(devnet.identity, factory), poll: 100, slowestPoll: 400 }
  const client = createChainClient({ rpcUrl: devnet.rpcUrl, profile, clock: systemClock })
  return startMember({ name, account, hub, client, clock: systemClock, random: systemRandom, verifier: nativeVerifier() })
}

beforeAll(async () => {
  devnet = await startDevnet()
  const [account] = devnet.accounts.slice(9)
  if (account === undefined) throw new Error('no account')
  ;({ factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account }))
  hub = createMemoryHub({ clock: systemClock, random: systemRandom })
  members.push(...(await Promise.all(names.map(start))))
}, 120_000)
afterAll(async () => {
  for (const { node } of members) await node.close()
  await devnet.stop()
})

/** A DAO of one person, on the chain. */
const found = async (by: Member, name: string): Promise<{ readonly space: SpaceId; readonly dao: Address }> => {
  const { space: lobby } = await by.api.lobbies.create({ requestId: requestId(), name, displayName: by.name, expiresInHours: 24 })
  const seats = [{ account: by.account, power: '1', shares: '1' }]
  await by.api.lobbies.propose({ requestId: requestId(), space: lobby, members: seats, rules: plainRules(1) })
  const space = await until('founded', async () => (await by.api.lobbies.get({ space: lobby })).dao)
  await by.api.daos.deploy({ requestId: requestId(), space })
  await until('deployed', async () => (await by.api.daos.get({ space })).deployed === 'final')
  return { space, dao: (await by.api.daos.get({ space })).dao as Address }
}

const mined = async (by: Member, id: string | undefined): Promise<void> => {
  const row = await until('mined', async () => {
    const one = (await by.api.chain.transactions()).find((transaction) => transaction.id === id)
    return one !== undefined && ['final', 'failed', 'superseded'].includes(one.state) && one
  })
  expect(row).toMatchObject({ state: 'final', error: null })
}
const vote = async (by: Member, space: SpaceId, decision: string): Promise<void> => {
  await by.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' })
  await until('decided', async () => (await by.api.proposals.get({ space, decision })).tally.enactable)
}
const enact = async (by: Member, space: SpaceId, decision: string): Promise<void> => {
  await vote(by, space, decision)
  await mined(by, (await by.api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })).id)
}

const agreementOf = (issuer: Address, hunter: Address, amount: bigint, parent: Agreement['parent'] = noBounty): Agreement => ({
  ...workOf({ clock: systemClock, next: () => (requests += 1) }, issuer, hunter, amount, parent),
  arbiter: devnet.accounts[8]?.address as Address,
})
const idOf = (agreement: Agreement) => bountyIdOf(devnet.identity.chainId, escrowAddress(), agreement)
const partOf = (agreement: Agreement) => ({ agreement: toRecord(agreement), terms })
const leafFor = (agreement: Agreement) => ({ ...partOf(agreement), planned: null })

test('M140 M141 E1: a DAO plans its split by its members’ ballots alone; one transaction of the DAO above anchors all levels', async () => {
  const [ada, ben, cleo, dora] = members as [Member, Member, Member, Member]
  const [mesh, team] = [await found(ada, 'Mesh'), await found(ben, 'Team')]
  const whole = agreementOf(dora.account, mesh.dao, 1000n)
  const bounty = idOf(whole)
  const part = agreementOf(mesh.dao, team.dao, 700n, bounty)
  const work = agreementOf(team.dao, cleo.account, 400n, idOf(part))

  const plan = (agreement: Agreement, leaves: readonly Agreement[]) =>
    ben.api.bounties.plan({ requestId: requestId(), as: team.space, agreement: toRecord(agreement), leaves: leaves.map(leafFor) })
  await expect(plan(whole, [work])).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { meta: { field: 'agreement.hunter' } } })
  await expect(plan(part, [part])).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { meta: { field: 'leaves.agreement.issuer' } } })
  await expect(plan(part, [agreementOf(team.dao, cleo.account, 701n)])).rejects.toMatchObject({ code: 'BOUNTY_SPLIT' })
  const asked = { requestId: requestId(), as: team.space, agreement: toRecord(part), leaves: [leafFor(work)] }
  const planned = await ben.api.bounties.plan(asked)
  expect(await ben.api.bounties.plan(asked)).toEqual(planned)
  expect(await ben.api.bounties.plans({ space: team.space })).toMatchObject([
    { decision: planned.decision, bounty: idOf(part), sum: '400', signature: null, parts: [{ payee: cleo.account, amount: '400' }] },
  ])
  await vote(ben, team.space, planned.decision)
  const [row] = await ben.api.bounties.plans({ space: team.space })
  const signature = row?.signature ?? '0x'
  expect(signature.length).toBeGreaterThan(200)

  const carry = (by: string) => [{ ...partOf(part), carried: { leaves: [{ ...partOf(work), carried: null }], signature: by } }]
  const anchor = (by: string) => ada.api.bounties.anchor({ requestId: requestId(), as: mesh.space, bounty, leaves: carry(by) })
  await expect(anchor(signature)).rejects.toMatchObject({ code: 'BOUNTY_UNKNOWN' })
  // The DAO takes the bounty: here by an approval that is enacted, after which any signature holds.
  const takes = approvalCall(mesh.dao, bounty)
  const { decision } = await ada.api.proposals.submit({
    requestId: requestId(),
    space: mesh.space,
    draft: null,
    title: 'Take it',
    content: '',
    calls: [{ target: takes.target, value: '0', data: takes.data }],
  })
  await enact(ada, mesh.space, decision)
  const funding = { agreement: toRecord(whole), terms, hunterSignature: `0x${'00'.repeat(65)}` }
  const { transaction } = await dora.api.bounties.fund({ requestId: requestId(), as: null, ...funding })
  await mined(dora, transaction?.id)
  await until('funded', async () => (await ada.api.bounties.list()).length > 0)

  // One in 256 ends like that by itself.
  await expect(anchor(`${signature.slice(0, -2)}${signature.endsWith('00') ? '01' : '00'}`)).rejects.toMatchObject({
    code: 'SIGNING_MISMATCH',
  })
  await expect(anchor(`0x${'11'.repeat(65)}`)).rejects.toMatchObject({ code: 'SIGNING_MISMATCH' })
  const before = (await ada.client.head()).number
  const all = await anchor(signature)
  expect(all.transaction).toBeNull()
  await enact(ada, mesh.space, all.decision ?? '')
  expect((await ada.client.head()).number - before).toBe(1n)
  const { margins, bundle } = await ada.api.bounties.get({ bounty })
  expect(margins.map(({ payee, margin, anchored }) => [payee, margin, anchored])).toEqual([
    [mesh.dao, '300', true],
    [team.dao, '300', true],
    [cleo.account, '400', true],
  ])
  await cleo.api.bounties.keep({ requestId: requestId(), bundle })
  expect((await cleo.api.bounties.get({ bounty })).margins.every(({ anchored }) => anchored)).toBe(true)
  await expect(anchor(signature)).rejects.toMatchObject({ code: 'BOUNTY_NOTHING_DUE' })
}, 120_000)
