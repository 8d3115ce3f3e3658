import type { Rules } from '@daomesh/protocol'

/** Times are seconds of chain time. `createdAt` is undefined for an epoch whose block this node has not seen. */
export type EpochTimes = (rosterEpoch: number) => number | undefined

export type CitingParameters = {
  readonly epoch: number
  readonly currentEpoch: number
  readonly rules: Rules
  readonly createdAt: EpochTimes
  readonly now: number
}

export type Citing = 'citable' | 'unknown' | 'tooYoung' | 'tooOld'

/**
 * R1: genesis or a grace period old and never of this very second; current, or replaced less than one voting period ago. Times in seconds of chain time.
 * @example
 * citingOf({ epoch: 0, currentEpoch: 0, rules, createdAt: () => 0, now: 1 }) // => 'citable'
 */
export const citingOf = ({ epoch, currentEpoch, rules, createdAt, now }: CitingParameters): Citing => {
  if (epoch > currentEpoch) return 'unknown'
  if (epoch !== 0) {
    const created = createdAt(epoch)
    if (created === undefined) return 'unknown'
    if (now <= created || now < created + rules.gracePeriod) return 'tooYoung'
  }
  if (epoch === currentEpoch) return 'citable'
  const replaced = createdAt(epoch + 1)
  if (replaced === undefined) return 'unknown'
  return now >= replaced + rules.votingPeriod ? 'tooOld' : 'citable'
}

/**
 * The epoch a new proposal should cite: the newest that may be cited now, else the current one, which will be in time.
 * @example
 * epochToCite({ currentEpoch: 1, rules, createdAt: (epoch) => epoch * 1000, now: 2000 }) // => 1
 */
export const epochToCite = (parameters: Omit<CitingParameters, 'epoch'>): number => {
  for (let epoch = parameters.currentEpoch; epoch >= 0; epoch--) {
    const citing = citingOf({ ...parameters, epoch })
    if (citing === 'citable') return epoch
    if (citing === 'tooOld') break
  }
  return parameters.currentEpoch
}
