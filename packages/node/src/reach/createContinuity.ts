import type { Replica } from '@daomesh/log'
import type { Sync } from '@daomesh/network'
import { toDaomeshError } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Spaces } from '../spaces/spaces.ts'

export type Continuity = {
  /** Before this device's first write in a space: asks peers how far its own logs go there. */
  readonly prove: (replica: Replica) => Promise<void>
  /** Somebody came: asks about whatever is not proven yet. */
  readonly soon: () => void
  readonly stop: () => void
}

type Parameters = Pick<NodeAdapters, 'network' | 'clock' | 'logger'> & {
  readonly sync: Pick<Sync, 'askHeads'>
  readonly spaces: Pick<Spaces, 'all'>
}

/** Several peers met at once are asked together. */
const pause = 100

/**
 * Asks as soon as somebody is there, not only before a first write: a log whose end nobody has confirmed ends when a member who was away
 * fetches it (log L16), and each end is a new log. One question at a time, since a peer answers few at once.
 */
export const createContinuity = ({ network, clock, logger, sync, spaces }: Parameters): Continuity => {
  let asking: Promise<void> = Promise.resolve()
  let cancel: (() => void) | null = null

  const ask = async (replica: Replica): Promise<void> => {
    if (replica.ownLogs().length === 0 || !network.online()) return
    const answers = await sync.askHeads(replica.space, replica.ownLogs())
    await replica.proveContinuity(answers.map(({ heads }) => heads))
  }
  const prove = (replica: Replica): Promise<void> => {
    const next = asking.then(() => ask(replica))
    // Whoever asked is told; the next question does not depend on it.
    asking = next.catch(() => undefined)
    return next
  }
  return {
    prove,
    soon: () => {
      cancel ??= clock.setTimer(() => {
        cancel = null
        for (const { id, replica } of spaces.all())
          if (replica.hasUnprovenLogs())
            prove(replica).catch((error: unknown) => logger.debug('log.unasked', { space: id, code: toDaomeshError(error).code }))
      }, pause)
    },
    stop: () => {
      cancel?.()
      cancel = null
    },
  }
}
