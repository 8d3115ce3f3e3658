import { countingModes, limits, type Rules } from '@daomesh/protocol'
import { allBps } from './bps.ts'
import { type Phrase, phrase } from './phrase.ts'

/**
 * Why the contract would refuse these rules, at a founding or by a decision; empty when it would not.
 * @example
 * ruleProblems(rules) // => []
 * ruleProblems({ ...rules, quorumBps: 10_001 })[0]?.key // => 'genesis.quorumBps'
 */
export const ruleProblems = (rules: Rules): readonly Phrase[] => {
  const problems: Phrase[] = []
  // R8: what a member reserves of them is kept in 16 bits.
  if (rules.credits > limits.credits) problems.push(phrase('genesis.credits', { credits: rules.credits, max: limits.credits }))
  if (rules.mode > countingModes.quadratic) problems.push(phrase('genesis.mode.unknown', { mode: rules.mode }))
  for (const field of ['quorumBps', 'thresholdBps', 'incomeBps'] as const)
    if (BigInt(rules[field]) > allBps) problems.push(phrase(`genesis.${field}`, { bps: rules[field] }))
  if (rules.gracePeriod > rules.votingPeriod)
    problems.push(phrase('genesis.gracePeriod', { grace: rules.gracePeriod, voting: rules.votingPeriod }))
  return problems
}
