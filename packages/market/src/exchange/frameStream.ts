import type { Duplex } from '@daomesh/network'
import { type Clock, DaomeshError } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'
import { decodeMarketFrame, encodeMarketFrame, type MarketFrame } from './frames.ts'

/** A stream of market frames that is cut when nothing moves on it for too long. */
export const frameStream = (stream: Duplex, clock: Clock) => {
  let cancel: () => void = () => undefined
  let stopped = false
  const touch = (): void => {
    cancel()
    if (stopped) return
    const silent = (): void => stream.abort(new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'silent', peer: stream.peer } }))
    cancel = clock.setTimer(silent, marketLimits.silence)
  }
  touch()
  return {
    send: async (frame: MarketFrame): Promise<void> => {
      await stream.send(encodeMarketFrame(frame))
      touch()
    },
    /** null after the peer closed. */
    receive: async (): Promise<MarketFrame | null> => {
      const bytes = await stream.receive()
      touch()
      return bytes === null ? null : decodeMarketFrame(bytes)
    },
    stop: (): void => {
      stopped = true
      cancel()
    },
  }
}
