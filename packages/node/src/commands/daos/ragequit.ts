import { encodeRagequit } from '@daomesh/chain'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { previewRagequit } from '../../queries/daos/previewRagequit.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type RagequitParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly shares: string
  readonly tokens: readonly Address[]
}

/** Leaves, wholly or in part, with the fair part of each listed token. @throws DaomeshError `AMOUNT_INVALID`, `RAGEQUIT_MOVING`, `TOKEN_UNREADABLE`. */
export const ragequit = async (
  node: NodeContext,
  { requestId, space: id, shares, tokens }: RagequitParameters,
): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { purpose: 'ragequit', space: id, shares, tokens: tokens.join(' ') })
  if (known !== null) return known
  const space = node.spaces.dao(id)
  const { payouts } = await previewRagequit(node, { space: id, shares, tokens })
  const unreadable = payouts.find(({ error }) => error !== null)
  if (unreadable !== undefined) throw new DaomeshError('TOKEN_UNREADABLE', { meta: { token: unreadable.token } })
  return enqueue(node, {
    requestId,
    call: encodeRagequit({ dao: space.record.dao, shares: BigInt(shares), tokens }),
    context: {
      title: `Ragequit from ${space.record.genesis.name}`,
      lines: [
        `Burns ${shares} shares.`,
        ...payouts.map(({ amount, income, token }) => `Receives ${amount} of ${token} of the treasury, and ${income} of its income.`),
      ],
    },
    subject: { purpose: 'ragequit', space: id, name: space.record.genesis.name, shares, tokens: tokens.join(' ') },
  })
}
