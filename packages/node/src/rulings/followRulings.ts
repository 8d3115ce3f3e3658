import { createAttempt } from '../changes/createAttempt.ts'
import { followChanges } from '../changes/followChanges.ts'
import { enqueue, type Intention } from '../commands/enqueue.ts'
import { enactIntent } from '../commands/proposals/enactProposals.ts'
import { executeIntent } from '../commands/proposals/executeRecord.ts'
import { recordIntent } from '../commands/proposals/recordProposal.ts'
import type { NodeContext } from '../context.ts'
import { createDueDesk, type DueDesk } from '../due/takeDue.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { type RulingDue, rulingsDue } from './rulingsDue.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** A turn may have come without any change. */
const again = 5_000
/** A ruling is nobody's gain, so this is the most that a node pays for bringing one unasked, in wei; above that it waits for a hand. */
const mostCost = 10n ** 16n

const intentOf = (node: NodeContext, space: DaoSpace, { row, step }: RulingDue): Promise<Intention> =>
  step === 'enact'
    ? enactIntent(node, space, [row.id])
    : step === 'record'
      ? recordIntent(node, space, row.id)
      : executeIntent(node, space, row.id)

const bring = async (node: NodeContext, space: DaoSpace, desk: DueDesk): Promise<void> => {
  const account = node.account.current()
  if (account === null || !space.unlocked() || !node.chainView.online() || space.view().members?.has(account) !== true) return
  for (const due of rulingsDue(node, space)) {
    if (desk.isBusy(account)) return
    const intent = await intentOf(node, space, due)
    const name = [space.id, due.row.id, due.step]
    const one = { domain: 'daomesh/rulingStep', turns: 'daomesh/rulingTurn', name, worth: mostCost, call: intent.call } as const
    const taken = await desk.take(account, { ...one, payees: [space.record.dao] }, async (requestId, cost) => {
      const lines = [...intent.context.lines, `The members decided it. It costs at most ${cost} wei.`]
      enqueue(node, { ...intent, requestId, context: { ...intent.context, lines } })
    })
    if (taken === 'taken') return
  }
}

/**
 * Brings what a DAO rules as arbiter to the chain without anybody's hand, once its members' ballots decide it: one member's node after the other. Returns what
 * stops it.
 */
export const followRulings = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  const desk = createDueDesk(node)
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'deal.unfollowed', stopped)
    for (const space of node.spaces.daos()) await attempt(space.id, () => bring(node, space, desk))
  }
  return followChanges({ changes: node.changes, clock, topics: ['spaces', 'chain'], waits: { first: pause, pause, again }, look })
}
