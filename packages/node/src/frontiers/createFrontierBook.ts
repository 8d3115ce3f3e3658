import { type DeviceId, governanceStream, type LogId, type SpaceId, type SyncSpace } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { MetaStore } from '../ports.ts'
import { encodeFrontier, type Frontier, openFrontier } from './frontier.ts'

type Held = { readonly frontier: Frontier; readonly blob: Uint8Array }

/** The newest frontier of every device per space, own ones included. */
export type FrontierBook = {
  readonly own: (space: SpaceId) => Uint8Array | null
  readonly receive: (space: SpaceId, blob: Uint8Array) => Promise<'accept' | 'ignore' | 'reject'>
  readonly all: (space: SpaceId) => readonly Uint8Array[]
  readonly frontiers: (space: SpaceId) => readonly Frontier[]
  /** What another device was last known to hold. */
  readonly of: (space: SpaceId, device: DeviceId) => Frontier | undefined
}

type Parameters = Pick<NodeAdapters, 'verifier' | 'deviceKey'> & {
  readonly meta: MetaStore
  readonly changes: Changes
  readonly find: (space: SpaceId) => Pick<SyncSpace, 'heads' | 'roots'> | undefined
  /** Called when a frontier shows entries that are not here. */
  readonly onAhead: () => void
  /** Frontiers of devices that no present member linked are not kept. */
  readonly isKnown: (space: SpaceId, device: DeviceId) => boolean
}

const headsOf = (space: Pick<SyncSpace, 'heads'>): ReadonlyMap<LogId, number> =>
  new Map(space.heads(governanceStream).map((head) => [head.log, head.state === 'open' ? head.seq : Math.max(0, head.seq - 1)]))

export const createFrontierBook = ({ meta, changes, verifier, deviceKey, find, isKnown, onAhead }: Parameters): FrontierBook => {
  const books = new Map<SpaceId, Map<DeviceId, Held>>()
  const made = new Map<SpaceId, { readonly root: string; readonly blob: Uint8Array }>()
  const bookOf = (space: SpaceId) => {
    const book = books.get(space) ?? new Map<DeviceId, Held>()
    books.set(space, book)
    return book
  }
  const counterKey = (space: SpaceId) => `frontierCounter:${space}`

  const own = (space: SpaceId): Uint8Array | null => {
    const replica = find(space)
    if (replica === undefined) return null
    const root = replica.roots().streams.find(({ stream }) => stream === governanceStream)?.root ?? ''
    const before = made.get(space)
    if (before?.root === root) return before.blob
    const stored = meta.get(counterKey(space))
    const counter = 1 + (stored === undefined ? 0 : Number(new TextDecoder().decode(stored)))
    meta.set(counterKey(space), new TextEncoder().encode(String(counter)))
    const heads = headsOf(replica)
    const blob = encodeFrontier(space, { counter, heads }, deviceKey)
    made.set(space, { root, blob })
    bookOf(space).set(deviceKey.device, { frontier: { device: deviceKey.device, counter, heads }, blob })
    return blob
  }

  const receive = async (space: SpaceId, blob: Uint8Array): Promise<'accept' | 'ignore' | 'reject'> => {
    const frontier = await openFrontier(space, blob, verifier)
    if (frontier === null) return 'reject'
    if (frontier.device === deviceKey.device || !isKnown(space, frontier.device)) return 'ignore'
    const known = bookOf(space).get(frontier.device)
    if (known !== undefined && known.frontier.counter >= frontier.counter) return 'ignore'
    bookOf(space).set(frontier.device, { frontier, blob })
    changes.mark(`space:${space}`)
    const replica = find(space)
    const ours = replica === undefined ? new Map<LogId, number>() : headsOf(replica)
    if ([...frontier.heads].some(([log, seq]) => (ours.get(log) ?? -1) < seq)) onAhead()
    return 'accept'
  }

  const heldOf = (space: SpaceId): readonly Held[] => {
    own(space)
    return [...bookOf(space).values()]
  }
  return {
    own,
    receive,
    all: (space) => heldOf(space).map(({ blob }) => blob),
    frontiers: (space) => heldOf(space).map(({ frontier }) => frontier),
    of: (space, device) => books.get(space)?.get(device)?.frontier,
  }
}
