import type { Address, Decision, DecisionId } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { decisionWaits, type DecisionWait } from '../rules/decisionWaits.ts'
import { decisionAt } from './decisionAt.ts'
import type { Registers } from './registers.ts'
import { takenSlots } from './takenSlots.ts'

export type EnactingAgendaParameters = {
  /** Of the order in which they were asked. Unknown ones are left out. */
  readonly ids: readonly DecisionId[]
  /** Who would send it. */
  readonly sender: Address
  /** Whether a decision may change roster or rules: what comes behind it in one transaction fails (R6.2). */
  readonly isChanging: (decision: Decision) => boolean
  /** Seconds of chain time. */
  readonly now: number
  /** Slots that the chain says are spent, though no decision of them is known as enacted. */
  readonly spent?: ReadonlySet<bigint> | undefined
}

export type EnactingAgenda = {
  /** What comes before stands before; of the rest what may change roster or rules stands last; otherwise as asked. */
  readonly order: readonly DecisionId[]
  /** Decisions that still wait for something outside of this transaction, with what it is, the farthest first. */
  readonly missing: readonly { readonly decision: DecisionId; readonly waits: readonly DecisionWait[] }[]
}

type Item = { readonly id: DecisionId; readonly decision: Decision }

/** The one of the items whose slot an item waits for. A decision that is spent already is waited for by nobody. */
const parentOf = (registers: Registers, state: ChainState, items: readonly Item[], { id, decision }: Item): Item | undefined => {
  const after = decision.afterDecision as DecisionId
  const slot = decisionAt(registers, after)?.slot
  if (slot === undefined || takenSlots(registers, state).enacted.has(slot)) return undefined
  return items.find((one) => one.id !== id && (one.id === after || one.decision.slot === slot))
}

/** Always takes the first that has everything before it, among those the first that changes nothing. What is left when none has is a circle. */
const inOrder = (items: readonly Item[], parents: ReadonlyMap<DecisionId, Item | undefined>, isChanging: (one: Item) => boolean) => {
  const order: DecisionId[] = []
  let left = [...items]
  while (left.length > 0) {
    const free = left.filter(({ id }) => {
      const parent = parents.get(id)
      return parent === undefined || order.includes(parent.id)
    })
    const next = free.find((one) => !isChanging(one)) ?? free[0]
    if (next === undefined) break
    order.push(next.id)
    left = left.filter(({ id }) => id !== next.id)
  }
  return { order, circle: left.map(({ id }) => id) }
}

/**
 * The order in which one transaction enacts decisions, and what is missing: the contract runs them as listed, each only once what it comes after is spent
 * (R6, R6.3), and only for its executor.
 * @example
 * enactingAgenda(registers, state, { ids: [], sender: alice, isChanging: () => false, now: 0 }) // => { order: [], missing: [] }
 */
export const enactingAgenda = (
  registers: Registers,
  state: ChainState,
  { ids, sender, isChanging, now, spent }: EnactingAgendaParameters,
): EnactingAgenda => {
  const items = [...new Set(ids)].flatMap((id): Item[] => {
    const decision = decisionAt(registers, id)
    return decision === undefined ? [] : [{ id, decision }]
  })
  const parents = new Map(items.map((one) => [one.id, parentOf(registers, state, items, one)]))
  const { order, circle } = inOrder(items, parents, ({ decision }) => isChanging(decision))
  const isSpent = (slot: bigint): boolean => spent?.has(slot) === true || takenSlots(registers, state).enacted.has(slot)
  const missing = items.flatMap(({ id, decision }) => {
    // What stands before it in the same transaction is as good as spent, unless it waits for it in turn.
    const beside = circle.includes(id) ? [] : items.filter((one) => one.id !== id && one.decision.slot !== decision.slot)
    const waits = decisionWaits({
      id,
      decision,
      find: (other) => decisionAt(registers, other),
      isEnacted: (other) => state.enacted.has(other),
      isSpent: (slot) => isSpent(slot) || beside.some((one) => one.decision.slot === slot),
      sender,
      now,
    })
    return waits.length === 0 ? [] : [{ decision: id, waits }]
  })
  return { order: [...order, ...circle], missing }
}
