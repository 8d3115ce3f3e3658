import { keys } from '@daomesh/governance'
import { openParcel, type OwnPlace, parcelBoxOf, parcelIdOf, parcelLimits, type ParcelSource, sealParcel } from '@daomesh/market'
import { DaomeshError, decodeEntry, type DeviceId, type EntryId, type SpaceId, type WireEntry } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { ownPosts } from '../market/ownPosts.ts'
import { isMemberDevice } from '../reach/isMemberDevice.ts'
import { type DealSpace, isDeal } from '../spaces/space.ts'
import { isWelcome } from './isWelcome.ts'
import { createLetters } from './letters.ts'
import { unheardOf } from './unheardOf.ts'

/** Boxes whose parcels are kept named, so that they are not sealed at each session to know their ids: those of a few deals at all peers. */
const mostBoxes = 256
/** Milliseconds for which that stands. */
const workedFor = 1_000
/** Frontiers of others that came by parcel. */
const mostSeen = 4_096

type Box = { readonly space: SpaceId; readonly key: Uint8Array; readonly ids: Map<EntryId, string> }

/** Whether this node's account belongs to the deal; who waits to be let in as arbiter has nothing to say in it yet. */
const isIn = (node: NodeContext, { record, registers }: DealSpace): boolean => {
  const as = record.arbiterDao ?? node.account.current()
  return record.arbiter !== true || (as !== null && registers().get(keys.dealArbiter(as)) !== undefined)
}

const entryIn = (bytes: Uint8Array): WireEntry | null => {
  try {
    return decodeEntry(bytes)
  } catch {
    // Whoever was given the opening can leave anything.
    return null
  }
}

