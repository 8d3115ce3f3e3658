import { budgetPeriod, type BudgetPeriod, budgetState, currentMembers, type PeriodicBudgetState } from '@daomesh/governance'
import { type Address, type Hex, toDaomeshError, toRecord } from '@daomesh/protocol'
import { followNode } from '../changes/followNode.ts'
import { closeBudget, payingCodeOf } from '../commands/budgets/closeBudget.ts'
import type { NodeContext } from '../context.ts'
import { periodicNow } from '../spaces/periodicNow.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { needsClosing } from './needsClosing.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 1_000
/** The chain's time goes on without any change here. */
const again = 5_000
/** Milliseconds between the members' turns: who is next sees by then what the one before did. */
const turn = 15_000
/** Milliseconds after the end in which pledges that were signed before it may still arrive. */
const lateness = 60_000

/** Whose turn it is: members in the order of their accounts, another one first in each period. */
const turnOf = (space: DaoSpace, account: Address, period: number): number | null => {
  const voters = currentMembers(space.chainState()).flatMap((one) => (one.power > 0n ? [one.account] : []))
  const at = voters.toSorted().indexOf(account)
  return at < 0 ? null : (at - (period % voters.length) + voters.length) % voters.length
}

/**
 * Opens the budget of each period where a DAO agreed on one, and proposes its payments when the period is over. No hand is needed, and no account signs: a
 * budget moves nothing, and a closing is only a proposal. One member's node does it, and the next one where it did not. Returns what stops it.
 */
export const followPeriodicBudgets = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  /** Since when something waits to be done, by this node's own clock: it only spreads the members' turns. */
  const waiting = new Map<string, number>()
  const pins = new Map<Address, Hex>()
  const isTurn = (key: string, wait: number): boolean => {
    const since = waiting.get(key) ?? clock.now()
    waiting.set(key, since)
    return clock.now() - since >= wait
  }

  const open = async (space: DaoSpace, { budget, id }: BudgetPeriod, turns: number): Promise<void> => {
    if (budgetState(space.registers(), space.chainState(), id, presentOf(node, space)) !== undefined) return
    if (!isTurn(`open ${id}`, turns * turn)) return
    await space.append('budget.open', { budget: toRecord(budget) })
    logger.info('budget.opened', { space: space.id, budget: id })
  }
  /** Asked once: the code of a contract stands. */
  const pinOf = async (token: Address): Promise<Hex> => {
    const pin = pins.get(token) ?? (await payingCodeOf(node, token))
    pins.set(token, pin)
    return pin
  }
  const close = async (space: DaoSpace, { id }: BudgetPeriod, turns: number): Promise<void> => {
    const present = presentOf(node, space)
    const row = budgetState(space.registers(), space.chainState(), id, present)
    if (row === undefined || row.status === 'open' || row.status === 'paid') return
    const pin = await pinOf(row.token)
    if (!needsClosing(space, row, { pin, present })) return
    if (!isTurn(`close ${id}`, lateness + turns * turn)) return
    const input = { requestId: `auto-close-${id.slice(2, 42)}`, space: space.id, budget: id, without: [] }
    await node.requests.once({ id: input.requestId, name: 'budgets.close', input }, async (keep) => closeBudget(node, input, keep))
    logger.info('budget.closed', { space: space.id, budget: id })
  }
  const attempt = async (space: DaoSpace, stopped: () => boolean, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      // For want of a key or the chain; it is tried again at the next look.
      if (!stopped()) logger.debug('budget.unfollowed', { space: space.id, code: toDaomeshError(error).code, error: String(error) })
    }
  }
  const follow = async (space: DaoSpace, state: PeriodicBudgetState, account: Address, stopped: () => boolean): Promise<void> => {
    const { period } = state
    const turns = turnOf(space, account, period)
    if (turns === null) return
    if (period >= 0) await attempt(space, stopped, () => open(space, budgetPeriod(state, period), turns))
    if (period >= 1) await attempt(space, stopped, () => close(space, budgetPeriod(state, period - 1), turns))
  }
  const look = async (stopped: () => boolean): Promise<void> => {
    const account = node.account.current()
    if (account === null || node.chainView.isAhead()) return
    for (const space of node.spaces.daos()) {
      if (stopped() || !space.unlocked() || !space.chainState().founded) continue
      const state = periodicNow(node, space)
      if (state !== null) await follow(space, state, account, stopped)
    }
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
