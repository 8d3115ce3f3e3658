import { pairAddress, partnershipCalls, predictDaoAddress } from '@daomesh/chain'
import type { DevnetAccount } from '@daomesh/chain/devnet'
import { createMemoryClient } from '@daomesh/chain/memory'
import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  accountSignature,
  address,
  daoSpaceOf,
  daomeshDomain,
  type DealOpening,
  dealSpaceOf,
  type Decision,
  type DecisionId,
  decisionIdOf,
  governanceStream,
  hashOf,
  type Hex,
  offerId,
  slotOf,
  supports,
  to0x,
  toHex,
  writePartnershipQuestion,
  zeroAddress,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { passingBallots } from '../deals/passingBallots.ts'
import { learnCode } from '../due/pinnedCode.ts'
import { chain, createStill, factory, genesisOf, openHome, openStillChain, people } from '../fixtures/home.ts'
import { askedIn, standsAsked } from './askedIn.ts'
import { unaskedOf, mostAgreed } from './askPartnership.ts'

const [ann, ben, dan] = people as [DevnetAccount, DevnetAccount, DevnetAccount]
const [genesis, theirs] = [genesisOf([ann, ben]), genesisOf([dan])]
const [dao, partner] = [genesis, theirs].map((one) => predictDaoAddress(factory, one)) as [Address, Address]
const space = daoSpaceOf(chain, dao)
const zero = to0x(new Uint8Array(32))
const now = 1_000
const daoRecord = { type: 'dao', space, chain, lobby: null, dao, factory, genesis, proposer: true, displayName: '' } as const
const opening: DealOpening = {
  v: 1,
  chain,
  escrow: factory,
  issuer: { kind: 'dao', dao, factory, genesis },
  hunter: { kind: 'dao', dao: partner, factory, genesis: theirs },
  subject: { post: null, title: 'Valley', brief: '', tags: [], reward: null, deadline: 0 },
  nonce: '0'.repeat(32),
  purpose: 'partnership',
}
const deal = { record: { type: 'deal', space: dealSpaceOf(opening), chain, opening, opener: true, contacts: [], displayName: '' } } as const
const offerOf = (nth: number) => offerId.parse(toHex(hashOf('test/offer', new Uint8Array([nth]))))
const terms = { issuerGives: '2', hunterGives: '3', note: 'Mills.', validUntil: now + 10_000 }
const rowOf = (nth: number) =>
  ({ id: offerOf(nth), offer: { side: 'issuer', answers: null, terms, draft: null, nonce: '0'.repeat(32) } }) as const
const row = rowOf(1)

/** A chain with the pair on it. */
const code = to0x(hashOf('test/pair'))
const withPair = openStillChain(new Map([[pairAddress(), code]]))
const client = createMemoryClient({ chain: withPair, clock: createStill() })

type Home = ReturnType<typeof openHome>

/** Ann and ben in their DAO, each with a home; what one writes the other has. */
const openDao = async () => {
  const homes = [openHome('ann', ann), openHome('ben', ben)] as const
  const share = async () => {
    for (const from of homes)
      for (const to of homes) {
        const { replica } = from.spaces.dao(space)
        const wires = [...replica.lines(governanceStream)].flatMap((line) => replica.wire(line.id) ?? [])
        if (from !== to) await to.spaces.dao(space).replica.ingest(wires)
      }
  }
  const [hers, his] = homes
  for (const home of homes) {
    await home.spaces.add({ ...daoRecord, proposer: home === hers })
    home.learn(space, { kind: 'founded', genesis })
  }
  // So that her first key is for both.
  await his.spaces.dao(space).openLog(governanceStream)
  await share()
  for (const home of homes) {
    await home.spaces.dao(space).append('profile.set', { name: 'x' })
    await share()
  }
  await learnCode(client, pairAddress())
  let written = 0
  /** Their side of the offer, as a member wrote it. */
  const propose = async (home: Home, by: DevnetAccount, more: Partial<Decision> = {}, pinned: Hex = code): Promise<DecisionId> => {
    const title = 'Partnership with Hill'
    const content = writePartnershipQuestion({
      deal: deal.record.space,
      offer: row.id,
      partner,
      gives: '2',
      gets: '3',
      note: 'Mills.',
      merger: null,
    })
    const decision: Decision = {
      rosterEpoch: 0,
      rulesEpoch: 0,
      closesAt: now + 5_000,
      expiresAt: now + 10_000,
      slot: slotOf(address.parse(by.address), BigInt((written += 1))),
      executor: pairAddress(),
      afterDecision: zero,
      calls: [...partnershipCalls(pinned, { dao, partner, gives: 2n, gets: 3n, merger: null })],
      contentHash: contentHashOf(title, content),
      ...more,
    }
    await home.spaces.dao(space).append('proposal.submit', { draft: null, title, content, decision })
    await share()
    return decisionIdOf(chain.chainId, dao, decision)
  }
  const withdraw = async (home: Home, decision: DecisionId) => {
    await home.spaces.dao(space).append('proposal.withdraw', { decision })
    await share()
  }
  const sayYes = async (home: Home, by: DevnetAccount, decision: DecisionId) => {
    const sheet = { member: by.address, revision: 1n, choices: [{ decision, support: supports.for, votes: 0n }] }
    const domain = daomeshDomain(chain.chainId, dao)
    const context = { title: '', lines: [] }
    const request = { type: 'typedData', domain, name: 'BallotSheet', message: sheet, context, about: [] } as const
    const signature = accountSignature.parse(await home.adapters.signer.sign(by.address, request))
    await home.spaces.dao(space).append('ballot.cast', { sheet, signature, reason: '' })
    await share()
  }
  const asked = () =>
    askedIn({ adapters: { chain: { client } }, chainView: { now: () => now } }, deal, hers.spaces.dao(space), row, 'issuer')
  return { homes, propose, withdraw, sayYes, asked }
}

