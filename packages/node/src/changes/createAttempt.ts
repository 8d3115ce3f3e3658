import { type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { LogEvent } from '../log/events.ts'
import type { Logger } from '../ports.ts'

/** One step of a look, in a space. */
export type Attempt = (space: SpaceId, work: () => Promise<void>) => Promise<void>

/**
 * Steps of a look, each for itself: what one throws, for want of a key, a signature, a peer or the chain, is told to the log and stops no other. It is tried
 * again at the next look.
 */
export const createAttempt =
  (logger: Logger, event: LogEvent, stopped: () => boolean): Attempt =>
  async (space, work) => {
    if (stopped()) return
    try {
      await work()
    } catch (error) {
      if (!stopped()) logger.debug(event, { space, code: toDaomeshError(error).code, error: String(error) })
    }
  }
