import {
  type Agreement,
  approvalCall,
  bountyIdOf,
  daomeshDomain,
  decisionIdOf,
  supports,
  type Terms,
  termsHashOf,
  unpackLiveSignature,
  writeAgreementQuestion,
  ether,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ben, cat, chain, dao, decisionOf, entryOf, factory as escrow, recover, zero32 } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { founded, later, transaction } from '../fixtures/voting.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { shownAmong } from '../selectors/askedQuestions.ts'
import { liveSignatureOf } from '../selectors/liveSignature.ts'
import { listProposals } from '../selectors/proposalState.ts'
import { agreementsAmong, standsAsked } from './agreementsAmong.ts'

const place = { chainId: chain.chainId, dao }
const reduce = daoReducer({ chain, dao, recover })
const terms: Terms = { v: 1, title: 'Weir', brief: 'Stone by stone.', tags: [], files: [] }
const agreement: Agreement = {
  issuer: ben.address,
  hunter: dao,
  token: ether,
  amount: 5n,
  termsHash: termsHashOf(terms),
  deliverBy: 9_000,
  reviewPeriod: 600,
  reviewer: ben.address,
  arbiter: cat.address,
  defaultSplit: 5_000,
  parent: zero32,
  validUntil: 1_000,
  nonce: 1n,
}
const bounty = bountyIdOf(chain.chainId, escrow, agreement)

/** The same question, asked by whoever; `slot` tells two of them apart. */
const asking = (by: typeof ann, slot: bigint) => {
  const content = writeAgreementQuestion({ escrow, agreement, terms })
  const decision = decisionOf(by, slot, 'Take the bounty: Weir', content, { calls: [approvalCall(dao, bounty)] })
  const body = { v: 1, draft: null, title: 'Take the bounty: Weir', content, decision }
  return { entry: entryOf(by, 'proposal.submit', body, { at: 5 }), id: decisionIdOf(chain.chainId, dao, decision) }
}
const [one, two] = [asking(ann, 4n), asking(ben, 4n)]
const say = (of: typeof ann, ids: readonly string[], support: number) => {
  const sheet = {
    member: of.address,
    revision: 1n,
    choices: ids.map((decision) => ({ decision: decision as typeof one.id, support, votes: 0n })),
  }
  const signature = signTyped(of, daomeshDomain(chain.chainId, dao), 'BallotSheet', sheet)
  return entryOf(of, 'ballot.cast', { v: 1, sheet, signature, reason: '' })
}
const world = (...entries: Parameters<typeof foldAll>[1]) => {
  const registers = foldAll(reduce, [one.entry, two.entry, ...entries])
  const rows = listProposals(registers, founded, { now: 500 })
  return { registers, rows, asked: agreementsAmong(place, rows) }
}

test('O10 a bounty that two members asked about is one question: first the one that signs, then the one that more answered', () => {
  const first = world().asked
  expect(first).toMatchObject([{ bounty, question: { escrow, agreement, terms } }])
  expect(first[0]?.rows).toHaveLength(2)
  const answered = world(say(ann, [two.id], supports.against))
  expect(answered.asked[0]?.asked.id).toBe(two.id)
  expect(shownAmong(place, answered.rows).map(({ id }) => id)).toEqual([two.id])
  const signing = world(say(ann, [one.id], supports.for), say(cat, [one.id], supports.for), say(ben, [two.id], supports.against))
  expect(signing.asked[0]?.asked).toMatchObject({ id: one.id, enactable: true })
  // A proposal that signs another hash beside these words asks nothing of this kind.
  const content = writeAgreementQuestion({ escrow, agreement: { ...agreement, amount: 6n }, terms })
  const decision = decisionOf(ann, 9n, 'Weir', content, { calls: [approvalCall(dao, bounty)] })
  const bent = world(entryOf(ann, 'proposal.submit', { v: 1, draft: null, title: 'Weir', content, decision }, { at: 6 }))
  expect(bent.asked[0]?.rows).toHaveLength(2)
  expect(bent.asked).toHaveLength(1)
})

test('O11 R10 the DAO signs as soon as the ballots on one of them meet its rule, by just these, and no single member does', () => {
  const signatureOf = (...entries: Parameters<typeof foldAll>[1]) => {
    const { registers, asked } = world(...entries)
    return (asked[0]?.rows ?? []).flatMap((row) => liveSignatureOf(place, registers, founded, row) ?? [])[0]
  }
  expect(signatureOf()).toBeUndefined()
  expect(signatureOf(say(ann, [one.id], supports.for))).toBeUndefined()
  expect(signatureOf(say(ann, [one.id], supports.for), say(ben, [two.id], supports.for))).toBeUndefined()
  const signature = signatureOf(say(ann, [one.id, two.id], supports.for), say(ben, [one.id, two.id], supports.for))
  expect(unpackLiveSignature(dao, bounty, signature ?? '0x')?.approval.calls).toEqual([approvalCall(dao, bounty)])
  const { registers } = world()
  const enacted = later(founded, { kind: 'enacted', decision: one.id, transaction })
  const rows = listProposals(registers, enacted, { now: 500 })
  const [asked] = agreementsAmong(place, rows)
  expect(asked?.asked.status).toBe('enacted')
  // Under other rules no ballot counts any more: then it is asked anew.
  const stale = agreementsAmong(place, listProposals(registers, { ...founded, rulesEpoch: founded.rulesEpoch + 1 }, { now: 500 }))
  expect(stale.map((one) => standsAsked(one, ann.address))).toEqual([false])
  expect(world().asked.map((one) => standsAsked(one, ann.address))).toEqual([true])
})
