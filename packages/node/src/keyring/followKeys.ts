import type { Replica } from '@daomesh/log'
import type { SpaceId } from '@daomesh/protocol'
import { drawPause } from '../changes/drawPause.ts'
import type { NodeAdapters } from '../adapters.ts'
import type { LogEvent } from '../log/events.ts'
import type { Author } from '../spaces/createAuthor.ts'
import type { Keyring } from './createKeyring.ts'
import type { KeyWriter } from './createKeyWriter.ts'

/** Who lacks the key gets it from whoever is first; the random pause keeps a dozen members from all sealing at once. */
const sealPause = { least: 300, most: 3_000 }

type Parameters = Pick<NodeAdapters, 'clock' | 'random' | 'logger'> & {
  readonly space: SpaceId
  readonly replica: Replica
  readonly keyring: Keyring
  readonly keyWriter: KeyWriter
  readonly author: Pick<Author, 'inTurn'>
}

export type FollowedKeys = {
  /** Takes what seals hold for this device. */
  readonly learn: () => void
  /** Opens what was locked, as far as its key is here now. */
  readonly unlock: () => void
  /** Seals the key to whoever lacks it, a moment later. */
  readonly planSealing: () => void
  readonly stop: () => void
}

/** Keeps the keys of one space going: takes those that are sealed to this device, and hands on its own to devices that lack them. */
export const followKeys = ({ space, replica, keyring, keyWriter, author, clock, random, logger }: Parameters): FollowedKeys => {
  let closed = false
  let sealing: (() => void) | null = null
  const failed = (event: LogEvent) => (error: unknown) => {
    if (!closed) logger.warn(event, { space, error: String(error) })
  }
  return {
    learn: () => {
      try {
        keyWriter.learn()
      } catch (error) {
        // The disk refuses: the key is taken with the next record, or at the next start.
        failed('key.unkept')(error)
      }
    },
    unlock: () => void replica.unlock().catch(failed('record.locked')),
    planSealing: () => {
      if (sealing !== null || closed || keyring.all().size === 0) return
      const pause = drawPause(random, sealPause)
      sealing = clock.setTimer(() => {
        sealing = null
        author.inTurn(keyWriter.sealToEverybody).catch(failed('key.unsealed'))
      }, pause)
    },
    stop: () => {
      closed = true
      sealing?.()
    },
  }
}
