import { daoSpaceOf } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followChanges } from '../changes/followChanges.ts'
import type { NodeContext } from '../context.ts'
import { type DaoSpace, type DealSpace, isDao } from '../spaces/space.ts'
import { askAgreement } from './askAgreement.ts'
import { bringAgreement, signaturesIn } from './bringAgreement.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may say something else of a signature without any record. */
const again = 5_000

/** The hunter's DAO, where this node's account has a seat in it and can read and write both it and the deal. */
const hunterOf = (node: NodeContext, deal: DealSpace): DaoSpace | null => {
  const { hunter, chain } = deal.record.opening
  const account = node.account.current()
  if (hunter.kind !== 'dao' || account === null || !deal.unlocked() || !deal.sidesOf(account).has('hunter')) return null
  const space = node.spaces.find(daoSpaceOf(chain, hunter.dao))
  const isOpen = space !== undefined && isDao(space) && space.unlocked() && space.chainState().founded
  return isOpen && space.view().members?.has(account) === true ? space : null
}

/**
 * Where a DAO is the hunter of a deal: asks the chain what it signs; and for who is a member of it, puts what was agreed to its members, and brings the
 * signature that their ballots make. Returns what stops it.
 */
export const followAgreements = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  const follow = async (deal: DealSpace, stopped: () => boolean): Promise<void> => {
    if (deal.record.opening.hunter.kind === 'dao') await deal.signed.ask(signaturesIn(node, deal))
    const hunter = hunterOf(node, deal)
    if (hunter === null || stopped()) return
    await askAgreement(node, deal, hunter)
    await bringAgreement(node, deal, hunter)
  }
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'deal.unfollowed', stopped)
    // At once: each may pause before it acts.
    await Promise.all(node.spaces.deals().map((deal) => attempt(deal.id, () => follow(deal, stopped))))
  }
  return followChanges({ changes: node.changes, clock, topics: ['spaces', 'chain'], waits: { first: pause, pause, again }, look })
}
