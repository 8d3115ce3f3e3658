import { type Decision, type DecisionId, decisionSchema } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { type Registers, valueAt } from './registers.ts'

/** Values of registers are never changed, so one that was read is read. */
const decisions = new WeakMap<ProposalValue, Decision>()

/** The decision that a proposal asks for. */
export const decisionOf = (value: ProposalValue): Decision => {
  const known = decisions.get(value) ?? decisionSchema.parse(value.decision)
  decisions.set(value, known)
  return known
}

/**
 * The decision of a proposal by its id, or undefined when it is not here.
 * @example
 * decisionAt(registers, decisionIdOf(chain.chainId, dao, decision)) // => undefined
 */
export const decisionAt = (registers: Registers, id: DecisionId): Decision | undefined => {
  const value = valueAt<ProposalValue>(registers, keys.proposal(id))
  return value === undefined ? undefined : decisionOf(value)
}
