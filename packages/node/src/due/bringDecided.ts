import type { ProposalRecord, ProposalRow } from '@daomesh/governance'
import { type Decision, zeroAddress } from '@daomesh/protocol'
import { enqueue, type Intention } from '../commands/enqueue.ts'
import { enactIntent } from '../commands/proposals/enactProposals.ts'
import { executeIntent } from '../commands/proposals/executeRecord.ts'
import { recordIntent } from '../commands/proposals/recordProposal.ts'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import type { Due, DueDesk } from './takeDue.ts'

/** What a DAO decided is nobody's gain, so this is the most that a node pays for bringing it unasked, in wei; above that it waits for a hand. */
const mostCost = 10n ** 16n

/** A decision of a DAO that the chain can be told of now. `enact`: the ballots decide it at once. `record`, `execute`: the steps of the recorded path. */
export type Decided = { readonly row: ProposalRow; readonly step: 'enact' | 'record' | 'execute' }

/** What of a proposal says what can be done with it. */
type Standing = Pick<ProposalRow, 'enactable' | 'status'> & {
  readonly decision: Pick<Decision, 'executor'>
  readonly record: Pick<ProposalRecord, 'status' | 'recordable'>
}

/** What can be done now with what the members decided; null where nothing can. */
export const decidedStep = ({ decision, enactable, record, status }: Standing): Decided['step'] | null => {
  // What is reserved to an account that account sends: to try it would only keep what comes after it waiting.
  if (status === 'withdrawn' || decision.executor !== zeroAddress) return null
  return enactable ? 'enact' : record.status === 'executable' ? 'execute' : record.recordable ? 'record' : null
}

const intentOf = (node: NodeContext, space: DaoSpace, { row, step }: Decided): Promise<Intention> =>
  step === 'enact'
    ? enactIntent(node, space, [row.id])
    : step === 'record'
      ? recordIntent(node, space, row.id)
      : executeIntent(node, space, row.id)

/** Brings what the members of a DAO decided to the chain without anybody's hand: one member's node after the other, one step at a time. */
export const bringDecided = async (
  node: NodeContext,
  space: DaoSpace,
  desk: DueDesk,
  { all, ...kind }: Pick<Due, 'domain' | 'turns'> & { readonly all: () => readonly Decided[] },
): Promise<void> => {
  const account = node.account.current()
  if (account === null || !space.unlocked() || !node.chainView.online() || space.view().members?.has(account) !== true) return
  for (const due of all()) {
    if (desk.isBusy(account)) return
    const intent = await intentOf(node, space, due)
    const one = { ...kind, name: [space.id, due.row.id, due.step], worth: mostCost, call: intent.call, payees: [space.record.dao] }
    const taken = await desk.take(account, one, async (requestId, cost) => {
      const lines = [...intent.context.lines, `The members decided it. It costs at most ${cost} wei.`]
      enqueue(node, { ...intent, requestId, context: { ...intent.context, lines } })
    })
    if (taken === 'taken') return
  }
}
