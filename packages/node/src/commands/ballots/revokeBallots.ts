import { encodeRevoke } from '@daomesh/chain'
import { nextRevision } from '@daomesh/governance'
import { DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { reserve } from '../../requests/reserve.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type RevokeBallotsParameters = { readonly requestId: string; readonly space: SpaceId }

/** Sixteen of the steps that a draw may take by chance (M85): so many homes may have forgotten each other. */
const unseen = 1n << 20n
/** What a record takes at most. */
const mostRevision = 1n << 32n

/**
 * Takes back on the chain every ballot this member signed in a DAO so far (R4): nobody can enact with any of them any more, and what is still open waits
 * for a new one. What was enacted or recorded stays.
 * @throws DaomeshError `INPUT_INVALID` before the DAO is deployed, when no ballot can be used; `MEMBERSHIP_REFUSED` for who has no seat.
 */
export const revokeBallots = (node: NodeContext, { requestId, space: id }: RevokeBallotsParameters): TransactionAnswer => {
  const known = queuedBefore(node, requestId, { purpose: 'revokeBallots', space: id })
  if (known !== null) return known
  const space = node.spaces.dao(id)
  const account = node.account.required()
  const state = space.chainState()
  if (!state.founded) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the DAO is not deployed yet' } })
  if (space.view().members?.has(account) !== true) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { account } })
  const key = `revision:${id}:${account}`
  const least = reserve(node.meta, key, nextRevision(space.registers(), account, state))
  // Above whatever was signed anywhere: another device, or this one before it was put back, drew by chance. The next ballot takes a number above this one.
  const minRevision = least + unseen < mostRevision ? reserve(node.meta, key, least + unseen) : least
  const { name } = space.record.genesis
  return enqueue(node, {
    requestId,
    call: encodeRevoke({ dao: space.record.dao, minRevision }),
    context: { title: `Take back your ballots in ${name}`, lines: [`No ballot of yours below revision ${minRevision} counts any more.`] },
    subject: { purpose: 'revokeBallots', space: id, name, minRevision: minRevision.toString() },
  })
}
