import { createGossip, type Gossip, type Push, type Sync } from '@daomesh/network'
import { type Address, decodeEntry, type DeviceId, type EntryId, toDaomeshError } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { FrontierBook } from '../frontiers/createFrontierBook.ts'
import { createReceivers } from '../keyring/createReceivers.ts'
import { isLobby, type Space } from '../spaces/space.ts'
import type { ClockBook } from './createClockBook.ts'
import { createAskOf } from './createAskOf.ts'
import { createFrontierPace } from './frontierPace.ts'
import { isMemberDevice } from './isMemberDevice.ts'
import { mayHear } from './mayHear.ts'
import { openPresence, presenceLog, type PresenceNote } from './presence.ts'
import { tuningOf } from './tuningOf.ts'

type Parameters = Pick<NodeAdapters, 'network' | 'clock' | 'random' | 'deviceKey' | 'logger' | 'decrypt' | 'verifier'> & {
  readonly space: Space
  readonly changes: Changes
  readonly frontiers: FrontierBook
  readonly sync: Pick<Sync, 'hasten' | 'hastenOne' | 'penalise'>
  readonly push: Push
  readonly clocks: Pick<ClockBook, 'note'>
  readonly onPresence: (note: PresenceNote & { readonly member: Address }) => void
}

export type JoinedGossip = {
  readonly gossip: Gossip
  /** The other devices of present members. */
  readonly devices: () => readonly DeviceId[]
  readonly end: () => void
}

/** Old topics are left a moment after the last change, so that a burst costs one look. */
const pause = 250
/** Records that tell of devices and keys: they decide who listens, and under which keys. */
const tuningKinds: ReadonlySet<string> = new Set(['log.open', 'key.seal', 'device.unlink'])
/** How soon sync repairs what gossip is known to have missed. */
const soon = 500

const authorOf = (bytes: Uint8Array): { readonly device: DeviceId; readonly at: number } | null => {
  try {
    return decodeEntry(bytes).header
  } catch {
    // Whatever is no entry has no author.
    return null
  }
}

