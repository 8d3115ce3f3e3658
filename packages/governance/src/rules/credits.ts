import type { Choice, Rules } from '@daomesh/protocol'
import { squareRoot } from './integerRoot.ts'

/**
 * What votes cost in credits: votes² (R8; Lalley and Weyl, Quadratic Voting, 2018). A second vote costs three times the first, and n ballots of one
 * vote cost what they weigh, so nothing is won by spreading votes over many ballots that one ballot does not have (G11).
 * @example
 * costOf(3n) // => 9n
 */
export const costOf = (votes: bigint): bigint => votes * votes

/**
 * What a sheet costs: Σ votes² over its choices, whatever they say. Above the credits of the rules the whole sheet counts as uncast.
 * @example
 * const id = decisionIdOf(chain.chainId, dao, decision)
 * sheetCostOf([{ decision: id, support: supports.against, votes: 4n }]) // => 16n
 */
export const sheetCostOf = (choices: readonly Pick<Choice, 'decision' | 'support' | 'votes'>[]): bigint =>
  choices.reduce((sum, { votes }) => sum + costOf(votes), 0n)

/**
 * Credits that are left to spend on one decision: those of the rules less what other decisions of its period reserve, never below zero.
 * @example
 * creditsLeft({ ...rules, credits: 100 }, 36n) // => 64n
 */
export const creditsLeft = ({ credits }: Pick<Rules, 'credits'>, reserved: bigint): bigint => {
  const left = BigInt(credits) - reserved
  return left > 0n ? left : 0n
}

/**
 * The most votes one ballot may cast: ⌊√(credits − reserved)⌋.
 * @example
 * mostVotes({ ...rules, credits: 100 }, 36n) // => 8n
 * mostVotes({ ...rules, credits: 100 }, 37n) // => 7n
 */
export const mostVotes = (rules: Pick<Rules, 'credits'>, reserved: bigint): bigint => squareRoot(creditsLeft(rules, reserved))

/**
 * The period whose credits a decision spends: ⌊closesAt / votingPeriod⌋, in chain time. Without a voting period there is one period.
 * @example
 * creditPeriodOf({ ...rules, votingPeriod: 3600 }, 7200) // => 2
 */
export const creditPeriodOf = ({ votingPeriod }: Pick<Rules, 'votingPeriod'>, closesAt: number): number =>
  votingPeriod === 0 ? 0 : Math.floor(closesAt / votingPeriod)
