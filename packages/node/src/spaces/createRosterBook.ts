import { applyFacts, type ChainState, foldFacts } from '@daomesh/governance'
import type { FactsPage } from '@daomesh/chain'
import { type ChainIdentity, type DealParty, daoSpaceOf, hashOf, type SpaceId, toHex } from '@daomesh/protocol'
import type { Opening } from './opening.ts'
import { openFactLog } from './facts.ts'
import type { DaoSpace } from './space.ts'

type DaoParty = Extract<DealParty, { kind: 'dao' }>

/** What the chain says of a DAO that this node need not be a member of. */
export type Roster = {
  readonly state: () => ChainState
  /** Whether the chain was read up to its head since this node started. */
  readonly isRead: () => boolean
  readonly close: () => void
}

export type RosterBook = {
  /** Follows a DAO until the last who asked closes it. `onChange`: final facts came. */
  readonly follow: (party: DaoParty, onChange: () => void | Promise<void>) => Roster
}

type Parameters = Pick<Opening, 'adapters' | 'meta' | 'changes' | 'onHead' | 'onChainFailure' | 'onUnwatched'> & {
  readonly chain: ChainIdentity
  readonly daoSpace: (space: SpaceId) => DaoSpace | undefined
}
type Listener = () => void | Promise<void>
type Watch = {
  readonly state: () => ChainState
  readonly isRead: () => boolean
  readonly stop: () => void
  readonly listeners: Set<Listener>
}

/** Facts of a DAO whose space is not open here lie in rows of their own: the space, opened later, keeps its own. */
const rowsOf = (space: SpaceId): SpaceId => toHex(hashOf('daomesh/roster/watch/1', space)) as SpaceId

/** Follows the rosters of DAOs that are parties of deals: through the DAO's own space where this node is in it, else by a watch of the chain. */
export const createRosterBook = (p: Parameters): RosterBook => {
  const watches = new Map<SpaceId, Watch>()

  const begin = (party: DaoParty, space: SpaceId): Watch => {
    const { client } = p.adapters.chain
    const facts = openFactLog(p.meta, rowsOf(space))
    const listeners = new Set<Listener>()
    let state = foldFacts(
      party.genesis,
      facts.events().map(({ fact }) => fact),
    )
    let read = false
    /** Where a listener failed the same page comes again. */
    let untold = false
    const onFacts = async (page: FactsPage) => {
      const news = page.finalized.length > 0 || page.cursor !== null ? facts.append(page.finalized, page.cursor) : []
      if (news.length > 0)
        state = applyFacts(
          state,
          news.map(({ fact }) => fact),
        )
      untold ||= news.length > 0 || (!read && !page.more)
      read ||= !page.more
      if (!untold) return
      for (const listener of listeners) await listener()
      untold = false
    }
    const stop = client.watch({
      dao: party.dao,
      from: facts.cursor(),
      back: () => {
        const newest = facts.events().at(-1)
        return newest === undefined ? null : { number: newest.block, hash: newest.blockHash }
      },
      genesis: party.genesis,
      onFacts,
      onHead: (head) => p.onHead(head, party.dao),
      onFailure: (error) => p.onChainFailure(error, party.dao),
    })
    const end = (): void => {
      stop()
      p.onUnwatched(party.dao)
    }
    return { state: () => state, isRead: () => read, stop: end, listeners }
  }

  /** In a DAO of this node nothing is asked twice. */
  const through = (dao: DaoSpace, onChange: Listener): Roster => {
    let count = dao.facts.cut().count
    const unlisten = p.changes.listen((topics) => {
      if (!topics.includes(`space:${dao.id}`) || dao.facts.cut().count === count) return
      count = dao.facts.cut().count
      void Promise.resolve(onChange()).catch((error: unknown) => {
        // It is told again with the next change.
        count = -1
        p.adapters.logger.warn('record.unfollowed', { space: dao.id, error: String(error) })
      })
    })
    return { state: dao.chainState, isRead: () => true, close: unlisten }
  }

  return {
    follow: (party, onChange) => {
      const space = daoSpaceOf(p.chain, party.dao)
      const dao = p.daoSpace(space)
      if (dao !== undefined) return through(dao, onChange)
      const watch = watches.get(space) ?? begin(party, space)
      watches.set(space, watch)
      watch.listeners.add(onChange)
      return {
        state: watch.state,
        isRead: watch.isRead,
        close: () => {
          watch.listeners.delete(onChange)
          if (watch.listeners.size > 0) return
          watch.stop()
          watches.delete(space)
        },
      }
    },
  }
}