/** Gossip of one space of this node: publishes what this device wrote, stores what others did, and follows the keys of the space. */
export const joinGossip = ({
  space,
  network,
  clock,
  random,
  deviceKey,
  logger,
  decrypt,
  verifier,
  changes,
  frontiers,
  sync,
  push,
  clocks,
  onPresence,
}: Parameters): JoinedGossip => {
  const { id, replica } = space

  const holds = (device: DeviceId, entry: EntryId): boolean => {
    const place = replica.status(entry)
    return place !== null && (frontiers.of(id, device)?.heads.get(place.log) ?? -1) >= place.seq
  }
  const askOf = createAskOf({ clock, hasten: sync.hastenOne })
  const receivers = createReceivers(space.registers, space.view)
  const others = (): readonly DeviceId[] => receivers().flatMap(({ device }) => (device === deviceKey.device ? [] : [device]))
  const tuning = () => {
    const devices = others()
    // Named before they come: a crowd of strangers keeps none of them out.
    for (const device of devices) network.prefer(device)
    return tuningOf({ keys: space.keys(), index: space.view().index, devices, holds })
  }

  const gossip = createGossip({
    network,
    push,
    clock,
    random,
    decrypt,
    space: id,
    tuning: tuning(),
    // Judging is storing: verified once, and stored before it is passed on. Nobody was told yet that it is here: the frontier that says so is a
    // durable write, and makes this one durable before.
    judge: async (bytes) => {
      const author = authorOf(bytes)
      if (author === null) return 'reject'
      const { device, at } = author
      // Who was removed may still know an old topic. What a member keeps of it, sync brings.
      if (!isLobby(space) && !isMemberDevice(space, device)) return 'ignore'
      try {
        const report = await replica.ingest([bytes], { durable: false })
        if (report.refused > 0) return 'reject'
        if (report.stored.length === 0) return 'ignore'
        clocks.note(device, at)
        return 'accept'
      } catch (error) {
        // A full disk is this node's trouble, not the sender's: nothing was kept or passed on, and sync brings it again.
        logger.warn('entry.unkept', { space: id, code: toDaomeshError(error).code })
        return 'ignore'
      }
    },
    onEntry: () => undefined,
    mayHear: (device) => mayHear(space, device),
    frontiers,
    // Nobody is blamed: whoever passes it on may know of a log that is not here yet. Who writes where this node is not connected is heard of by this alone,
    // since a frontier tells of no draft: who passes it on is asked for what was written.
    onPresence: async (bytes, from) => {
      const note = await openPresence(bytes, { replica, verifier, isMember: (device) => isMemberDevice(space, device) })
      if (note === null) {
        const log = presenceLog(bytes)
        if (log !== null && replica.head(log) === null) askOf.of(from)
        return 'ignore'
      }
      if (note.device !== from && !network.peers().some(({ device }) => device === note.device)) askOf.of(from)
      onPresence(note)
      return 'accept'
    },
    penalise: sync.penalise,
    onLost: () => sync.hasten(),
  })

  const pace = createFrontierPace(clock.now)
  let sending: (() => void) | null = null
  /** The frontier that was told last, and whether records came since: then it is told again, whatever it says. */
  let told: Uint8Array | null = null
  let recordsCame = false
  let tuningSoon: (() => void) | null = null
  const sendFrontier = () => {
    sending = null
    try {
      // Made anew where this node came further, and with it whatever others claimed is compared again.
      const own = frontiers.own(id)
      if (own === null || !network.online() || (own === told && !recordsCame)) return
      gossip.publishFrontier(own)
      pace.sent()
      told = own
      recordsCame = false
    } catch (error) {
      // Its counter could not be kept. The next record sends a newer one; a timer that throws would end the process.
      logger.warn('frontier.unkept', { space: id, code: toDaomeshError(error).code })
    }
  }
  let tunedView = space.view().view
  const tune = () => {
    tuningSoon?.()
    tuningSoon = null
    tunedView = space.view().view
    gossip.tune(tuning())
  }
  /** A member who is connected but not known to listen yet would miss what is published now: sync brings it. */
  const someMiss = (): boolean => {
    const listening = new Set(gossip.peers())
    return network.peers().some(({ device }) => !listening.has(device) && isMemberDevice(space, device))
  }
  const unsubscribe = replica.subscribe(({ stored, accepted, withdrawn }) => {
    const lines = stored.flatMap((entry) => replica.status(entry) ?? [])
    const judged = [...lines, ...accepted.flatMap((entry) => replica.status(entry) ?? [])]
    // First: what is written in a new view must not go where a removed member listens. Most of what is said changes nothing of it.
    const isTuned = stored.length > 0 && withdrawn.length === 0 && !judged.some(({ kind }) => tuningKinds.has(kind))
    if (!isTuned || tunedView !== space.view().view) tune()
    const own = lines.flatMap(({ id: entry, device }) => (device === deviceKey.device ? [entry] : []))
    if (own.length > 0 && network.online()) {
      const published = own.map((entry) => {
        const bytes = replica.wire(entry)
        return bytes !== null && gossip.publishEntry(bytes)
      })
      if (published.includes(false) || someMiss()) sync.hasten(soon)
    }
    recordsCame = true
    sending ??= clock.setTimer(sendFrontier, pace.next())
  })
  // Frontiers of others and chain facts come this way: both may end an old topic, and a fact moves what this node claims, though nobody writes.
  const unlisten = changes.listen((topics) => {
    if (!topics.includes(`space:${id}`)) return
    tuningSoon ??= clock.setTimer(tune, pause)
    sending ??= clock.setTimer(sendFrontier, pace.next())
  })

  return {
    gossip,
    devices: others,
    end: () => {
      sending?.()
      tuningSoon?.()
      askOf.end()
      unsubscribe()
      unlisten()
      gossip.stop()
    },
  }
}
