import { lobbyState } from '@daomesh/governance'
import { limits, memberKinds } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { lobbyParameters } from '../founding/lobbyParameters.ts'
import type { LobbySpace } from '../spaces/space.ts'
import { askFoundings, bringFoundings } from './carryFoundings.ts'
import { askSeats, bringConsents } from './carrySeats.ts'
import { canAsk } from './joinsIn.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may say something else of a signature without any record. */
const again = 5_000

/** Reads the chain of the DAOs that are to be founders: it says who they are. */
const lookAtDaos = (node: NodeContext, lobby: LobbySpace): void => {
  const { brought, proposals } = lobbyState(lobby.registers(), lobbyParameters(lobby, node.adapters.verifier))
  const named = proposals.flatMap(({ genesis }) =>
    genesis.members.flatMap(({ account, kind }) => (kind === memberKinds.contract ? [account] : [])),
  )
  for (const dao of [...new Set([...brought.map((one) => one.dao), ...named])].slice(0, limits.rosterMembers)) node.organisations.look(dao)
}

/**
 * Where a DAO is to be a founder of another one, or to get a seat there, and this node's account has a seat in it: asks its members, and brings their answer. In
 * every lobby: asks the chain what DAOs sign there. Returns what stops it.
 */
export const followJoins = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'join.unfollowed', stopped)
    const askable = node.spaces.daos().filter((dao) => canAsk(node, dao))
    for (const lobby of node.spaces.lobbies()) {
      await attempt(lobby.id, async () => lookAtDaos(node, lobby))
      await attempt(lobby.id, () => lobby.signed.ask(lobby.registers()))
      for (const inner of askable) {
        await attempt(inner.id, () => askFoundings(node, lobby, inner))
        await attempt(lobby.id, () => bringFoundings(node, lobby, inner))
      }
    }
    for (const outer of node.spaces.daos())
      for (const inner of askable) {
        if (outer === inner || outer.record.chain.genesisHash !== inner.record.chain.genesisHash || !outer.chainState().founded) continue
        if (outer.unlocked()) await attempt(inner.id, () => askSeats(node, outer, inner))
        await attempt(outer.id, () => bringConsents(node, outer, inner))
      }
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
