import type { Clock, DeviceId } from '@daomesh/protocol'

/**
 * How far the clocks of other devices seem to be from this one: what a record said of its time when it came by gossip, which is a moment after it was
 * written. For a person who asks; it decides nothing, and whoever lies about their time only makes their own clock look wrong.
 */
export type ClockBook = {
  readonly note: (device: DeviceId, at: number) => void
  /** Milliseconds that the device's clock is ahead; null where it has written nothing lately. */
  readonly aheadBy: (device: DeviceId) => number | null
}

/** Members of a few DAOs; the ones heard longest ago leave first. */
const mostDevices = 512

export const createClockBook = (clock: Pick<Clock, 'now'>): ClockBook => {
  const ahead = new Map<DeviceId, number>()
  return {
    note: (device, at) => {
      ahead.delete(device)
      ahead.set(device, at - clock.now())
      const [oldest] = ahead.keys()
      if (ahead.size > mostDevices && oldest !== undefined) ahead.delete(oldest)
    },
    aheadBy: (device) => ahead.get(device) ?? null,
  }
}
