import { decodeEscrow } from '@daomesh/chain'
import { type BountyBook, latestWritten, listProposals, nodeOf, rulingPeriod, type WrittenProposal } from '@daomesh/governance'
import type { EscrowAction } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type Decided, decidedStep } from '../due/bringDecided.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'

type Ruling = Extract<EscrowAction, { readonly kind: 'rule' }>

/** What a decision rules, where that is all that it does. */
const rulingOf = (node: NodeContext, { decision }: Pick<WrittenProposal, 'decision'>): Ruling | null => {
  const [call, ...others] = decision.calls
  if (call === undefined || others.length > 0 || call.target !== node.bounties.escrow || BigInt(decision.executor) !== 0n) return null
  const action = decodeEscrow(call.data)
  return action?.kind === 'rule' ? action : null
}

/** Whether an objection waits for this DAO to rule on it. */
const isAwaited = ({ bounties }: BountyBook, dao: string, at: Ruling['node'], now: number): boolean =>
  [...bounties.values()].some((record) => {
    const { dispute } = nodeOf(record, at)
    return dispute?.arbiter === dao && dispute.contestedAt > 0 && dispute.ruledAt === 0 && now < dispute.contestedAt + rulingPeriod
  })

/** The rulings of a DAO that its members decided, and that an objection still waits for. Of two the first that was written, by causality. */
export const rulingsDue = (node: NodeContext, space: DaoSpace): readonly Decided[] => {
  const isRuling = (written: WrittenProposal): boolean => rulingOf(node, written) !== null
  const now = node.chainView.now()
  return listProposals(space.registers(), space.chainState(), presentOf(node, space), isRuling)
    .toSorted(latestWritten)
    .toReversed()
    .flatMap((row): readonly Decided[] => {
      const ruling = rulingOf(node, row)
      const step = decidedStep(row)
      if (ruling === null || step === null) return []
      return isAwaited(node.bounties.seen(), space.record.dao, ruling.node, now) ? [{ row, step }] : []
    })
}
