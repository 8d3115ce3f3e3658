import { keys, type RegisterEntry } from '@daomesh/governance'
import { seatIn, toDaomeshError } from '@daomesh/protocol'
import { drawPause } from '../changes/drawPause.ts'
import type { NodeContext } from '../context.ts'
import type { Space } from '../spaces/space.ts'
import type { SignedUnlink } from './createDeviceUnlinks.ts'
import { unheardIn } from './heardUnlinks.ts'
import { publishIn } from './publishUnlinks.ts'

/** Milliseconds. Mostly the account's own devices tell each space, or somebody who was faster; sync brings that first. Nobody is let in meanwhile. */
const pause = { least: 30_000, most: 90_000 }

type Lists = readonly (readonly RegisterEntry[])[]

const listsOf = (spaces: readonly Space[]): Lists =>
  spaces.flatMap((space) => {
    const registers = space.registers()
    return [registers.entries(keys.devices), registers.entries(keys.unlinkings)]
  })

export type CarryUnlinks = { readonly look: () => void; readonly stop: () => void }

/**
 * Tells a space of a device that its account unlinked in another space of this node: the account's own devices may be away, or in none of the two, and whoever found
 * the device would go on there. Looks through devices only where one, or a revocation, came since the last time.
 */
export const createCarryUnlinks = (node: NodeContext): CarryUnlinks => {
  const { clock, random, logger } = node.adapters
  let last: Lists = []
  let cancel: (() => void) | null = null
  const due = (): readonly { readonly space: Space; readonly signed: SignedUnlink }[] => {
    const own = node.account.current()
    const all = node.spaces.all()
    return own === null
      ? []
      : all.flatMap((space) => (seatIn(space.view(), own) === null ? [] : unheardIn(space, all).map((signed) => ({ space, signed }))))
  }
  const carry = async (): Promise<void> => {
    const own = node.account.current()
    if (own === null) return
    for (const { space, signed } of due())
      await publishIn(space, signed, own).catch((error: unknown) => {
        // Looked at again with the next change.
        last = []
        logger.warn('unlink.unpublished', { space: space.id, code: toDaomeshError(error).code })
      })
  }
  return {
    look: () => {
      const lists = listsOf(node.spaces.all())
      if (cancel !== null || (lists.length === last.length && lists.every((list, i) => list === last[i]))) return
      last = lists
      if (due().length === 0) return
      cancel = clock.setTimer(
        () => {
          cancel = null
          carry().catch((error: unknown) => logger.warn('unlink.unpublished', { code: toDaomeshError(error).code }))
        },
        drawPause(random, pause),
      )
    },
    stop: () => cancel?.(),
  }
}
