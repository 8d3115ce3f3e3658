import type { Registers } from '@daomesh/governance'
import { type SpaceId, toDaomeshError } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { foundWhenComplete } from './foundWhenComplete.ts'
import { keepEnactments } from '../membership/keepEnactments.ts'
import type { DaoSpace, LobbySpace } from '../spaces/space.ts'
import { introduce } from './introduce.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 50
/** A look that failed for want of a key or a signature is repeated even without a change. */
const again = 5_000

/** Watches lobbies that become DAOs and DAOs where this device is not known yet. Returns what stops it. */
export const followFoundings = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  /** Lobbies whose DAO is open, as they were then: counting their signatures again would only cost time. */
  const settled = new Map<SpaceId, { readonly registers: Registers; readonly version: number | undefined }>()
  /** For which account, and after how many chain facts, the decision that seated it was last looked for. */
  const shown = new Map<SpaceId, string>()

  const found = async (lobby: LobbySpace): Promise<void> => {
    const registers = lobby.registers()
    const { version } = registers
    const last = settled.get(lobby.id)
    if (last?.registers === registers && last.version === version) return
    if (await foundWhenComplete(node, lobby)) settled.set(lobby.id, { registers, version })
  }
  const enter = async (dao: DaoSpace): Promise<void> => {
    node.reach.spaceAdded(dao.id)
    await introduce(node, dao)
    const at = `${node.account.current()} ${dao.facts.cut().count}`
    if (shown.get(dao.id) === at) return
    await keepEnactments(node, dao).then(
      () => shown.set(dao.id, at),
      (error: unknown) => logger.debug('seat.unread', { space: dao.id, code: toDaomeshError(error).code }),
    )
  }
  const look = async (stopped: () => boolean) => {
    // One that cannot be followed keeps this device out of no other.
    const attempt = createAttempt(logger, 'founding.unfollowed', stopped)
    for (const lobby of node.spaces.lobbies()) await attempt(lobby.id, () => found(lobby))
    for (const dao of node.spaces.daos()) await attempt(dao.id, () => enter(dao))
  }
  return followNode(node, {
    topics: ['spaces', 'signer'],
    waits: { first: 0, pause, again },
    look,
  })
}
