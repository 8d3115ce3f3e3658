import { isPromiseOf, redeemedHeld } from '@daomesh/chain'
import type { GatheredSide } from '@daomesh/governance'
import type { Decision } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { pinsKnown } from '../due/pinnedCode.ts'
import { gatherBrought, type HeldByChain, heldByChain } from '../deals/gatherBrought.ts'
import type { DealSpace } from '../spaces/space.ts'
import type { PromisedPower } from './promisesIn.ts'

const gatherWith = (node: NodeContext, deal: DealSpace, { row, promise }: PromisedPower, held: HeldByChain): GatheredSide | null => {
  const place = { offer: row.id, side: 'issuer', partner: null } as const
  const isAny = (decision: Decision): boolean => {
    const from = redeemedHeld(decision)
    return from !== null && isPromiseOf(decision, { ...promise, held: from })
  }
  const any = gatherBrought(node, deal, { ...place, isSide: isAny }, held)
  // What was given stays given; else only what was worked out from the power that the hunter has now can be enacted (contracts R24.3).
  if (any === null || any.enacted) return any
  return gatherBrought(
    node,
    deal,
    { ...place, isSide: (decision) => isPromiseOf(decision, promise) && pinsKnown(node.adapters.chain.client, decision.calls[0]) },
    held,
  )
}

/** What was brought for a promise of power, as far as keys alone tell: the chain is not asked. */
export const gatheredPromise = (node: NodeContext, deal: DealSpace, promised: PromisedPower): GatheredSide | null =>
  gatherWith(node, deal, promised, () => false)

/** The same with the ballots of members that are contracts. @throws DaomeshError `CHAIN_UNREACHABLE` where there are such. */
export const gatherPromise = async (node: NodeContext, deal: DealSpace, promised: PromisedPower): Promise<GatheredSide | null> =>
  gatherWith(node, deal, promised, await heldByChain(node, deal, { offer: promised.row.id, side: 'issuer' }))