test('M401 G10 what a member writes that no ballots could carry out asks nobody, and another member asks instead', async () => {
  const { homes, propose, asked } = await openDao()
  const [, his] = homes
  await propose(his, ben, { rosterEpoch: 7 })
  await propose(his, ben, { rulesEpoch: 7 })
  await propose(his, ben, { executor: zeroAddress })
  await propose(his, ben, { afterDecision: `0x${'11'.repeat(32)}` })
  await propose(his, ben, {}, `0x${'22'.repeat(32)}`)
  expect(standsAsked(asked(), ann.address)).toBe(false)
  const good = await propose(his, ben)
  expect(standsAsked(asked(), ann.address)).toBe(true)
  expect(asked()[0]?.id).toBe(good)
})

test('M401 S1 what its author took back before enough answered is asked again by another member, and what was decided before is brought all the same', async () => {
  const { homes, propose, withdraw, sayYes, asked } = await openDao()
  const [hers, his] = homes
  const first = await propose(his, ben)
  await sayYes(hers, ann, first)
  await withdraw(his, first)
  expect([standsAsked(asked(), ann.address), standsAsked(asked(), ben.address)]).toEqual([false, true])
  const second = await propose(hers, ann)
  expect(asked().map(({ id }) => id)).toEqual([second, first])
  await sayYes(hers, ann, second)
  await sayYes(his, ben, second)
  await withdraw(hers, second)
  expect(asked()[0]).toMatchObject({ id: second, status: 'withdrawn' })
  expect(standsAsked(asked(), ben.address)).toBe(true)
  const brought = passingBallots(hers.spaces.dao(space), asked(), partner)
  expect(brought?.sheets.map(({ member }) => member).toSorted()).toEqual([ann.address, ben.address].toSorted())
  expect(decisionIdOf(chain.chainId, dao, brought?.decision as Decision)).toBe(second)
})

test('M406 G10 what a member let end before the others read it is asked again by each other member once', async () => {
  const { homes, propose, sayYes, asked } = await openDao()
  const [hers, his] = homes
  const short = await propose(his, ben, { closesAt: now - 1 })
  await sayYes(his, ben, short)
  expect(asked()[0]).toMatchObject({ id: short, status: 'closed' })
  expect([standsAsked(asked(), ann.address), standsAsked(asked(), ben.address)]).toEqual([false, true])
  const again = await propose(hers, ann)
  expect(asked().map(({ id }) => id)).toEqual([again, short])
  expect(standsAsked(asked(), ann.address)).toBe(true)
})

test('M405 N4 of one who agrees to offer after offer so many are put to the members at a time, and what another agreed to all the same', () => {
  const agreed = (nth: number, by: Address) => ({ ...rowOf(nth), status: 'agreed' as const, speakers: { issuer: by, hunter: null } })
  const [hers, his] = [ann.address, ben.address]
  const offers = [agreed(0, hers), ...Array.from({ length: 40 }, (_, i) => agreed(i + 1, his))]
  const none = unaskedOf(offers, 'issuer', () => [], hers)
  expect(none).toEqual([...Array.from({ length: mostAgreed }, (_, i) => offerOf(40 - i)), offerOf(0)])
  // While these are voted on no further one of his comes; once they are answered the next ones do.
  const asking = (status: string) => (of: { readonly id: string }) =>
    none.includes(of.id as never)
      ? [{ status, waits: [], obstacles: [], enactment: { immediate: false }, by: his, ballots: [{ member: hers }] }]
      : []
  expect(unaskedOf(offers, 'issuer', asking('open') as never, hers)).toEqual([])
  expect(unaskedOf(offers, 'issuer', asking('closed') as never, hers)).toEqual(
    Array.from({ length: mostAgreed }, (_, i) => offerOf(36 - i)),
  )
})
