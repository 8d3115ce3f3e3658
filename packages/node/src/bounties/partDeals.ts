import { deliveriesOf, type ToldParts } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import type { NodeAsker } from './askerOf.ts'
import type { KnownBounty } from './createBountyDesk.ts'
import { dealOfBounty } from './dealOfBounty.ts'
import { type Part, partsOf } from './parts.ts'

export type PartDeal = { readonly part: Part; readonly space: DealSpace }

const dealsAmong = (node: NodeContext, parts: readonly Part[]): readonly PartDeal[] =>
  parts.flatMap((part) => {
    const deal = dealOfBounty(node, part.agreement)
    return deal === null ? [] : [{ part, space: deal.space }]
  })

/** The deals of a bounty and its parts, where they are here. */
export const partDeals = (node: NodeContext, known: KnownBounty): readonly PartDeal[] => dealsAmong(node, partsOf(node, known))

/** Of the parts that the asker pays or does: whether something was delivered in the deal of each. */
export const toldParts = (node: NodeContext, known: KnownBounty, { account, memberOf }: NodeAsker): ToldParts => {
  const own = new Set([account, ...memberOf])
  const parts = partsOf(node, known).filter(({ agreement }) => own.has(agreement.issuer) || own.has(agreement.hunter))
  return new Map(
    dealsAmong(node, parts).flatMap(({ part, space }) =>
      part.node === null ? [] : [[part.node, deliveriesOf(space.registers(), part.bounty).length > 0] as const],
    ),
  )
}
