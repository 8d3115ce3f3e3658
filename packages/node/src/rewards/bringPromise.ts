import type { NodeContext } from '../context.ts'
import { broughtBody, isBrought, passingBallots } from '../deals/passingBallots.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { askedFor } from './askedFor.ts'
import { gatherPromise } from './gatherPromise.ts'
import { bountyEndOf, promisesIn } from './promisesIn.ts'

/** What the members of the issuing DAO signed and nobody brought yet. */
const unbrought = async (node: NodeContext, deal: DealSpace, dao: DaoSpace) => {
  for (const promised of promisesIn(node, deal)) {
    const { bounty, row, promise } = promised
    if (bountyEndOf(node, bounty) === 'less') continue
    const rows = askedFor(node, dao, bounty, promise.held).flatMap((one) => (one.promise.held === promise.held ? [one.row] : []))
    const found = passingBallots(dao, rows, null)
    if (found === null) continue
    if (!isBrought(deal, { offer: row.id, side: 'issuer' }, found, await gatherPromise(node, deal, promised)))
      return { offer: row.id, found }
  }
  return null
}

/** Brings the decision that gives promised power into the deal, with the ballots that pass it: then the hunter holds it, and whoever is in the deal can enact it. */
export const bringPromise = async (node: NodeContext, deal: DealSpace, dao: DaoSpace): Promise<void> => {
  if ((await unbrought(node, deal, dao)) === null) return
  await pauseByChance(node)
  const left = await unbrought(node, deal, dao)
  if (left !== null) await deal.append('deal.promise', { offer: left.offer, ...broughtBody(left.found) })
}
