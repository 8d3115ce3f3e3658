import { escrowAddress } from '@daomesh/chain'
import { type Address, type Agreement, type BountyId, noBounty, type Terms, termsHashOf, toRecord, ether } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createForgetfulWorld, type ForgetfulWorld } from './forgetfulWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

const milli = 10n ** 15n
const terms: Terms = { v: 1, title: 'Barn', brief: 'A barn.', tags: [], files: [] }
let nonce = 0n

const agreementOf = async (issuer: Member, hunter: Address, amount: bigint, parent = noBounty): Promise<Agreement> => {
  const now = (await issuer.client.head()).timestamp
  return {
    issuer: issuer.account,
    hunter,
    token: ether,
    amount,
    termsHash: termsHashOf(terms),
    deliverBy: now + 90_000,
    reviewPeriod: 86_400,
    reviewer: issuer.account,
    arbiter: issuer.account,
    defaultSplit: 5_000,
    parent,
    validUntil: now + 80_000,
    nonce: nonce++,
  }
}

/** What a node reads of a bounty. */
const lookOf = async ({ api }: Member, bounty: BountyId) => {
  const { status, loose, money, moves } = await api.bounties.get({ bounty })
  return { status, loose, paid: money.paid, moves: moves.map(({ move }) => move) }
}
const reads = async (what: string, of: readonly Member[], bounty: BountyId, expected: Partial<Awaited<ReturnType<typeof lookOf>>>) => {
  for (const one of of)
    await expect.poll(() => lookOf(one, bounty), { timeout: 30_000, message: `${what}, at ${one.name}` }).toMatchObject(expected)
}
const rowOf = async ({ api }: Member, purpose: string) =>
  (await api.chain.transactions()).find(({ purpose: { key } }) => key === `transaction.${purpose}`)

const signed = async (world: ForgetfulWorld, issuer: Member, hunter: Member, amount: bigint) => {
  const agreement = await agreementOf(issuer, hunter.account, amount)
  const asked = { requestId: world.requestId(), agreement: toRecord(agreement), terms }
  return { ...(await hunter.api.bounties.sign(asked)), record: asked.agreement }
}

