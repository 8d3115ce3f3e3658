import { type Address, countingModes, type Decision, type DecisionId, type Rules } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { costOf, creditPeriodOf } from '../rules/credits.ts'
import { decisionAt } from './decisionAt.ts'
import type { Registers } from './registers.ts'

/**
 * The rules that a decision is counted by: those of the epoch that it names, which new rules do not reach (R1, R5).
 * @example
 * rulesOf(state, decision) // => rules
 */
export const rulesOf = (state: ChainState, { rulesEpoch }: Pick<Decision, 'rulesEpoch'>): Rules =>
  state.rulesHistory.get(rulesEpoch) ?? state.rules

/**
 * Credits that records of a period hold, by member; nothing where counting is not quadratic. `except`: decisions whose own records are left out. Of a
 * record whose proposal is not here the period is unknown, and it is left out too: the chain would count less than this says.
 * @example
 * reservedIn(registers, state, { rulesEpoch: 0, period: 0 }) // => new Map()
 */
export const reservedIn = (
  registers: Registers,
  state: ChainState,
  { rulesEpoch, period, except = [] }: { readonly rulesEpoch: number; readonly period: number; readonly except?: readonly DecisionId[] },
): ReadonlyMap<Address, bigint> => {
  const sums = new Map<Address, bigint>()
  const rules = rulesOf(state, { rulesEpoch })
  if (rules.mode !== countingModes.quadratic) return sums
  for (const [id, record] of state.records) {
    if (except.includes(id) || record.rulesEpoch !== rulesEpoch) continue
    const decision = decisionAt(registers, id)
    if (decision === undefined || creditPeriodOf(rules, decision.closesAt) !== period) continue
    for (const [member, votes] of record.reservedVotes) sums.set(member, (sums.get(member) ?? 0n) + costOf(votes))
  }
  return sums
}

/** Credits that other decisions of a decision's period hold, by member. */
export const reservedBeside = (registers: Registers, state: ChainState, id: DecisionId, decision: Decision): ReadonlyMap<Address, bigint> =>
  reservedIn(registers, state, {
    rulesEpoch: decision.rulesEpoch,
    period: creditPeriodOf(rulesOf(state, decision), decision.closesAt),
    except: [id],
  })
