import { approveCall } from '@daomesh/chain'
import { type Address, DaomeshError, type DecisionId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { readChainState } from '../nested/readChainState.ts'
import type { Keep } from '../requests/createRequests.ts'
import { inert } from '../words/inert.ts'
import { submitProposal } from './submitProposal.ts'

export type OfferTributeParameters = {
  /** The DAO that offers. */
  readonly as: SpaceId
  /** The DAO that may take it. */
  readonly outer: Address
  readonly token: Address
  /** In the smallest unit of the token. */
  readonly amount: string
  readonly reason: string
}

/**
 * Puts to the members of a DAO that another one may take so much of a token: what it offers for a seat there, or for what it asks for. It stays in the
 * treasury until a decision of the other DAO takes it, together with what that gives (`inviteDao`), or until another decision here takes the word back.
 * @throws DaomeshError `AMOUNT_INVALID` for nothing, `INPUT_INVALID` where no DAO stands there, `CHAIN_UNREACHABLE`.
 */
export const offerTribute = async (
  node: NodeContext,
  { as, outer, token, amount, reason }: OfferTributeParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const inner = node.spaces.dao(as)
  if (BigInt(amount) === 0n) throw new DaomeshError('AMOUNT_INVALID')
  const state = outer === inner.record.dao ? null : await readChainState(node.adapters.chain.client, outer)
  if (state === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'outer', reason: 'no other DAO stands at this address' } })
  const { name } = state.genesis
  const { to: target, value, data } = approveCall({ token, spender: outer, amount: BigInt(amount) })
  const text = `${inert(name)} (${outer}) may take ${amount} units of the token ${token} by a decision of its own. Until then they stay ours.`
  return submitProposal(
    node,
    {
      space: as,
      draft: null,
      title: `Tribute to ${name}`,
      content: [text, ...(reason === '' ? [] : [reason])].join('\n\n'),
      calls: [{ target, value: value.toString(), data }],
    },
    keep,
  )
}
