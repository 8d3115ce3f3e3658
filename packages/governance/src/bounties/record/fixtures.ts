import { address, type Address, type Agreement, type BountyFact, bountyIdOf, type BountyId, type Hex, noBounty } from '@daomesh/protocol'
import { type BountyBook, emptyBook } from '../escrow/bountyRecord.ts'
import { foldBountyPage } from '../escrow/foldBountyPage.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { type Engagement, engagementsOf } from './engagements.ts'

export const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
export const token = at(0)

/** Who a part goes to, what of it that account keeps, and the parts it makes of it. */
export type Part = { readonly payee: Address; readonly margin: bigint; readonly parts?: readonly Part[] }

const sumOf = ({ margin, parts = [] }: Part): bigint => parts.reduce((sum, part) => sum + sumOf(part), margin)

let nonce = 0n
export const agreementOf = (issuer: Address, hunter: Address, amount: bigint, change: Partial<Agreement> = {}): Agreement => ({
  issuer,
  hunter,
  token,
  amount,
  termsHash: noBounty,
  deliverBy: 0,
  reviewPeriod: 0,
  reviewer: issuer,
  arbiter: at(9),
  defaultSplit: 0,
  parent: noBounty,
  validUntil: 0,
  nonce: (nonce += 1n),
  ...change,
})

const splitFacts = (id: BountyId, node: Hex, { payee, parts = [] }: Part): readonly BountyFact[] =>
  parts.length === 0
    ? []
    : [
        { kind: 'split', id, node, owner: payee, number: 1, root: noBounty, sum: parts.reduce((sum, part) => sum + sumOf(part), 0n) },
        ...parts.flatMap((part, index) => splitFacts(id, leafKeyOf(node, 1, index), part)),
      ]
const paidFacts = (id: BountyId, node: Hex, { parts = [] }: Part): readonly BountyFact[] =>
  parts.length === 0
    ? []
    : [
        { kind: 'paid', id, node, split: 1, payments: parts.map(({ payee, margin }, index) => ({ index, payee, margin })) },
        ...parts.flatMap((part, index) => paidFacts(id, leafKeyOf(node, 1, index), part)),
      ]

/** What the chain tells of one pyramid: funded, split, and if `when` is given released and paid then. */
export const pyramid = (
  issuer: Address,
  top: Part,
  when: number | null,
  change: Partial<Agreement> = {},
): { readonly id: BountyId; readonly facts: readonly BountyFact[] } => {
  const agreement = agreementOf(issuer, top.payee, sumOf(top), change)
  const id = bountyIdOf(1n, at(0xe5), agreement)
  const settled: readonly BountyFact[] =
    when === null ? [] : [{ kind: 'released', id, released: sumOf(top), margin: top.margin, releasedAt: when }, ...paidFacts(id, id, top)]
  return { id, facts: [{ kind: 'funded', id, agreement }, ...splitFacts(id, id, top), ...settled] }
}

export const bookOf = (pyramids: readonly { readonly facts: readonly BountyFact[] }[]): BountyBook =>
  foldBountyPage(
    emptyBook,
    pyramids.flatMap(({ facts }) => facts.map((fact) => ({ fact, at: 50 }))),
  )

export const engagementsIn = (pyramids: readonly { readonly facts: readonly BountyFact[] }[]): readonly Engagement[] =>
  [...bookOf(pyramids).bounties.values()].flatMap(engagementsOf)
