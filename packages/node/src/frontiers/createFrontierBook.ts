import type { Replica } from '@daomesh/log'
import { type Address, type ChainCut, type DeviceId, equalBytes, governanceStream, type LogId, type SpaceId } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { MetaStore } from '../ports.ts'
import { choosePlaces } from './choosePlaces.ts'
import { type Coverage, coverageOf, wholeOf } from './coverage.ts'
import { type Agreement, compareClaims, nothingCompared } from './compareClaims.ts'
import { type Claim, encodeFrontier, type Frontier, openFrontier } from './frontier.ts'
import { createOwnHashes, type OwnHashes } from './ownHashes.ts'

/** What a device holds: per log of the governance stream the highest seq without a gap. */
export type Holdings = { readonly device: DeviceId; readonly heads: ReadonlyMap<LogId, number> }
/** Where a device differs: `history`, what its chain endpoint tells; `state`, what it makes of the same records and facts. */
export type Difference = { readonly device: DeviceId; readonly what: 'history' | 'state' }

/** The newest frontier of every device per space, own ones included. */
export type FrontierBook = {
  readonly own: (space: SpaceId) => Uint8Array | null
  readonly receive: (space: SpaceId, blob: Uint8Array) => Promise<'accept' | 'ignore' | 'reject'>
  readonly all: (space: SpaceId) => readonly Uint8Array[]
  readonly holdings: (space: SpaceId) => readonly Holdings[]
  /** What another device was last known to hold. */
  readonly of: (space: SpaceId, device: DeviceId) => Holdings | undefined
  /** What other devices said they make of the records and the chain, as far as they said it. */
  readonly claims: (space: SpaceId) => readonly { readonly device: DeviceId; readonly claim: Claim }[]
  /** Reads only, so that the status answers on a full disk too. */
  readonly differences: (space: SpaceId) => readonly Difference[]
}

/** A space as far as frontiers see it. A lobby has no chain facts and claims nothing. */
export type Observed = {
  readonly replica: Pick<Replica, 'head' | 'heads' | 'setRoot' | 'tips' | 'pastOf'>
  readonly claim?: () => Claim
  readonly facts?: { readonly cutAt: (count: number) => ChainCut | null }
}

type Parameters = Pick<NodeAdapters, 'verifier' | 'deviceKey' | 'logger'> & {
  readonly meta: MetaStore
  readonly changes: Changes
  readonly find: (space: SpaceId) => Observed | undefined
  /** Called when a frontier shows entries that are not here. */
  readonly onAhead: () => void
  /** Called when a device shows the same set of governance entries as this one. */
  readonly onEqual: (space: SpaceId, device: DeviceId) => void
  /** Called when an own frontier comes back that this store does not remember: the store is an older copy of itself. */
  readonly onRolledBack: (space: SpaceId) => void
  /** The present member who linked a device: of others none is kept. */
  readonly memberOf: (space: SpaceId, device: DeviceId) => Address | null
}

/** Of one member the frontiers of so many devices are kept, those that were heard last: devices cost nothing, and every session carries what is kept. */
const mostOfOne = 16

type Held = {
  readonly frontier: Frontier
  readonly blob: Uint8Array
  readonly coverage: Coverage
  /** null for this device. */
  readonly member: Address | null
  agreement: Agreement
}
type Shelf = {
  readonly held: Map<DeviceId, Held>
  readonly hashes: OwnHashes
  made: { readonly what: string; readonly blob: Uint8Array } | null
}

/** `HISTORY_DIFFERS` and `STATE_DIFFERS` of the catalogue. */
export const codeOfDifference = { history: 'HISTORY_DIFFERS', state: 'STATE_DIFFERS' } as const

const differenceOf = ({ history, state }: Agreement): Difference['what'] | null =>
  history === 'differs' ? 'history' : state === 'differs' ? 'state' : null

const hold = (frontier: Frontier, blob: Uint8Array, member: Address | null, agreement = nothingCompared): Held => ({
  frontier,
  blob,
  member,
  agreement,
  coverage: coverageOf(frontier),
})

