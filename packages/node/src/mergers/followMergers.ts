import { currentMembers } from '@daomesh/governance'
import { accountOfParty, daoSpaceOf, dealSides } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { isPartnership, partnershipOf } from '../partnerships/partnershipOf.ts'
import type { DealSpace } from '../spaces/space.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may have come further without any record. */
const again = 5_000

/** Opens the DAO that took this node's account in, once both decisions were enacted and its roster says so; where there is no such DAO nothing happens. */
const enterMerged = async (node: NodeContext, deal: DealSpace): Promise<void> => {
  const account = node.account.current()
  const { opening, chain } = deal.record
  for (const { status, offer } of account === null ? [] : partnershipOf(node, deal).offers) {
    const into = offer.terms.merger?.into
    const side = status === 'enacted' ? dealSides.find((one) => accountOfParty(opening[one]) === into) : undefined
    const party = side === undefined ? undefined : opening[side]
    if (side === undefined || party === undefined || party.kind !== 'dao') continue
    const state = deal.states()[side]
    const isIn = state !== null && currentMembers(state).some((member) => member.account === account)
    const space = daoSpaceOf(chain, party.dao)
    if (!isIn || node.spaces.find(space) !== undefined) continue
    await node.spaces.add({
      type: 'dao',
      space,
      chain,
      lobby: null,
      dao: party.dao,
      factory: party.factory,
      genesis: party.genesis,
      proposer: false,
      displayName: deal.record.displayName,
    })
  }
}

/** Brings the members of a DAO that went into another one into the space of that one, without anybody's hand. Returns what stops it. */
export const followMergers = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'deal.unfollowed', stopped)
    for (const deal of node.spaces.deals().filter(isPartnership)) await attempt(deal.id, () => enterMerged(node, deal))
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
