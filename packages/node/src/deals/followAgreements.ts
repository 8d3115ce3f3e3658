import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import { askAgreement } from './askAgreement.ts'
import { bringAgreement, signaturesIn } from './bringAgreement.ts'
import { ownDaoIn } from './ownDaoIn.ts'
import { proposeFunding } from './proposeFunding.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may say something else of a signature without any record. */
const again = 5_000

/**
 * Where a DAO is the hunter of a deal: asks the chain what it signs; and for who is a member of it, puts what was agreed to its members, and brings the
 * signature that their ballots make. Where one is the issuer: puts to its members that it pays in what was signed. Returns what stops it.
 */
export const followAgreements = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const follow = async (deal: DealSpace, stopped: () => boolean): Promise<void> => {
    if (deal.record.opening.hunter.kind === 'dao') await deal.signed.ask(signaturesIn(node, deal))
    const hunter = ownDaoIn(node, deal, 'hunter')
    if (hunter !== null && !stopped()) {
      await askAgreement(node, deal, hunter)
      await bringAgreement(node, deal, hunter)
    }
    const issuer = ownDaoIn(node, deal, 'issuer')
    if (issuer !== null && !stopped()) await proposeFunding(node, deal, issuer)
  }
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'deal.unfollowed', stopped)
    // At once: each may pause before it acts.
    await Promise.all(node.spaces.deals().map((deal) => attempt(deal.id, () => follow(deal, stopped))))
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
