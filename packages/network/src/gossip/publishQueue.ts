import { type Clock, toError } from '@daomesh/protocol'

export type PublishRate = {
  /** Messages per second in the long run. One message of more than `unitBytes` counts as several. */
  readonly perSecond: number
  /** Messages that may leave at once after a pause. */
  readonly burst: number
  readonly unitBytes: number
  /** Messages waiting at most; what comes above is left to sync. */
  readonly waiting: number
}

/** A burst of 40 000 unlimited messages closed connections and lost most; this rate leaves the event loop free. */
export const defaultPublishRate: PublishRate = { perSecond: 1000, burst: 128, unitBytes: 8 * 1024, waiting: 4096 }

export type PublishQueue = {
  /** False when the queue is full and the message was dropped. */
  readonly push: (bytes: Uint8Array) => boolean
  readonly waiting: () => number
  readonly stop: () => void
}

/** Paces publishing: gossip ignores back-pressure, so the limit must be here. */
export const createPublishQueue = (
  clock: Clock,
  rate: PublishRate,
  publish: (bytes: Uint8Array) => Promise<void>,
  onFailure: (error: Error) => void,
): PublishQueue => {
  let queue: Uint8Array[] = []
  let tokens = rate.burst
  let refilledAt = clock.now()
  let cancel: (() => void) | null = null
  const refill = (): void => {
    const now = clock.now()
    tokens = Math.min(rate.burst, tokens + (Math.max(0, now - refilledAt) * rate.perSecond) / 1000)
    refilledAt = now
  }
  const drain = (): void => {
    cancel = null
    refill()
    let sent = 0
    while (tokens > 0 && sent < queue.length) {
      const bytes = queue[sent++]
      if (bytes === undefined) break
      tokens -= Math.max(1, bytes.length / rate.unitBytes)
      publish(bytes).catch((error: unknown) => onFailure(toError(error)))
    }
    queue = queue.slice(sent)
    if (queue.length > 0) cancel = clock.setTimer(drain, Math.max(5, ((1 - tokens) * 1000) / rate.perSecond))
  }
  return {
    push(bytes) {
      if (queue.length >= rate.waiting) return false
      queue.push(bytes)
      if (cancel === null) drain()
      return true
    },
    waiting: () => queue.length,
    stop() {
      cancel?.()
      cancel = null
      queue = []
    },
  }
}
