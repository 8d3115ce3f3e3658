import type { BudgetId, DecisionId } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { closingAt } from './closingsOf.ts'
import { decisionOf } from './decisionAt.ts'
import { type Registers, valueAt } from './registers.ts'

/** A part of a closing that was enacted; `beside`: all decisions of every closing that it is a part of. */
export type PaidPart = { readonly decision: DecisionId; readonly beside: ReadonlySet<DecisionId> }

/** What the chain has decided about slots and budgets, as far as the proposals are here. */
export type TakenSlots = {
  readonly enacted: ReadonlyMap<bigint, DecisionId>
  readonly recorded: ReadonlyMap<bigint, DecisionId>
  readonly paid: ReadonlyMap<BudgetId, readonly PaidPart[]>
}

/** The chain takes a slot once; should it ever say two, all peers name the same one. */
const put = (slots: Map<bigint, DecisionId>, slot: bigint, id: DecisionId): void => {
  const known = slots.get(slot)
  if (known === undefined || id < known) slots.set(slot, id)
}

const read = (registers: Registers, state: ChainState): TakenSlots => {
  const [enacted, recorded] = [new Map<bigint, DecisionId>(), new Map<bigint, DecisionId>()]
  const paid = new Map<BudgetId, PaidPart[]>()
  for (const [ids, slots] of [[state.enacted.keys(), enacted] as const, [state.records.keys(), recorded] as const])
    for (const id of ids) {
      const value = valueAt<ProposalValue>(registers, keys.proposal(id))
      if (value === undefined) continue
      put(slots, decisionOf(value).slot, id)
      const found = slots === enacted ? closingAt(registers, id, value.content) : null
      if (found === null) continue
      const parts = paid.get(found.budget) ?? []
      paid.set(found.budget, parts)
      parts.push({ decision: id, beside: found.beside })
    }
  return { enacted, recorded, paid }
}

const books = new WeakMap<Registers, { readonly version: number; readonly state: ChainState; readonly taken: TakenSlots }>()

/**
 * Which decision has each slot, and what each budget has paid. It starts from what the chain decided, which costs votes and gas, and not from what stands under
 * a slot: a member may write any number of proposals under one of its own, and of closings under those of a budget, and each of them asks for this (S23). Read
 * once for each change of registers or chain; of registers without a version nothing is kept.
 */
export const takenSlots = (registers: Registers, state: ChainState): TakenSlots => {
  const { version } = registers
  if (version === undefined) return read(registers, state)
  const last = books.get(registers)
  if (last?.version === version && last.state === state) return last.taken
  const taken = read(registers, state)
  books.set(registers, { version, state, taken })
  return taken
}
