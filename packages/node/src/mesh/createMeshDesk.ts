import type { ChainClient } from '@daomesh/chain'
import {
  type BountyBook,
  type Counted,
  countedEngagements,
  type Engagement,
  heightsOf,
  levelsOf,
  trackRecordsOf,
  type TrackRecord,
} from '@daomesh/governance'
import type { Address, Clock, Hex } from '@daomesh/protocol'
import type { BountyDesk } from '../bounties/createBountyDesk.ts'
import type { ChainView } from '../chain/createChainView.ts'
import type { Changes } from '../changes/createChanges.ts'
import { followChanges } from '../changes/followChanges.ts'
import type { TrackBook } from '../market/trackBook.ts'
import type { MetaStore } from '../ports.ts'
import { createDaoNames } from './createDaoNames.ts'
import { createEngagementCache, type Words } from './engagementCache.ts'

/** Levels and records are of so long a time, seconds: what somebody did years ago says little of today. */
export const levelSeconds = 365 * 24 * 3600
/** The window moves on in steps, so that all nodes have the same one most of the time. */
const windowStep = 3600
/** A new block may come with many others; without any change facts are looked for so often. Milliseconds. */
const waits = { first: 0, pause: 150, again: 15_000 }

/** The mesh as this node sees it: what the chain says of all bounties, and of their parts what is known here. */
export type MeshState = {
  readonly engagements: readonly Engagement[]
  /** Chain time of the window that levels and records are of. */
  readonly window: { readonly from: number; readonly until: number }
  readonly counted: Counted
  readonly levels: ReadonlyMap<Address, number>
  readonly records: ReadonlyMap<Address, TrackRecord>
  /** Of everything, open too. */
  readonly heights: ReadonlyMap<Hex, number>
  readonly wordsOf: (engagement: Engagement) => Words | null
  readonly nameOf: (account: Address) => string | null
}

/** How old what is shown is. `at`: when the chain was last read, in milliseconds of this clock, null where that was before this start; `away`: it could not be read anew. */
export type MeshSeen = { readonly at: number | null; readonly away: boolean }

export type MeshDesk = {
  /** Reads what is new first. @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read. */
  readonly read: () => Promise<MeshState & { readonly seen: MeshSeen }>
  readonly tracks: TrackBook
  readonly stop: () => void
}

type Parameters = {
  readonly bounties: BountyDesk
  readonly client: ChainClient
  readonly meta: MetaStore
  readonly clock: Clock
  readonly changes: Changes
  readonly chainView: ChainView
}

/** Follows the escrow from the first question on, and not before: who never looks at the mesh or the market asks its endpoint nothing. */
export const createMeshDesk = ({ bounties, client, meta, clock, changes, chainView }: Parameters): MeshDesk => {
  const engagementsIn = createEngagementCache(bounties)
  const names = createDaoNames({ client, meta })
  let state: { readonly of: MeshState; readonly book: BountyBook; readonly kept: number } | null = null
  let seen: MeshSeen = { at: null, away: true }
  let stopFollowing: (() => void) | null = null
  let stopped = false

  const compute = (book: BountyBook): MeshState => {
    const { engagements, words } = engagementsIn(book)
    const from = Math.floor(chainView.now() / windowStep) * windowStep - levelSeconds
    const window = { from, until: Number.MAX_SAFE_INTEGER }
    const counted = countedEngagements(engagements, window)
    return {
      engagements,
      window,
      counted,
      levels: levelsOf(counted),
      records: trackRecordsOf(counted),
      heights: heightsOf({ engagements, washed: [] }),
      wordsOf: ({ termsHash }) => (termsHash === null ? null : (words.get(termsHash) ?? null)),
      nameOf: names.nameOf,
    }
  }
  const isStale = (book: BountyBook): boolean =>
    state === null ||
    state.book !== book ||
    state.kept !== bounties.kept() ||
    chainView.now() - state.of.window.from >= levelSeconds + 2 * windowStep

  const show = (book: BountyBook): void => {
    state = { of: compute(book), book, kept: bounties.kept() }
    changes.mark('mesh', 'market')
  }
  const readOn = async (): Promise<void> => {
    // Whoever looks at the mesh before the first block was seen has no time of the chain to count back from.
    if (chainView.head() === null) chainView.onHead(await client.head())
    const book = await bounties.book()
    await names.read()
    if (!isStale(book)) return
    show(book)
  }
  const look = async (): Promise<void> => {
    const before = seen.away
    try {
      await readOn()
      seen = { at: clock.now(), away: false }
    } catch (error) {
      seen = { ...seen, away: true }
      throw error
    } finally {
      // Whoever looks at it is told that it is old, and that it no longer is.
      if (seen.away !== before) changes.mark('mesh')
    }
  }
  const follow = (): void => {
    if (stopped) return
    stopFollowing ??= followChanges({ changes, clock, topics: ['chain', 'bounties'], waits, look, failed: chainView.onFailure })
  }
  const read: MeshDesk['read'] = async () => {
    follow()
    try {
      await look()
    } catch (error) {
      if (state === null) {
        if (!bounties.wasRead()) throw error
        show(bounties.seen())
      }
      // What was read before, be it before this start, is still an answer; that it is old is said with it, and by the bar below every screen.
      chainView.onFailure(error)
    }
    // A look ends with a state or with an error.
    if (state === null) throw new Error('a look made no state')
    return { ...state.of, seen }
  }
  const tracks: TrackBook = {
    known: () => {
      follow()
      return state !== null
    },
    of: (account) => {
      const record = state?.of.records.get(account)
      return state === null || record === undefined ? null : { level: state.of.levels.get(account) ?? 0, record }
    },
    learn: async () => {
      // A chain that is away is said where the chain is shown; what was known stays.
      await read().catch(chainView.onFailure)
    },
  }
  return {
    read,
    tracks,
    stop: () => {
      stopped = true
      stopFollowing?.()
    },
  }
}
