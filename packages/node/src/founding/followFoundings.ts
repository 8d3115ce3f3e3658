import type { Registers } from '@daomesh/governance'
import { type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { foundWhenComplete } from './foundWhenComplete.ts'
import { keepEnactments } from '../membership/keepEnactments.ts'
import { introduce } from './introduce.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 50
/** A look that failed for want of a key or a signature is repeated even without a change. */
const again = 5_000

/** Watches lobbies that become DAOs and DAOs where this device is not known yet. Returns what stops it. */
export const followFoundings = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  let stopped = false
  let cancel: (() => void) | null = null
  let running = false
  let asked = false

  /** Lobbies whose DAO is open, as they were then: counting their signatures again would only cost time. */
  const settled = new Map<SpaceId, Registers>()

  const look = async () => {
    for (const lobby of node.spaces.lobbies()) {
      const registers = lobby.registers()
      if (settled.get(lobby.id) === registers) continue
      if (await foundWhenComplete(node, lobby)) settled.set(lobby.id, registers)
    }
    for (const dao of node.spaces.daos()) {
      node.reach.spaceAdded(dao.id)
      await introduce(node, dao)
      await keepEnactments(node, dao).catch((error: unknown) =>
        logger.debug({ space: dao.id, code: toDaomeshError(error).code }, 'the decision that seated this account could not be read yet'),
      )
    }
  }
  const plan = (wait: number) => {
    if (stopped) return
    cancel?.()
    cancel = clock.setTimer(run, wait)
  }
  const run = () => {
    cancel = null
    if (running) {
      asked = true
      return
    }
    running = true
    asked = false
    look()
      .catch((error: unknown) => logger.warn('founding.unfollowed', { code: toDaomeshError(error).code, error: String(error) }))
      .finally(() => {
        running = false
        if (!stopped) plan(asked ? pause : again)
      })
  }
  const unlisten = node.changes.listen((topics) => {
    if (!topics.includes('spaces') && !topics.includes('signer')) return
    if (running) asked = true
    else plan(pause)
  })
  plan(0)
  return () => {
    stopped = true
    cancel?.()
    unlisten()
  }
}
