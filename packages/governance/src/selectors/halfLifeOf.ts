import type { Address, DecisionId } from '@daomesh/protocol'
import { readHalfLifeStatement } from '../content/halfLifeStatement.ts'
import { type ChainState, currentMembers } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { type HalfLife, halfLifeDeltas, halfLifePeriodOf, type RosterWrite } from '../rules/reputation/halfLifeDeltas.ts'
import type { Present } from './proposalState.ts'
import { type Registers, valueAt } from './registers.ts'

/** The half-life that a DAO agreed on, and the decision that says so. */
export type AgreedHalfLife = { readonly rule: HalfLife; readonly decision: DecisionId }

export type PowerChange = { readonly account: Address; readonly kind: number; readonly from: bigint; readonly to: bigint }

export type HalfLifeState = AgreedHalfLife & {
  /** Counted from 0 at the start. */
  readonly period: number
  /** When the next period begins, in seconds of chain time. */
  readonly next: number
  /** What each power should come down to now; nothing where all is done. */
  readonly due: readonly PowerChange[]
}

/**
 * The half-life in force: that of the decision enacted last among those whose text ends with a statement of it (H3); null where none is, or the last one
 * agrees on none. The chain says what was enacted and in which order, and the decision's hash binds the text, so all members read the same.
 * @example
 * agreedHalfLife(registers, state) // => null
 */
export const agreedHalfLife = (registers: Registers, state: ChainState): AgreedHalfLife | null => {
  for (const decision of [...state.enacted.keys()].reverse()) {
    const content = valueAt<ProposalValue>(registers, keys.proposal(decision))?.content
    const rule = content === undefined ? undefined : readHalfLifeStatement(content)
    if (rule !== undefined) return rule === null ? null : { rule, decision }
  }
  return null
}

/** Every roster the chain wrote, with its time; null while the time of one is not known here. */
const writesOf = (state: ChainState, epochTimes: Present['epochTimes']): readonly RosterWrite[] | null => {
  const writes = state.rosters.map(({ epoch, members }) => ({ at: epochTimes?.(epoch), members }))
  return writes.every((one): one is RosterWrite => one.at !== undefined) ? writes : null
}

/**
 * What the half-life in force asks for now, or null where none is in force or the times of the rosters are not known here.
 * @example
 * halfLifeState(registers, state, { now: 1 }) // => null
 */
export const halfLifeState = (registers: Registers, state: ChainState, { now, epochTimes }: Present): HalfLifeState | null => {
  const agreed = agreedHalfLife(registers, state)
  const writes = writesOf(state, epochTimes)
  if (agreed === null || writes === null) return null
  const { rule } = agreed
  const period = halfLifePeriodOf(rule, now)
  const powers = new Map(currentMembers(state).map(({ account, power }) => [account, power]))
  const deltas = halfLifeDeltas({ rule, writes, exited: state.exited, now })
  return {
    ...agreed,
    period,
    next: rule.start + (period + 1) * rule.period,
    due: deltas.map(({ account, kind, power }) => ({ account, kind, from: powers.get(account) ?? 0n, to: power })),
  }
}
