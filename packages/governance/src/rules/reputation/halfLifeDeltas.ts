import type { Address, Member } from '@daomesh/protocol'
import { livedPower } from './livedPower.ts'

/** How reputation fades: every `period` seconds of chain time from `start`, to a half in `halfLife` periods. */
export type HalfLife = { readonly start: number; readonly period: number; readonly halfLife: number }

/** A roster write: when, in seconds of chain time, and the seats it wrote. */
export type RosterWrite = { readonly at: number; readonly members: readonly Member[] }

/** One line of a roster change: a seat's new power. Shares stay. */
export type PowerDelta = { readonly account: Address; readonly kind: number; readonly power: bigint; readonly mint: 0n }

export type HalfLifeParameters = {
  readonly rule: HalfLife
  /** The writes of the roster so far, the oldest first; the last is the present one. */
  readonly writes: readonly RosterWrite[]
  /** Who left since the last write. */
  readonly exited: ReadonlySet<Address>
  /** Seconds of chain time. */
  readonly now: number
}

/**
 * The period of a moment: ⌊(time − start) / period⌋, 0 before the start.
 * @example
 * halfLifePeriodOf({ start: 100, period: 10, halfLife: 12 }, 125) // => 2
 */
export const halfLifePeriodOf = ({ start, period }: HalfLife, at: number): number => Math.max(0, Math.floor((at - start) / period))

/** A power that was granted, the period it was granted in, and what the last write left of it. */
type Grant = { readonly power: bigint; readonly since: number; readonly last: bigint }

/** Whether a grant had come to this power in one of so many periods: most often in the last of them, which is looked at first; what is left falls with each. */
const cameTo = (granted: bigint, power: bigint, periods: number, halfLife: number): boolean => {
  let [low, high, at] = [0, periods, periods]
  while (low <= high) {
    const left = livedPower(granted, at, halfLife)
    if (left < power) high = at - 1
    else if (left > power) low = at + 1
    else return true
    at = Math.floor((low + high) / 2)
  }
  return false
}

/**
 * What each seat was last granted. A write that leaves a power as it was, or lowers it to what its grant has come to by then, is no new grant: so the
 * deltas of earlier periods are known from the roster's history alone, and nobody has to remember that they were applied. Nor is one that lowers it to what the
 * grant had come to in an earlier period: members vote on a period's powers in it, and may carry the decision out in a later one.
 */
const grantsOf = ({ rule, writes }: HalfLifeParameters): ReadonlyMap<Address, Grant> => {
  let grants = new Map<Address, Grant>()
  for (const { at, members } of writes) {
    const since = halfLifePeriodOf(rule, at)
    const next = new Map<Address, Grant>()
    for (const { account, power } of members) {
      const grant = grants.get(account)
      const isKept =
        grant !== undefined &&
        (power === grant.last || (power < grant.last && cameTo(grant.power, power, since - grant.since, rule.halfLife)))
      next.set(account, { ...(isKept ? grant : { power, since }), last: power })
    }
    grants = next
  }
  return grants
}

/**
 * The roster deltas that bring every power to what its grant has come to in the present period: ⌊grant · 2^(−periods / halfLife)⌋, never below 1 for who
 * has some, sorted by account. None twice in one period, whatever was applied before or missed: they say what a power is to be, not by how much it
 * falls, so applying them again, or late, changes nothing. Power is only lowered: what a decision granted since the start of the period stays.
 * @throws DaomeshError `INPUT_INVALID` on a half-life that is no whole number of periods above 0.
 * @example
 * const rule = { start: 0, period: 100, halfLife: 1 }
 * const writes = [{ at: 0, members: [{ account: alice, kind: 0, power: 8n, shares: 1n }] }]
 * halfLifeDeltas({ rule, writes, exited: new Set(), now: 200 }) // => [{ account: alice, kind: 0, power: 2n, mint: 0n }]
 * halfLifeDeltas({ rule, writes, exited: new Set(), now: 99 }) // => []
 */
export const halfLifeDeltas = (parameters: HalfLifeParameters): readonly PowerDelta[] => {
  const { rule, writes, exited, now } = parameters
  const grants = grantsOf(parameters)
  const present = halfLifePeriodOf(rule, now)
  return (writes.at(-1)?.members ?? [])
    .flatMap(({ account, kind, power }): PowerDelta[] => {
      const grant = grants.get(account)
      if (grant === undefined || exited.has(account)) return []
      const lived = livedPower(grant.power, Math.max(0, present - grant.since), rule.halfLife)
      return lived < power ? [{ account, kind, power: lived, mint: 0n }] : []
    })
    .toSorted((a, b) => (a.account < b.account ? -1 : 1))
}
