import { isBonded } from '@daomesh/governance'
import { askedBond, createMarket, type Market, type MarketEvent } from '@daomesh/market'
import { limits, utf8 } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { ChainView } from '../chain/createChainView.ts'
import type { Changes } from '../changes/createChanges.ts'
import { isUnlinkedOn } from '../identity/heardUnlinks.ts'
import type { MetaStore } from '../ports.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { type BondBook, createBondBook } from './createBondBook.ts'
import { createPolling } from './createPolling.ts'
import { createRosterBook, type RosterBook } from './createRosterBook.ts'
import { ownPosts, postRow } from './ownPosts.ts'
import type { TrackBook } from './trackBook.ts'

type Parameters = Pick<NodeAdapters, 'network' | 'clock' | 'random' | 'verifier' | 'logger' | 'chain'> & {
  readonly store: NodeAdapters['market']
  readonly meta: MetaStore
  readonly changes: Changes
  readonly spaces: Spaces
  readonly chainView: ChainView
  readonly tracks: TrackBook
}

/** The market of this node's chain. Whoever has joined it hears and keeps posts of strangers; nobody is in it unasked. */
export type MarketDesk = {
  readonly start: () => void
  readonly stop: () => Promise<void>
  readonly joined: () => boolean
  readonly join: () => void
  readonly leave: () => Promise<void>
  readonly market: Market
  readonly rosters: RosterBook
  readonly bonds: BondBook
  readonly tracks: TrackBook
  /** Seconds of chain time; null before the chain was seen. */
  readonly now: () => number | null
  /** Asks the chain for its time, unless it is known. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`. */
  readonly learnTime: () => Promise<number>
}

const joinedKey = 'market:joined'
/** News of many posts is told so often, milliseconds. */
const tellEvery = 250

export const createMarketDesk = (p: Parameters): MarketDesk => {
  const { clock, meta, changes, chainView, logger } = p
  const { client } = p.chain
  const rosters = createRosterBook({ client, clock, spaces: p.spaces })
  const now = (): number | null => (chainView.head() === null ? null : chainView.now())
  let telling: (() => void) | null = null

  const tell = (): void => {
    telling ??= clock.setTimer(() => {
      telling = null
      changes.mark('market')
    }, tellEvery)
  }
  const onEvent = (event: MarketEvent): void => {
    switch (event.type) {
      case 'stored':
      case 'swept':
        return tell()
      case 'refused':
        return logger.debug('post.refused', { peer: event.from, reason: event.because })
      case 'penalised':
        return logger.warn('peer.cutOff', { peer: event.peer, reason: event.reason, milliseconds: event.milliseconds })
      case 'broken':
        return logger.debug('post.sessionEnded', { peer: event.peer, code: event.code })
    }
  }
  const bonds = createBondBook({
    client,
    meta,
    onMoved: (accounts) => {
      market.regard(accounts)
      changes.mark('market')
    },
  })
  const market: Market = createMarket({
    ...p,
    chain: client.profile.identity,
    chainNow: now,
    isBonded: (account) => isBonded(bonds.seen(), account, askedBond),
    inRoster: rosters.inRoster,
    isUnlinked: (account, device) => isUnlinkedOn(p.spaces.all(), client.profile.identity.chainId, account, device),
    onEvent,
  })
  const joined = (): boolean => meta.get(joinedKey) !== undefined

  /** Bonds and the time of the chain, which nobody else follows where there is no DAO. */
  const looking = createPolling({
    clock,
    pause: client.profile.poll,
    slowest: client.profile.slowestPoll,
    look: async () => {
      const wasUnknown = now() === null
      chainView.onHead(await bonds.refresh())
      // What came before could not be judged.
      if (wasUnknown) market.hasten()
    },
    failed: chainView.onFailure,
  })
  /** What this node wrote is kept until nobody can bring an earlier revision back. */
  const bringOwn = (): void => {
    const time = now()
    for (const { wire, post } of ownPosts(meta)) {
      if (time !== null && post.expires + limits.postSeconds < time) meta.delete(postRow(post))
      else market.publish(wire)
    }
  }
  const begin = (): void => {
    if (looking.isRunning()) return
    market.start()
    looking.start()
  }
  const end = async (): Promise<void> => {
    looking.stop()
    await market.stop()
  }
  return {
    start: () => {
      // What this node wrote is read here, in the market or not.
      bringOwn()
      if (joined()) begin()
    },
    stop: async () => {
      telling?.()
      await end()
    },
    joined,
    join: () => {
      if (!joined()) meta.set(joinedKey, utf8(''))
      begin()
      changes.mark('market')
    },
    leave: async () => {
      meta.delete(joinedKey)
      await end()
      market.parcels.clear()
      changes.mark('market')
    },
    market,
    rosters,
    bonds,
    tracks: p.tracks,
    now,
    learnTime: async () => {
      if (chainView.head() === null) chainView.onHead(await client.head())
      return chainView.now()
    },
  }
}
