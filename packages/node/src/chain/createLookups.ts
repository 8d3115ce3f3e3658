import type { Clock } from '@daomesh/protocol'

/** Questions to the endpoint that strangers cause: so many at once, then one a second. An address costs nothing to make up, a question does. */
const lookupsAtOnce = 64

/** @returns takes one, where there is one. */
export const createLookups = (clock: Pick<Clock, 'now'>): (() => boolean) => {
  let lookups = { left: lookupsAtOnce, at: clock.now() }
  return () => {
    const left = Math.min(lookupsAtOnce, lookups.left + Math.max(0, clock.now() - lookups.at) / 1000)
    lookups = { left: left < 1 ? left : left - 1, at: clock.now() }
    return left >= 1
  }
}
