import { escrowAddress, predictInboxAddress } from '@daomesh/chain'
import type { Address } from '@daomesh/protocol'
import type { Stage } from '../stage.ts'
import type { Deals } from './agree.ts'
import { escrowEvents } from './onChain.ts'
import { readLedger } from '../props/ledger.ts'
import { checkIncome } from './checks/income.ts'
import { checkMoney } from './checks/money.ts'
import { checkPayees } from './checks/payees.ts'
import { checkStory } from './checks/story.ts'
import type { Check, Scene } from './checks/scene.ts'
import type { Started } from './start.ts'

/** Everything the scene promises, from facts of the chain and balances at each block. */
export const checkAll = async (stage: Stage, deals: Deals, started: Started): Promise<readonly Check[]> => {
  const escrow = escrowAddress()
  const events = await escrowEvents(stage)
  const ledger = await readLedger(stage)
  const daos = [deals.root, ...deals.teams.map(({ dao }) => dao)]
  const inboxes = new Map<Address, Address>(daos.map(({ dao }) => [dao, predictInboxAddress(stage.factory, dao)]))
  const { leaves, money } = await deals.root.steward.api.bounties.get({ bounty: started.bounty })
  const scene: Scene = { stage, deals, started, escrow, events, ledger, daos, inboxes, leaves, money }
  return [...checkStory(scene), ...(await checkMoney(scene)), ...(await checkPayees(scene)), ...(await checkIncome(scene))]
}
