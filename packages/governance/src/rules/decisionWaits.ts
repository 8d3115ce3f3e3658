import type { Address, Decision, DecisionId } from '@daomesh/protocol'
import { type Phrase, phrase } from './phrase.ts'

export type WaitingDecision = Pick<Decision, 'slot' | 'afterDecision' | 'executor' | 'expiresAt'>

/**
 * `after`: this decision, or another one of its slot, must be enacted first; `unknown` when it is not here, `expired` when it cannot be any more.
 * `cycle`: it would have to be enacted after something that comes after its own slot, so it never can. `executor`: only this account may send it.
 */
export type DecisionWait =
  | { readonly kind: 'after'; readonly decision: DecisionId; readonly known: 'open' | 'unknown' | 'expired' }
  | { readonly kind: 'cycle'; readonly decisions: readonly DecisionId[] }
  | { readonly kind: 'executor'; readonly executor: Address }

export type DecisionWaitsParameters = {
  readonly id: DecisionId
  readonly decision: WaitingDecision
  /** Any other decision, undefined where it is not known. */
  readonly find: (id: DecisionId) => WaitingDecision | undefined
  /** Whether this very decision was enacted, whether or not it is known here. */
  readonly isEnacted: (id: DecisionId) => boolean
  /** Whether a decision of this slot was enacted. */
  readonly isSpent: (slot: bigint) => boolean
  /** Who would send it, if that is known: its own executor waits for nobody. */
  readonly sender?: Address
  /** Seconds of chain time. */
  readonly now: number
}

/**
 * Decisions before each other that are named, the nearest ones: nobody reads more, and a member may write a thousand, each of which would name all before it.
 */
export const mostWaits = 16

const isZero = (hex: string): boolean => BigInt(hex) === 0n

/**
 * What a decision still waits for, in the order in which it has to happen: the chain of decisions that come before it, the farthest first, then its
 * executor (R6). A chain ends where a slot is spent, since the contract asks for the slot alone, and behind the sixteenth. A decision cannot name one that names it, since ids are
 * hashes, but it can wait for its own slot, through another decision of it: such a cycle is named with all its decisions.
 * @example
 * const id = decisionIdOf(chain.chainId, dao, decision)
 * const later = { ...decision, slot: slotOf(bob, 0n), afterDecision: id, executor: carol }
 * const known = { find: (one: string) => (one === id ? decision : undefined), isEnacted: () => false, isSpent: () => false }
 * const waits = decisionWaits({ ...known, id: decisionIdOf(chain.chainId, dao, later), decision: later, now: 0 })
 * waits // => [{ kind: 'after', decision: id, known: 'open' }, { kind: 'executor', executor: carol }]
 */
export const decisionWaits = (parameters: DecisionWaitsParameters): readonly DecisionWait[] => {
  const { id, decision, find, isEnacted, isSpent, sender, now } = parameters
  const waits: DecisionWait[] = []
  const chain: { readonly id: DecisionId; readonly slot: bigint }[] = [{ id, slot: decision.slot }]
  let last: WaitingDecision = decision
  while (!isZero(last.afterDecision) && chain.length <= mostWaits) {
    const before = last.afterDecision as DecisionId
    if (isEnacted(before)) break
    const found = find(before)
    if (found === undefined) {
      waits.push({ kind: 'after', decision: before, known: 'unknown' })
      break
    }
    if (isSpent(found.slot)) break
    const start = chain.findIndex(({ slot }) => slot === found.slot)
    if (start >= 0) {
      waits.push({ kind: 'cycle', decisions: [...chain.slice(start).map((one) => one.id), before] })
      break
    }
    waits.push({ kind: 'after', decision: before, known: now > found.expiresAt ? 'expired' : 'open' })
    chain.push({ id: before, slot: found.slot })
    last = found
  }
  const own: DecisionWait[] =
    isZero(decision.executor) || decision.executor === sender ? [] : [{ kind: 'executor', executor: decision.executor }]
  return [...waits.toReversed(), ...own]
}

/**
 * What a decision waits for, in words.
 * @example
 * explainWaits([{ kind: 'executor', executor: carol }]) // => [{ key: 'obstacle.executor', params: { executor: carol } }]
 */
export const explainWaits = (waits: readonly DecisionWait[]): readonly Phrase[] =>
  waits.map((wait) => {
    if (wait.kind === 'executor') return phrase('obstacle.executor', { executor: wait.executor })
    if (wait.kind === 'cycle') return phrase('obstacle.cycle', { count: wait.decisions.length, decisions: wait.decisions.join(' ') })
    const words = { open: 'obstacle.after', unknown: 'obstacle.afterUnknown', expired: 'obstacle.afterExpired' }
    return phrase(words[wait.known], { decision: wait.decision })
  })
