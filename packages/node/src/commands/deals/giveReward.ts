import { DaomeshError, type OfferId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireOffer, seatIn } from '../../deals/dealOf.ts'
import { enactPromise } from '../../rewards/enactPromise.ts'
import { gatherPromise } from '../../rewards/gatherPromise.ts'
import { bountyEndOf, promiseOfOffer } from '../../rewards/promisesIn.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'
import { titledWithin } from '../../deals/titledWithin.ts'

export type GiveRewardParameters = { readonly requestId: string; readonly space: SpaceId; readonly offer: OfferId }

/**
 * Queues the transaction that gives the hunter the power that was promised, from what the issuer's members brought into the deal. Anybody in the deal may send
 * it, and the outcome is the same.
 * @throws DaomeshError `OFFER_UNKNOWN`, `REWARD_NONE` where none is promised, `OFFER_SETTLED` where it was given, `REWARD_EARLY` before all of the bounty was
 * paid or while ballots are missing, `MEMBERSHIP_REFUSED`, `CHAIN_UNREACHABLE`.
 */
export const giveReward = async (node: NodeContext, { requestId, space: id, offer }: GiveRewardParameters): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { purpose: 'giveReward', space: id, offer })
  if (known !== null) return known
  const { space } = seatIn(node, id)
  const promised = promiseOfOffer(space, requireOffer(node, space, offer))
  if (promised === null) throw new DaomeshError('REWARD_NONE', { meta: { offer } })
  await node.bounties.book()
  const gathered = await gatherPromise(node, space, promised)
  if (gathered?.enacted === true) throw new DaomeshError('OFFER_SETTLED', { meta: { offer, status: 'given' } })
  const paid = bountyEndOf(node, promised.bounty)
  if (gathered === null || gathered.ready === null || paid !== 'whole')
    throw new DaomeshError('REWARD_EARLY', { meta: { offer, paid, ballots: String(gathered?.sheets.length ?? 0) } })
  const { title, power } = promised.promise.terms
  return enqueue(node, {
    requestId,
    call: await enactPromise(node, space, promised, gathered),
    context: {
      title: titledWithin('Give the power of the bounty ', title),
      lines: [`The hunter gets ${power} power, as the members promised.`],
    },
    subject: { purpose: 'giveReward', space: id, offer, title },
    supersededBy: ['Dao_AlreadySpent'],
  })
}
