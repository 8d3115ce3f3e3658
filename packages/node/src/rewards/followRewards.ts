import { powerRewardsAddress } from '@daomesh/chain'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import { enqueue } from '../commands/enqueue.ts'
import type { NodeContext } from '../context.ts'
import { ownDaoIn } from '../deals/ownDaoIn.ts'
import { learnCode } from '../due/pinnedCode.ts'
import { createDueDesk, type DueDesk } from '../due/takeDue.ts'
import type { DealSpace } from '../spaces/space.ts'
import { askPromise } from './askPromise.ts'
import { bringPromise } from './bringPromise.ts'
import { enactPromise } from './enactPromise.ts'
import { gatherPromise } from './gatherPromise.ts'
import { openIssuer } from './openIssuer.ts'
import { bountyEndOf, promisesIn } from './promisesIn.ts'
import { titledWithin } from '../deals/titledWithin.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** A turn may have come without any change. */
const again = 5_000
/** Power has no price, so this is the most that a node pays for giving it without being asked, in wei; above that it waits for a hand. */
const mostCost = 10n ** 16n

/** Gives what was promised once all of the bounty was paid: who gains by it first, then the members of the DAO that promised. */
const giveDue = async (node: NodeContext, deal: DealSpace, desk: DueDesk): Promise<void> => {
  const account = node.account.current()
  if (account === null || !node.chainView.online()) return
  for (const promised of promisesIn(node, deal)) {
    const { bounty, promise } = promised
    if (bountyEndOf(node, bounty) !== 'whole' || desk.isBusy(account)) continue
    const gathered = await gatherPromise(node, deal, promised)
    if (gathered === null || gathered.ready === null) continue
    const { hunter, issuer } = promise.agreement
    const call = await enactPromise(node, deal, promised, gathered)
    const due = { domain: 'daomesh/rewardStep', turns: 'daomesh/rewardTurn', name: [bounty, gathered.id], worth: mostCost } as const
    await desk.take(account, { ...due, call, payees: [hunter, issuer] }, async (requestId, cost) => {
      const { title, power } = promise.terms
      const lines = [`The hunter gets ${power} power, as the members promised. It costs at most ${cost} wei.`]
      const subject = { purpose: 'giveReward', space: deal.id, offer: promised.row.id, title }
      enqueue(node, {
        requestId,
        call,
        context: { title: titledWithin('Give the power of the bounty ', title), lines },
        subject,
        supersededBy: ['Dao_AlreadySpent'],
      })
    })
  }
}

/**
 * Keeps promises of power going without anybody's hand: puts them to the members of own DAOs, again where one was lost, brings their ballots into the deal,
 * enacts what is due, and opens the DAO for who got a seat there. Returns what stops it.
 */
export const followRewards = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const desk = createDueDesk(node)
  const seen = new Map<string, number>()
  const follow = async (deal: DealSpace, stopped: () => boolean): Promise<void> => {
    const promised = promisesIn(node, deal)
    if (promised.length === 0) return
    await learnCode(node.adapters.chain.client, powerRewardsAddress()).catch(() => null)
    if (promised.some(({ bounty, row }) => row.status === 'funded' && bountyEndOf(node, bounty) === 'open')) await node.bounties.book()
    const issuer = ownDaoIn(node, deal, 'issuer')
    if (issuer !== null && !stopped()) {
      await askPromise(node, deal, issuer, seen)
      await bringPromise(node, deal, issuer)
    }
    if (!stopped()) await giveDue(node, deal, desk)
    if (!stopped()) await openIssuer(node, deal)
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