export const createFrontierBook = (p: Parameters): FrontierBook => {
  const { meta, changes, verifier, deviceKey, logger, find, memberOf, onAhead, onEqual, onRolledBack } = p
  const shelves = new Map<SpaceId, Shelf>()
  /** Counters of own frontiers that came back from others. */
  const returned = new Map<SpaceId, number>()
  const shelfOf = (space: SpaceId): Shelf => {
    const shelf = shelves.get(space) ?? { held: new Map<DeviceId, Held>(), hashes: createOwnHashes(), made: null }
    shelves.set(space, shelf)
    return shelf
  }
  const counterKey = (space: SpaceId) => `frontierCounter:${space}`
  const storedCounter = (space: SpaceId): number => {
    const stored = meta.get(counterKey(space))
    return stored === undefined ? 0 : Number(new TextDecoder().decode(stored))
  }

  /** Looks again at what a device said, now that it or this node came further. What could be compared once stands until it can be again. */
  const look = (space: SpaceId, held: readonly Held[], { replica, claim, facts }: Observed): void => {
    const ours = claim?.() ?? null
    const { hashes } = shelfOf(space)
    for (const one of held) {
      const { device, claim: theirs } = one.frontier
      one.coverage.notice(replica)
      if (device === deviceKey.device || theirs === null || ours === null || facts === undefined) continue
      const found = compareClaims(one.frontier, theirs, { foldVersion: ours.foldVersion, cutAt: facts.cutAt, hashAt: hashes.at })
      const before = differenceOf(one.agreement)
      one.agreement = { history: found.history ?? one.agreement.history, state: found.state ?? one.agreement.state }
      const now = differenceOf(one.agreement)
      if (before === now) continue
      if (now !== null) logger.warn('peer.differs', { space, device, code: codeOfDifference[now], ...theirs.cut })
      changes.mark('network', 'status', `space:${space}`)
    }
  }

  const own = (space: SpaceId): Uint8Array | null => {
    const observed = find(space)
    if (observed === undefined) return null
    const shelf = shelfOf(space)
    const claim = observed.claim?.() ?? null
    const setRoot = observed.replica.setRoot()
    const what = `${setRoot} ${claim?.cut.count} ${claim?.stateHash} ${claim?.unjudgedRoot}`
    if (shelf.made?.what === what) return shelf.made.blob
    const counter = 1 + Math.max(storedCounter(space), returned.get(space) ?? 0)
    const places = choosePlaces(observed.replica.tips(governanceStream))
    const frontier = { device: deviceKey.device, counter, places, setRoot, claim }
    const blob = encodeFrontier(space, frontier, deviceKey)
    // On disk before anybody sees it: a counter that comes back and is not known here shows an older copy of this store.
    meta.set(counterKey(space), new TextEncoder().encode(String(counter)))
    shelf.made = { what, blob }
    if (claim !== null && claim.stateHash !== null) shelf.hashes.keep({ ...claim, setRoot }, claim.stateHash)
    shelf.held.set(deviceKey.device, hold(frontier, blob, null))
    look(space, [...shelf.held.values()], observed)
    return blob
  }

  const receive = async (space: SpaceId, blob: Uint8Array): Promise<'accept' | 'ignore' | 'reject'> => {
    // Every session brings the frontiers of all: one that is held was read and checked when it came first.
    for (const { blob: kept } of shelves.get(space)?.held.values() ?? []) if (equalBytes(kept, blob)) return 'ignore'
    const frontier = await openFrontier(space, blob, verifier)
    if (frontier === 'forged') return 'reject'
    if (frontier === 'newer') return 'ignore'
    if (frontier.device === deviceKey.device) {
      if (frontier.counter <= Math.max(storedCounter(space), returned.get(space) ?? 0)) return 'ignore'
      returned.set(space, frontier.counter)
      shelfOf(space).made = null
      onRolledBack(space)
      return 'ignore'
    }
    const member = memberOf(space, frontier.device)
    if (member === null) return 'ignore'
    const { held } = shelfOf(space)
    const known = held.get(frontier.device)
    if (known !== undefined && known.frontier.counter >= frontier.counter) return 'ignore'
    const fresh = hold(frontier, blob, member, known?.agreement)
    held.delete(frontier.device)
    held.set(frontier.device, fresh)
    const ofOne = [...held].filter(([, one]) => one.member === member)
    for (const [device] of ofOne.slice(0, Math.max(0, ofOne.length - mostOfOne))) held.delete(device)
    changes.mark(`space:${space}`)
    const observed = find(space)
    if (observed !== undefined) look(space, [fresh], observed)
    if (observed === undefined || frontier.places.some(({ log, seq }) => (observed.replica.head(log)?.seq ?? -1) < seq)) onAhead()
    if (observed?.replica.setRoot() === frontier.setRoot) onEqual(space, frontier.device)
    return 'accept'
  }

  return {
    own,
    receive,
    all: (space) => {
      own(space)
      return [...shelfOf(space).held.values()].map(({ blob }) => blob)
    },
    holdings: (space) => {
      const replica = find(space)?.replica
      if (replica === undefined) return []
      // This device holds what is here. No frontier is made for a screen: each is a write to the disk, and screens ask many times a second.
      const others = [...shelfOf(space).held.values()].filter(({ frontier }) => frontier.device !== deviceKey.device)
      return [
        { device: deviceKey.device, heads: wholeOf(replica) },
        ...others.map(({ frontier, coverage }) => ({ device: frontier.device, heads: coverage.heads(replica) })),
      ]
    },
    of: (space, device) => {
      const replica = find(space)?.replica
      const held = shelves.get(space)?.held.get(device)
      return replica === undefined || held === undefined ? undefined : { device, heads: held.coverage.heads(replica) }
    },
    claims: (space) =>
      [...(shelves.get(space)?.held.values() ?? [])].flatMap(({ frontier: { device, claim } }) =>
        claim === null || device === deviceKey.device ? [] : [{ device, claim }],
      ),
    differences: (space) =>
      [...(shelves.get(space)?.held.values() ?? [])].flatMap(({ frontier: { device }, agreement }) => {
        const what = differenceOf(agreement)
        return what === null ? [] : [{ device, what }]
      }),
  }
}
