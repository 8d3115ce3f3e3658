import { decodeEscrow, isSettled, type QueueRow } from '@daomesh/chain'
import { toDaomeshError } from '@daomesh/protocol'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { approvalRows, mostApprovals } from '../due/carryCalls.ts'
import { workingBefore } from './approvalsBefore.ts'
import { queueApprovals } from './carryOut.ts'

const pause = 200
const again = 5_000
/** What failed longer ago was looked at by its person, and stays as it is, in milliseconds. */
const lookedAt = 10 * 60_000

/** An act of this account that was refused just now before it was signed, though the escrow was to be allowed what it takes; none that somebody declined. */
const mayHaveLacked = (node: NodeContext, row: QueueRow): boolean => {
  if (row.state !== 'failed' || row.signed.length > 0 || row.error?.code !== 'TRANSACTION_REVERTED' || row.call.to !== node.bounties.escrow)
    return false
  if (node.adapters.clock.now() - row.changedAt > lookedAt) return false
  const approvals = approvalRows(node, row.id)
  return (
    approvals.length > 0 &&
    approvals.every((one) => isSettled(one) && one.error?.code !== 'SIGNING_REFUSED') &&
    approvals.filter(({ subject }) => subject.purpose === 'bountyApprove').length < mostApprovals
  )
}

const tryAgain = async (node: NodeContext, row: QueueRow): Promise<void> => {
  const action = decodeEscrow(row.call.data)
  const approvals = action === null ? null : await workingBefore(node, row.account, action)
  // Nothing that the token would be asked for would help.
  if (approvals === null) return
  const round = 1 + approvalRows(node, row.id).filter(({ subject }) => subject.purpose === 'bountyApprove').length
  queueApprovals(node, { requestId: row.id, title: String(row.subject['title'] ?? ''), approvals, round })
  node.queue.retry(row.id)
}

/**
 * Goes on where a token did not do what it said, or its allowance changed before the approval was mined: the approvals with which the act would work now are
 * queued, and the act behind them, in all three times at most; each is signed as the first was. Returns what stops it.
 */
export const followApprovals = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const look = async (stopped: () => boolean): Promise<void> => {
    const account = node.account.current()
    if (account === null || !node.chainView.online()) return
    for (const row of node.queue.rows()) {
      if (stopped() || row.account !== account || !mayHaveLacked(node, row)) continue
      await tryAgain(node, row).catch((error: unknown) => logger.debug('calls.unsimulated', { code: toDaomeshError(error).code }))
    }
  }
  return followNode(node, {
    topics: ['transactions', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
