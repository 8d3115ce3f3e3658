import type { MergerMember } from '@daomesh/protocol'
import { type ChainState, rosterAt } from '../facts/chainState.ts'

/**
 * Every seat of the roster as the contract gives it now, in its order: who left since it was written stands there with nothing.
 * @example
 * presentRoster(state).map(({ shares }) => shares) // => ['100', '100', '100']
 */
export const presentRoster = (state: ChainState): readonly MergerMember[] =>
  (rosterAt(state, state.rosterEpoch)?.members ?? []).map(({ account, kind, power, shares }) => ({
    account,
    kind,
    power: (state.exited.has(account) ? 0n : power).toString(),
    shares: (shares - (state.burned.get(account) ?? 0n)).toString(),
  }))

/**
 * Whether two rosters are the same, seat by seat.
 * @example
 * isSameRoster(presentRoster(state), []) // => false
 */
export const isSameRoster = (one: readonly MergerMember[], other: readonly MergerMember[]): boolean =>
  one.length === other.length &&
  one.every((seat, i) => {
    const same = other[i]
    return same?.account === seat.account && same.kind === seat.kind && same.power === seat.power && same.shares === seat.shares
  })
