import type { Replica } from '@daomesh/log'
import { createPush, createReconnector, createSync, isRefusal, type ReconnectTarget, type SyncEvent } from '@daomesh/network'
import { type DeviceId, seatIn, type SpaceId, toDaomeshError, utf8 } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { PresenceDesk } from '../drafts/createPresenceDesk.ts'
import type { FrontierBook } from '../frontiers/createFrontierBook.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import type { Applications } from '../membership/createApplications.ts'
import type { MetaStore } from '../ports.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { isDao, type Space } from '../spaces/space.ts'
import type { Consents } from '../joining/createConsents.ts'
import { ownSeats } from '../joining/ownSeats.ts'
import { createAdmission, type RefusalReason } from './createAdmission.ts'
import { type ClockBook, createClockBook } from './createClockBook.ts'
import { createContinuity } from './createContinuity.ts'
import { createSyncBook, type SyncBook } from './createSyncBook.ts'
import { type JoinedGossip, joinGossip } from './joinGossip.ts'
import { encodePresence, type PresenceNote } from './presence.ts'
import { probeAll } from './probeAll.ts'
import { relayTargets } from './relayTargets.ts'

export type NetworkState = 'offline' | 'starting' | 'alone' | 'syncing' | 'live'

/** How this node reaches others: sync, gossip, discovery and reconnection over all its spaces. */
export type Reach = {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly setOnline: (online: boolean) => Promise<void>
  readonly dial: (address: string) => Promise<DeviceId>
  readonly addresses: () => readonly string[]
  readonly onlineDevices: () => ReadonlySet<DeviceId>
  readonly state: () => NetworkState
  readonly book: SyncBook
  readonly syncNow: () => Promise<number>
  /** Whether a connected peer is in a space too, as it says when asked now; null when no session comes about. */
  readonly isKnownTo: (peer: DeviceId, space: SpaceId) => Promise<boolean | null>
  /** Before this device's first write in a space: asks peers how far its own logs go there. */
  readonly proveContinuity: (replica: Replica) => Promise<void>
  readonly spaceAdded: (space: SpaceId) => void
  readonly spaceRemoved: (space: SpaceId) => void
  /** Somebody holds more than this node does. */
  readonly behind: () => void
  /** A device seems to hold what this one holds: the next session says so, and the state can be shown as live. */
  readonly caughtUp: (space: SpaceId, device: DeviceId) => void
  /** Addresses to keep trying, from an invite or typed in. */
  readonly remember: (addresses: readonly string[]) => void
  /** Addresses to be called no more. */
  readonly forget: (addresses: readonly string[]) => void
  /** Calls everybody who is away at every address that is known, and compares with everybody who is here. Takes twelve seconds at most. */
  readonly probe: () => Promise<void>
  /** Addresses that are kept trying. */
  readonly remembered: () => readonly string[]
  /** Why this node did not let a peer into a space, the last time it judged. */
  readonly refusalOf: (space: SpaceId, peer: DeviceId) => RefusalReason | null
  readonly clocks: Pick<ClockBook, 'aheadBy'>
  /** Who listens where this node speaks; null where it may not speak. */
  readonly listeners: (space: SpaceId) => ReadonlySet<DeviceId> | null
  readonly publishPresence: (space: SpaceId, note: PresenceNote) => boolean
}

type Parameters = Pick<NodeAdapters, 'network' | 'clock' | 'random' | 'verifier' | 'deviceKey' | 'logger' | 'decrypt' | 'chain'> & {
  readonly meta: MetaStore
  readonly changes: Changes
  readonly spaces: Spaces
  readonly links: DeviceLinks
  readonly account: AccountChoice
  readonly frontiers: FrontierBook
  readonly onPresence: PresenceDesk['hear']
  /** Told who asks for a seat in a DAO. */
  readonly applied: Applications['heard']
  /** What DAOs agreed to that ask for a seat. */
  readonly consents: Consents
}

const addressPrefix = 'address:'
/** Reasons kept for a person who asks. */
const mostRefusals = 512
/** How soon sync repairs what gossip is known to have missed. */
const soon = 500

