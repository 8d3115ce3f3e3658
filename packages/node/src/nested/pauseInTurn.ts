import { currentMembers } from '@daomesh/governance'
import { type Address, memberKinds, seatIn } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { pauseByChance } from './pauseByChance.ts'

/** What one leaves to those before it in the order, milliseconds: a record and its way here. */
const turn = 2_000
/** A record that is on its way here already arrives in it, milliseconds. */
const least = 200
/** Beyond so many turns nobody waits longer. */
const lastTurn = 8

/**
 * The pause before asking the members of a DAO something that others of them may be about to ask. Who has a seat there pauses by chance; behind them come, one
 * after the other, those who are in it through other DAOs. They are many, and where two ask the same, each DAO between them may answer another of the two.
 * @param hears who can know what is to be asked: nobody else is waited for
 */
export const pauseInTurn = async (node: NodeContext, space: DaoSpace, hears: (account: Address) => boolean = () => true): Promise<void> => {
  const account = node.account.current()
  const view = space.view()
  if (account === null || seatIn(view, account) === account) return pauseByChance(node)
  const before = [...(view.through?.keys() ?? [])]
    .filter((one) => one === account || hears(one))
    .toSorted()
    .indexOf(account)
  const seated = currentMembers(space.chainState()).some((one) => one.kind !== memberKinds.contract && hears(one.account)) ? 1 : 0
  const wait = least + Math.min(seated + before, lastTurn) * turn
  await new Promise<void>((resolve) => node.adapters.clock.setTimer(resolve, wait))
}