test(
  'M474 M475 A98 A100 X1 a bounty while the chain goes back and forth: what was not done is nobody’s doing, and can be done again; nothing is shown as paid that was taken back, and each part is paid once',
  { timeout: 240_000 },
  async () => {
    const world = await createForgetfulWorld('reorganised-bounty')
    let ada = await world.start('ada', 0)
    const [ben, eve] = [await world.start('ben', 1), await world.start('eve', 2)]
    const ask = (bounty: BountyId) => ({ requestId: world.requestId(), as: null, bounty })
    const first = await signed(world, ada, ben, 900n * milli)
    const { bounty } = first
    const fund = (by: Member, { record, signature }: Awaited<ReturnType<typeof signed>>) =>
      by.api.bounties.fund({ requestId: world.requestId(), as: null, agreement: record, terms, hunterSignature: signature })

    // Paid in and delivered, and then the other way round: the delivery comes before what it is for.
    await fund(ada, first)
    const funding = await world.bytesOf(ada, 'bountyFund')
    await world.mine()
    await reads('paid in', [ada, ben], bounty, { status: 'funded', loose: true })
    await ben.api.bounties.deliver({ ...ask(bounty), contentHash: bounty })
    const delivery = await world.bytesOf(ben, 'bountyDeliver')
    await world.mine()
    await reads('delivered', [ada, ben], bounty, { status: 'delivered', loose: true })
    await until('anchored', async () => (await rowOf(ben, 'bountyDeliver'))?.state === 'anchored')
    await world.reorganise(3, [delivery, funding])
    await reads('not delivered', [ada, ben], bounty, { status: 'funded', loose: true })
    await until('on its way, and no more', async () => (await rowOf(ben, 'bountyDeliver'))?.state === 'sent')
    await world.settle([ada, ben])
    expect(await rowOf(ben, 'bountyDeliver')).toMatchObject({
      state: 'failed',
      error: { code: 'TRANSACTION_REVERTED', meta: { error: 'Escrow_WrongStatus' } },
    })
    await reads('for good', [ada], bounty, { status: 'funded', loose: false, paid: '0' })
    expect((await lookOf(ben, bounty)).moves).toContain('deliver')
    const { id } = (await rowOf(ben, 'bountyDeliver')) ?? { id: '' }
    await ben.api.chain.retry({ requestId: world.requestId(), transaction: id })
    await world.settle([ben])
    await reads('delivered for good', [ada, ben], bounty, { status: 'delivered', loose: false })

    // Accepted and paid, and that is gone while her node is away.
    const before = await ada.client.balance(ben.account)
    await ada.api.bounties.accept({ ...ask(bounty), node: null })
    await world.bytesOf(ada, 'bountyAccept')
    await world.mine()
    await reads('paid', [ada, ben], bounty, { status: 'released', loose: true, paid: (900n * milli).toString() })
    await until('anchored', async () => (await rowOf(ada, 'bountyAccept'))?.state === 'anchored')
    await world.stop(ada)
    await world.reorganise(3)
    await reads('taken back', [ben], bounty, { status: 'delivered', loose: false, paid: '0' })
    expect(await ben.client.balance(ben.account)).toBe(before)
    const second = await signed(world, ben, eve, 700n * milli)
    ada = await world.start('ada', 0)
    // The next one waits for it.
    const third = await signed(world, ada, ben, 600n * milli)
    await fund(ada, third)
    await fund(ben, second)
    await world.settle([ada, ben])
    await reads('paid for good', [ada, ben], bounty, { status: 'released', loose: false, paid: (900n * milli).toString() })
    expect({ ada: world.asked('ada'), ben: world.asked('ben') }).toEqual({ ada: 3, ben: 3 })

    // A part that two pay at once: first the one, and then the other.
    const part = await agreementOf(ben, eve.account, 500n * milli, third.bounty)
    const leaves = [{ agreement: toRecord(part), terms, planned: null }]
    await ben.api.bounties.split({ ...ask(third.bounty), node: null, leaves })
    await ben.api.bounties.deliver({ ...ask(third.bounty), contentHash: bounty })
    await world.settle([ben])
    await ada.api.bounties.accept({ ...ask(third.bounty), node: null })
    await world.settle([ada])
    const page = await ben.api.bounties.get({ bounty: third.bounty })
    await ben.api.bounties.accept({ ...ask(third.bounty), node: page.leaves[0]?.node ?? null })
    await world.settle([ben])
    for (const { api } of [ada, eve]) await api.bounties.keep({ requestId: world.requestId(), bundle: page.bundle })
    // Her node pays by itself; it is cut off, and the pool forgets that.
    const hers = await world.bytesOf(eve, 'bountyPayout')
    await eve.api.network.setOnline({ online: true, chain: false })
    await world.ask('anvil_dropTransaction', (await rowOf(eve, 'bountyPayout'))?.hash)
    await ben.api.bounties.payout({ requestId: world.requestId(), bounty: third.bounty })
    const his = await world.bytesOf(ben, 'bountyPayout')
    await world.mine()
    await reads('paid', [ada, ben], third.bounty, { paid: (600n * milli).toString(), loose: true })
    await until('anchored', async () => (await rowOf(ben, 'bountyPayout'))?.state === 'anchored')
    await world.reorganise(2, [hers, his])
    await until('on its way, and no more', async () => (await rowOf(ben, 'bountyPayout'))?.state === 'sent')
    await eve.api.network.setOnline({ online: true, chain: true })
    await world.settle([ben, eve])
    expect([await rowOf(ben, 'bountyPayout'), await rowOf(eve, 'bountyPayout')].map((row) => row?.state)).toEqual(['superseded', 'final'])
    await reads('paid for good', [ada, ben, eve], third.bounty, { paid: (600n * milli).toString(), loose: false })

    const facts = await ada.client.bountyFacts({ escrow: escrowAddress(), from: null })
    const told = facts.finalized.flatMap(({ fact }) => (fact.kind === 'released' || fact.kind === 'paid' ? [[fact.kind, fact.id]] : []))
    expect(told).toEqual([
      ['released', bounty],
      ['released', third.bounty],
      ['paid', third.bounty],
    ])
    expect(await ada.client.balance(escrowAddress())).toBe(700n * milli)
    await world.close()
  },
)