export const createReach = (p: Parameters): Reach => {
  const { network, clock, random, meta, changes, spaces, frontiers, logger, deviceKey } = p
  const book = createSyncBook(clock)
  const clocks = createClockBook(clock)
  const refusals = new Map<string, RefusalReason>()
  const gossips = new Map<SpaceId, JoinedGossip>()
  let started = false

  const onEvent = (event: SyncEvent) => {
    book.note(event)
    if (event.type === 'failed')
      logger.debug('sync.failed', { peer: event.peer, code: event.code, reason: JSON.stringify(toDaomeshError(event.error).meta) })
    if (event.type === 'penalised') logger.warn('peer.cutOff', { peer: event.peer, reason: event.reason, milliseconds: event.milliseconds })
    if (event.type === 'synced')
      for (const { space, theirs, stored } of event.outcome.spaces) {
        if (isRefusal(theirs)) logger.info('peer.refuses', { space, peer: event.outcome.peer, code: theirs })
        if (stored > 0) logger.debug('sync.done', { space, peer: event.outcome.peer, stored })
      }
    changes.mark('network')
  }
  const admission = createAdmission({
    ...p,
    find: spaces.find,
    all: spaces.all,
    seats: () => ownSeats(p.account.current(), spaces.daos()),
    refused: (space, peer, reason) => {
      const key = `${space} ${peer}`
      if (refusals.get(key) !== reason) logger.info('peer.refused', { space, peer, reason })
      refusals.set(key, reason)
      const [oldest] = refusals.keys()
      if (refusals.size > mostRefusals && oldest !== undefined) refusals.delete(oldest)
    },
  })
  const sync = createSync({
    network,
    clock,
    random,
    spaces: () => spaces.all().map(({ replica }) => replica),
    admission,
    frontiers,
    onEvent,
    isLively: () => push.isLively(),
  })
  const push = createPush({ network, clock, penalise: sync.penalise, onLost: () => sync.hasten() })
  const remembered = (): readonly string[] => meta.list(addressPrefix).map(({ key }) => key.slice(addressPrefix.length))
  const targets = (): readonly ReconnectTarget[] => [
    ...remembered().map((address) => ({ device: null, addresses: [address] })),
    ...relayTargets(
      network,
      [...gossips.values()].flatMap((one) => one.devices()),
    ),
  ]
  const continuity = createContinuity({ ...p, sync })
  const reconnector = createReconnector({ network, clock, random, targets })

  const join = (space: Space): void => {
    if (gossips.has(space.id)) return
    gossips.set(space.id, joinGossip({ ...p, space, sync, push, clocks, onPresence: (note) => p.onPresence(space, note) }))
  }

  const isSeated = (space: Space): boolean => {
    const self = p.account.current()
    return self !== null && seatIn(space.view(), self) !== null
  }
  const state = (): NetworkState => {
    if (!network.online()) return 'offline'
    if (!started) return 'starting'
    const peers = network.peers()
    if (peers.length === 0) return 'alone'
    // Nothing is exchanged in a DAO that this account is not in: it waits at the door there, or left.
    const ids = spaces.all().flatMap((space) => (isDao(space) && !isSeated(space) ? [] : [space.id]))
    return book.allEqual(ids, new Set(peers.map(({ device }) => device))) ? 'live' : 'syncing'
  }

  const unlisten = network.onPeer(({ type, device }) => {
    logger.info(type === 'connect' ? 'peer.connected' : 'peer.gone', { peer: device })
    if (type === 'connect') continuity.soon()
    changes.mark('network', 'spaces')
  })
  return {
    start: async () => {
      await network.start()
      sync.start()
      reconnector.start()
      for (const space of spaces.all()) join(space)
      started = true
      changes.mark('network')
    },
    stop: async () => {
      unlisten()
      continuity.stop()
      reconnector.stop()
      await sync.stop()
      for (const { end } of gossips.values()) end()
      gossips.clear()
      push.stop()
      await network.stop()
    },
    setOnline: async (online) => {
      await network.setOnline(online)
      if (online) {
        reconnector.poke()
        sync.hasten()
      } else book.forget()
      changes.mark('network')
    },
    dial: async (address) => {
      const device = await network.dial(address)
      meta.set(addressPrefix + address, utf8(device))
      return device
    },
    addresses: network.addresses,
    onlineDevices: () => new Set([deviceKey.device, ...network.peers().map(({ device }) => device)]),
    state,
    book,
    syncNow: async () => (await sync.syncNow()).length,
    proveContinuity: continuity.prove,
    isKnownTo: async (peer, space) => {
      const ask = async (): Promise<boolean | null> => {
        const [outcome] = await sync.syncNow(peer)
        return outcome === undefined ? null : outcome.spaces.some((one) => one.space === space)
      }
      // A session that was under way began before the space was here; the next one names it.
      return (await ask()) === true || ask()
    },
    spaceRemoved: (id) => {
      gossips.get(id)?.end()
      gossips.delete(id)
    },
    behind: () => {
      if (network.online()) sync.hasten(soon)
    },
    caughtUp: (id, device) => {
      if (network.online() && book.of(id).get(device)?.equal === false) sync.hastenOne(device, soon)
    },
    spaceAdded: (id) => {
      const space = spaces.find(id)
      if (space === undefined || !started || gossips.has(id)) return
      join(space)
      sync.hasten(0)
    },
    remember: (addresses) => {
      for (const address of addresses) meta.set(addressPrefix + address, utf8(''))
      reconnector.poke()
    },
    forget: (addresses) => {
      for (const address of addresses) meta.delete(addressPrefix + address)
    },
    probe: () => probeAll({ network, clock, remembered, sync }),
    remembered,
    refusalOf: (id, peer) => refusals.get(`${id} ${peer}`) ?? null,
    clocks,
    listeners: (id) => {
      const gossip = gossips.get(id)?.gossip
      return gossip?.speaks() === true ? new Set(gossip.peers()) : null
    },
    publishPresence: (id, note) => gossips.get(id)?.gossip.publishPresence(encodePresence(id, note, deviceKey)) ?? false,
  }
}
