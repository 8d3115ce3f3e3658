import type { Clock, DeviceId } from '@daomesh/protocol'
import type { DialAttempt, DialFailure } from '../ports/inspection.ts'

/** What became of the last attempt at each address. */
export type DialBook = {
  readonly note: (address: string, device: DeviceId | null, failure: DialFailure | null) => void
  /** A connection is gone: one that this node had just opened was closed at once, which is no connection. */
  readonly gone: (device: DeviceId) => void
  readonly list: () => readonly DialAttempt[]
}

/** Addresses remembered; the ones tried longest ago leave first. */
const mostAddresses = 256
/** Milliseconds within which a fresh connection that ends was never wanted by the other side. */
const atOnce = 2_000

export const createDialBook = (clock: Pick<Clock, 'now'>): DialBook => {
  const attempts = new Map<string, DialAttempt>()
  const put = (attempt: DialAttempt): void => {
    attempts.delete(attempt.address)
    attempts.set(attempt.address, attempt)
    for (const oldest of attempts.keys()) {
      if (attempts.size <= mostAddresses) break
      attempts.delete(oldest)
    }
  }
  return {
    note: (address, device, failure) => put({ address, device, at: clock.now(), failure }),
    gone: (device) => {
      for (const [address, attempt] of attempts)
        if (attempt.device === device && attempt.failure === null && clock.now() - attempt.at <= atOnce)
          attempts.set(address, { ...attempt, failure: 'turnedAway' })
    },
    list: () => [...attempts.values()],
  }
}
