import { type Address, countingModes, DaomeshError, type Member, type Rules } from '@daomesh/protocol'

/** One account of either roster and what its ballot weighs: the smaller of the cited and the current weight (R2). */
export type SeatWeight = {
  readonly member: Address
  readonly cited: bigint
  readonly current: bigint
  readonly weight: bigint
  readonly standing: 'seated' | 'newcomer' | 'left' | 'exited'
}

export type WeightsParameters = {
  readonly rules: Rules
  /** The roster of the cited epoch and of the current one, as written. */
  readonly cited: readonly Member[]
  readonly current: readonly Member[]
  /** Who left by ragequit since the current roster was written. */
  readonly exited: ReadonlySet<Address>
}

export type Weights = {
  readonly seats: readonly SeatWeight[]
  /** The one denominator: all current weight, newcomers included. */
  readonly total: bigint
  /** Whom unanimity asks: everybody seated now who did not leave. */
  readonly holders: ReadonlySet<Address>
  /** A holder of the cited roster has no seat any more, so nothing is unanimous. */
  readonly holderGone: boolean
}

const knownModes: ReadonlySet<number> = new Set(Object.values(countingModes))

const weightIn = (mode: number, member: Member | undefined): bigint => {
  if (member === undefined) return 0n
  if (mode === countingModes.power) return member.power
  return member.power === 0n ? 0n : 1n
}

/** Rosters, rules and exits are never changed, and every proposal that cites the same roster is counted with the same weights. */
const lastWeights = new WeakMap<readonly Member[], { readonly of: WeightsParameters; readonly weights: Weights }>()

/**
 * Weights by R2, min(cited, current): leaving, joining late and citing an old roster gain nothing. In quadratic counting they say who may vote, one
 * head each (R8); how much a ballot weighs there is what it spends.
 * @throws DaomeshError `INPUT_INVALID` for a way of counting that nobody knows.
 * @example
 * weightsOf({ rules, cited: members, current: members.slice(1), exited: new Set() }).total // => 2n
 */
export const weightsOf = (parameters: WeightsParameters): Weights => {
  const { rules, cited, current, exited } = parameters
  const last = lastWeights.get(current)
  if (last !== undefined && last.of.rules === rules && last.of.cited === cited && last.of.exited === exited) return last.weights
  const weights = weigh(parameters)
  lastWeights.set(current, { of: parameters, weights })
  return weights
}

const weigh = ({ rules, cited, current, exited }: WeightsParameters): Weights => {
  if (!knownModes.has(rules.mode)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'rules.mode', mode: rules.mode } })
  const citedBy = new Map(cited.map((member) => [member.account, member]))
  const currentBy = new Map(current.map((member) => [member.account, member]))
  const accounts = [...new Set([...citedBy.keys(), ...currentBy.keys()])].sort()

  const seats = accounts.map((member): SeatWeight => {
    const then = weightIn(rules.mode, citedBy.get(member))
    const left = exited.has(member)
    const now = left ? 0n : weightIn(rules.mode, currentBy.get(member))
    const standing = !currentBy.has(member) ? 'left' : left ? 'exited' : !citedBy.has(member) ? 'newcomer' : 'seated'
    return { member, cited: then, current: now, weight: then < now ? then : now, standing }
  })
  return {
    seats,
    total: seats.reduce((sum, seat) => sum + seat.current, 0n),
    holders: new Set(current.filter((member) => !exited.has(member.account)).map((member) => member.account)),
    holderGone: cited.some((member) => !currentBy.has(member.account)),
  }
}
