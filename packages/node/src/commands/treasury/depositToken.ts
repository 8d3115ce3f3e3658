import { type ChainCall, tokenCall } from '@daomesh/chain'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { listedToken } from '../../queries/treasury/readTreasury.ts'
import { tokenPart } from '../../queries/treasury/sendCall.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { refusalOf } from '../../words/refusalOf.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type DepositTokenParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly token: Address
  readonly standard: 'erc20' | 'erc721' | 'erc1155'
  readonly item: string | null
  readonly amount: string
}

/** The chain's own word on whether it would go now. Without a chain it stays in the queue until there is one. */
const tryOut = async (node: NodeContext, from: Address, call: ChainCall): Promise<void> => {
  try {
    const [outcome] = await node.adapters.chain.client.simulate({ from, calls: [call] })
    if (outcome?.ok === false) throw new DaomeshError('TRANSACTION_REVERTED', { meta: { reason: refusalOf(outcome) } })
  } catch (error) {
    if (!(error instanceof DaomeshError) || error.code !== 'CHAIN_UNREACHABLE') throw error
  }
}

/**
 * Hands a part of a token, an NFT or items from this member's account to the treasury, by a transaction of its own.
 * @throws DaomeshError `AMOUNT_INVALID`; `INPUT_INVALID` for what is not on the list, where nobody would see it, and before the DAO is deployed;
 * `TRANSACTION_REVERTED` where the token would not go now, before anybody is asked to sign.
 */
export const depositToken = async (node: NodeContext, parameters: DepositTokenParameters): Promise<TransactionAnswer> => {
  const { requestId, space: id, token, standard, item, amount } = parameters
  const space = node.spaces.dao(id)
  const { name } = space.record.genesis
  const subject = { purpose: standard === 'erc721' ? 'depositNft' : 'depositToken', space: id, name, token, item: item ?? '', amount }
  const known = queuedBefore(node, requestId, subject)
  if (known !== null) return known
  const part = tokenPart(parameters)
  if (listedToken(space, token, standard === 'erc1155' ? item : null)?.standard !== standard)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'token', reason: 'not on the list of the DAO’s tokens' } })
  if (!space.chainState().founded) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the DAO is not deployed yet' } })
  const from = node.account.required()
  const call = tokenCall({ token, from, to: space.record.dao, part })
  await tryOut(node, from, call)
  return enqueue(node, {
    requestId,
    call,
    context: { title: `Deposit to ${name}`, lines: [`${amount} of the token ${token} go to the treasury.`] },
    subject,
  })
}
