import { encodeClaimIncome } from '@daomesh/chain'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { waitingCredit } from '../../queries/income/readIncome.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type ClaimIncomeParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly token: Address
  /** null: the account itself. */
  readonly recipient: Address | null
}

/** Draws what could not be pushed to this account, wherever it wants it. @throws DaomeshError `INCOME_NONE` when nothing waits for it. */
export const claimIncome = (node: NodeContext, { requestId, space: id, token, recipient }: ClaimIncomeParameters): TransactionAnswer => {
  const asked = { purpose: 'claimIncome', space: id, token, recipient: recipient ?? '' }
  const known = queuedBefore(node, requestId, asked)
  if (known !== null) return known
  const space = node.spaces.dao(id)
  const { dao, factory, genesis } = space.record
  const account = node.account.required()
  const credit = waitingCredit(space, token, account)
  if (credit === 0n) throw new DaomeshError('INCOME_NONE')
  return enqueue(node, {
    requestId,
    call: encodeClaimIncome({ factory, dao, token, account, recipient: recipient ?? undefined }),
    context: {
      title: `Claim income of ${genesis.name}`,
      lines: [`${credit} of ${token} go to ${recipient ?? account}.`],
    },
    subject: { ...asked, name: genesis.name },
    // Anybody may have paid it to the account meanwhile.
    supersededBy: ['Inbox_NothingToClaim'],
  })
}
