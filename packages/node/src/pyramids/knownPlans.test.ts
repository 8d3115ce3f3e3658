import { buildSumTree, partLeaf, plannedSplitDigest } from '@daomesh/governance'
import {
  type Address,
  address,
  type Agreement,
  approvalCall,
  bountyIdOf,
  ether,
  noBounty,
  type SplitQuestion,
  writeSplitQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import { decisionOf, proposalIn, readDaoOf, zero } from '../fixtures/readDao.ts'
import { knownPlans } from './knownPlans.ts'

const [ann, mallory] = people.map((one) => address.parse(one.address)) as [Address, Address]
const at = (byte: string): Address => address.parse(`0x${byte.repeat(20)}`)
const [dao, escrow] = [at('da'), at('e5')]
const place = { chainId: chain.chainId, escrow }

const agreementOf = (issuer: Address, hunter: Address, amount: bigint): Agreement => ({
  issuer,
  hunter,
  token: ether,
  amount,
  termsHash: noBounty,
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: issuer,
  arbiter: at('a9'),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce: amount,
})
const whole = agreementOf(at('c1'), dao, 10n)
const bounty = bountyIdOf(chain.chainId, escrow, whole)

/** A plan that the members signed, as `by` asked for it: with the time that its clock said, and where it stands in causality. */
const planned = (by: Address, amount: bigint, { clock, depth }: { readonly clock: number; readonly depth: number }) => {
  const question: SplitQuestion = { escrow, agreement: whole, parts: [{ agreement: agreementOf(dao, at('b2'), amount), planned: null }] }
  const tree = buildSumTree(question.parts.map((part) => partLeaf(place, part)))
  const [title, content] = [`Plan ${amount}`, writeSplitQuestion(question, 'Do we?')]
  const calls = [approvalCall(dao, plannedSplitDigest(place, bounty, tree))]
  const decision = decisionOf(by, amount, { title, content }, { calls })
  return proposalIn(dao, { by, at: clock, depth, title, content, decision })
}

test('M362 M271 of two plans that were signed the one that was written later in causality stands, whatever the clock of who wrote the other says', () => {
  const first = planned(mallory, 4n, { clock: Date.UTC(2199, 0), depth: 3 })
  const later = planned(ann, 5n, { clock: Date.UTC(2027, 0), depth: 7 })
  const genesis = genesisOf(people.slice(0, 2))
  const enacted = [first, later].map(({ id }) => ({ kind: 'enacted' as const, decision: id, transaction: zero }))
  const space = { ...readDaoOf(dao, genesis, [first.row, later.row], enacted), unlocked: () => true }
  const node = {
    account: { current: () => ann },
    chainView: { now: () => 500 },
    bounties: { chainId: chain.chainId, escrow, plans: () => [] },
    spaces: { daos: () => [space], deals: () => [] },
  }
  const plans = knownPlans(node).get(bounty) ?? []
  expect(plans.map(({ own }) => own?.decision)).toEqual([later.id, first.id])
  expect((plans[0]?.place ?? 0) > (plans[1]?.place ?? 0)).toBe(true)
})