/** The parcels of this node's deals: what it leaves at carriers for those who are away, and what it makes of those that it finds there. */
export const createDealParcels = (node: NodeContext): ParcelSource => {
  const { clock, verifier, decrypt, logger } = node.adapters
  const letters = createLetters(node)
  const boxes = new Map<string, Box>()
  const seen = new Set<string>()
  const worked = new WeakMap<DealSpace, { readonly root: string; readonly at: number; readonly unheard: readonly EntryId[] | null }>()
  let turn = 0

  const boxAt = ({ id: space }: DealSpace, carrier: DeviceId): Box & { readonly name: string } => {
    const { name, key } = parcelBoxOf(space, carrier)
    const box = boxes.get(name) ?? { space, key, ids: new Map<EntryId, string>() }
    boxes.delete(name)
    boxes.set(name, box)
    for (const oldest of boxes.keys()) {
      if (boxes.size <= mostBoxes) break
      boxes.delete(oldest)
    }
    return { ...box, name }
  }
  const sealed = (space: DealSpace, { key }: Box, id: EntryId): Uint8Array | null => {
    const bytes = space.replica.wire(id)
    return bytes === null ? null : sealParcel(key, { kind: 'entry', bytes })
  }
  const idOf = (space: DealSpace, box: Box, id: EntryId): string | null => {
    const known = box.ids.get(id)
    if (known !== undefined) return known
    const parcel = sealed(space, box, id)
    if (parcel === null) return null
    const made = parcelIdOf(parcel)
    box.ids.set(id, made)
    return made
  }
  /** A change is told to several carriers within a moment: what is lacking is worked out once for all of them. */
  const lacking = (space: DealSpace): readonly EntryId[] | null => {
    const { root } = space.replica.roots()
    const before = worked.get(space)
    if (before?.root === root && clock.now() < before.at + workedFor) return before.unheard
    const unheard = unheardOf(node, space)
    worked.set(space, { root, at: clock.now(), unheard })
    return unheard
  }
  const leavesOf = (space: DealSpace, box: Box): OwnPlace['leaves'] => {
    const unheard = lacking(space)
    if (unheard === null) return null
    const leaves = new Map<string, () => Uint8Array>()
    // First: who has everything else still learns from it how far this device has come.
    const frontier = node.frontiers.own(space.id)
    if (frontier !== null) {
      const parcel = sealParcel(box.key, { kind: 'frontier', bytes: frontier })
      leaves.set(parcelIdOf(parcel), () => parcel)
    }
    for (const entry of unheard) {
      const id = idOf(space, box, entry)
      const wire = (): Uint8Array => {
        const parcel = sealed(space, box, entry)
        if (parcel === null) throw new DaomeshError('INTERNAL', { meta: { reason: 'a record is gone' } })
        return parcel
      }
      if (id !== null) leaves.set(id, wire)
    }
    return leaves
  }
  const placeOf = (space: DealSpace, carrier: DeviceId, mayLeave: boolean): OwnPlace => {
    const box = boxAt(space, carrier)
    let held: ReadonlySet<string> | null = null
    const heldIds = (): ReadonlySet<string> => {
      const { replica } = space
      const all = replica.roots().streams.flatMap(({ stream }) => [...replica.lines(stream)])
      return new Set(all.flatMap(({ id }) => idOf(space, box, id) ?? []))
    }
    return {
      place: { kind: 'box', name: box.name },
      leaves: mayLeave && isIn(node, space) ? leavesOf(space, box) : null,
      isKnown: (id) => seen.has(id) || (held ??= heldIds()).has(id),
    }
  }

  /** Stores what may be stored, first what opens logs, then what those let in. Answers the ids of what was of no use. */
  const takeEntries = async (space: DealSpace, entries: readonly { readonly id: string; readonly bytes: Uint8Array }[]) => {
    let waiting = entries.flatMap(({ id, bytes }) => {
      const entry = entryIn(bytes)
      return entry === null ? [] : [{ id, bytes, entry }]
    })
    for (;;) {
      const welcome = waiting.filter(({ entry }) => isWelcome(space, entry, verifier))
      if (welcome.length === 0) break
      await space.replica.ingest(welcome.map(({ bytes }) => bytes))
      waiting = waiting.filter((one) => !welcome.includes(one))
    }
    return entries.flatMap(({ id, bytes }) => {
      const entry = entryIn(bytes)
      return entry !== null && space.replica.has(entry.id) ? [] : [id]
    })
  }
  const takeFrontiers = async (space: DealSpace, frontiers: readonly { readonly id: string; readonly bytes: Uint8Array }[]) => {
    for (const { id, bytes } of frontiers) {
      await node.frontiers.receive(space.id, bytes)
      seen.add(id)
      for (const oldest of seen) {
        if (seen.size <= mostSeen) break
        seen.delete(oldest)
      }
    }
  }
  const takeFrom = async (box: Box, parcels: readonly Uint8Array[]): Promise<readonly string[]> => {
    const space = node.spaces.find(box.space)
    if (space === undefined || !isDeal(space)) return parcels.map(parcelIdOf)
    const opened = parcels.map((one) => ({ id: parcelIdOf(one), parcel: openParcel(box.key, one, decrypt) }))
    const of = (kind: 'entry' | 'frontier') =>
      opened.flatMap(({ id, parcel }) => (parcel?.kind === kind ? [{ id, bytes: parcel.bytes }] : []))
    const useless = await takeEntries(space, of('entry'))
    await takeFrontiers(space, of('frontier'))
    return [...useless, ...opened.flatMap(({ id, parcel }) => (parcel === null ? [id] : []))]
  }

  return {
    isWaiting: () => node.spaces.deals().length > 0 || ownPosts(node.meta).length > 0,
    placesAt: (carrier, mayLeave) => {
      if (node.account.current() === null) return []
      // Who is in a deal gets all of it by sync.
      const deals = node.spaces.deals().filter((space) => !isMemberDevice(space, carrier))
      const from = deals.length > parcelLimits.boxesPerSession ? (turn += parcelLimits.boxesPerSession) % deals.length : 0
      const asked = [...deals.slice(from), ...deals.slice(0, from)].slice(0, parcelLimits.boxesPerSession)
      return [...asked.map((space) => placeOf(space, carrier, mayLeave)), ...(mayLeave ? letters.places(carrier) : [])]
    },
    take: async (carrier, place, parcels) => {
      if (place.kind === 'device') return letters.take(parcels)
      const box = boxes.get(place.name)
      const useless = box === undefined ? parcels.map(parcelIdOf) : await takeFrom(box, parcels)
      if (useless.length > 0) logger.debug('parcel.useless', { peer: carrier, parcels: useless.length })
      return useless
    },
  }
}
