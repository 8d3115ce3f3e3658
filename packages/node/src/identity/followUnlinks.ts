import { toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { publishUnlinks } from './publishUnlinks.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200

/**
 * Publishes signed unlinkings where they are missing: in a space that this node opened later, or where a crash fell between signing and publishing, or
 * where the record of it was set aside. Returns what stops it.
 */
export const followUnlinks = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  let cancel: (() => void) | null = null
  let running = false
  let stopped = false

  const look = (): void => {
    cancel = null
    if (running || stopped) return
    running = true
    publishUnlinks(node, node.unlinks.all())
      .catch((error: unknown) => logger.warn({ code: toDaomeshError(error).code }, 'an unlinking could not be published yet'))
      .finally(() => {
        running = false
      })
  }
  const unlisten = node.changes.listen((topics) => {
    if (topics.includes('spaces') && !stopped) cancel ??= clock.setTimer(look, pause)
  })
  cancel = clock.setTimer(look, pause)
  return () => {
    stopped = true
    cancel?.()
    unlisten()
  }
}
