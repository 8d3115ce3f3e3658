import { type Agreement, accountOfParty } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import { dealOfBounty } from './dealOfBounty.ts'

/** The deal in which a part was agreed on; for one that was written without a deal another one of the same two, the same for everybody. */
export const dealFor = (node: NodeContext, agreement: Agreement): DealSpace | null => {
  const { issuer, hunter } = agreement
  const isBetween = ({ record: { opening } }: DealSpace): boolean =>
    opening.purpose === undefined &&
    opening.escrow === node.bounties.escrow &&
    accountOfParty(opening.issuer) === issuer &&
    accountOfParty(opening.hunter) === hunter
  const [first] = node.spaces
    .deals()
    .filter(isBetween)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return dealOfBounty(node, agreement)?.space ?? first ?? null
}
