import { keys } from '@daomesh/governance'
import { type OwnPlace, parcelIdOf, parcelLimits, type ParcelSource, sealParcel } from '@daomesh/market'
import { DaomeshError, type DeviceId, type EntryId, governanceStream } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { ownPosts } from '../market/ownPosts.ts'
import { isMemberDevice } from '../reach/isMemberDevice.ts'
import type { DealSpace } from '../spaces/space.ts'
import { createParcelBoxes, type MadeParcel, type ParcelBox } from './createParcelBoxes.ts'
import { createTakeParcels } from './createTakeParcels.ts'
import { createLetters } from './letters.ts'
import { unheardOf } from './unheardOf.ts'

/** Milliseconds for which what was worked out of a deal stands. */
const workedFor = 1_000
/** Letters have the other half. */
const bytesOfDeals = parcelLimits.bytesOfDevice / 2

/** What may still be left at a carrier. */
type Budget = { parcels: number; bytes: number }

/** Whether this node's account belongs to the deal; who waits to be let in as arbiter has nothing to say in it yet but which device waits. */
const isIn = (node: NodeContext, { record, registers }: DealSpace): boolean => {
  const as = record.arbiterDao ?? node.account.current()
  return record.arbiter !== true || (as !== null && registers().get(keys.dealArbiter(as)) !== undefined)
}

/** The parcels of this node's deals: what it leaves at carriers for those who are away, and what it makes of those that it finds there. */
export const createDealParcels = (node: NodeContext): ParcelSource => {
  const { clock, deviceKey, logger } = node.adapters
  const letters = createLetters(node)
  const boxes = createParcelBoxes()
  const taking = createTakeParcels(node)
  const worked = new WeakMap<DealSpace, { readonly root: string; readonly at: number; readonly unheard: readonly EntryId[] | null }>()
  const changes = new WeakMap<DealSpace, { readonly root: string; readonly at: number }>()
  let changed = 0
  let turn = 0

  /** Counts changes as this node sees them: what changed last is the most urgent. */
  const changedAt = (space: DealSpace): number => {
    const { root } = space.replica.roots()
    const before = changes.get(space)
    if (before?.root === root) return before.at
    changed += 1
    changes.set(space, { root, at: changed })
    return changed
  }
  const ownEntries = ({ replica }: DealSpace): readonly EntryId[] =>
    [...replica.lines(governanceStream)].flatMap(({ id, device }) => (device === deviceKey.device ? [id] : []))
  /** A change is told to several carriers within a moment: what is lacking is worked out once for all of them. */
  const lacking = (space: DealSpace): readonly EntryId[] | null => {
    const { root } = space.replica.roots()
    const before = worked.get(space)
    if (before?.root === root && clock.now() < before.at + workedFor) return before.unheard
    const unheard = isIn(node, space) ? unheardOf(node, space) : ownEntries(space)
    worked.set(space, { root, at: clock.now(), unheard })
    return unheard
  }
  /** As much of what is lacking as a carrier would keep; nothing where nobody is away. */
  const leavesOf = (space: DealSpace, box: ParcelBox, budget: Budget): OwnPlace['leaves'] => {
    const leaves = new Map<string, () => Uint8Array>()
    const leave = ({ id, bytes }: MadeParcel, parcel: () => Uint8Array): boolean => {
      if (budget.parcels < 1 || budget.bytes < bytes) return false
      budget.parcels -= 1
      budget.bytes -= bytes
      leaves.set(id, parcel)
      return true
    }
    const unheard = lacking(space)
    if (unheard === null) return leaves
    // First: who has everything else still learns from it how far this device has come.
    const frontier = isIn(node, space) ? node.frontiers.own(space.id) : null
    if (frontier !== null) {
      const parcel = sealParcel(box.key, { kind: 'frontier', bytes: frontier })
      leave({ id: parcelIdOf(parcel), bytes: parcel.length }, () => parcel)
    }
    for (const entry of unheard.slice(0, parcelLimits.parcelsInBox)) {
      const made = boxes.madeOf(space, box, entry)
      const wire = (): Uint8Array => {
        const parcel = boxes.left(space, box, entry)
        if (parcel === null) throw new DaomeshError('INTERNAL', { meta: { reason: 'a record is gone' } })
        return parcel
      }
      // What comes later rests on it.
      if (made === null || !leave(made, wire)) break
    }
    return leaves
  }
  const placeOf = (space: DealSpace, carrier: DeviceId, budget: Budget | null): OwnPlace => {
    const box = boxes.at(space, carrier)
    let held: ReadonlySet<string> | null = null
    const heldIds = (): ReadonlySet<string> => {
      const { replica } = space
      const all = replica.roots().streams.flatMap(({ stream }) => [...replica.lines(stream)])
      return new Set(all.flatMap(({ id }) => boxes.madeOf(space, box, id)?.id ?? []))
    }
    return {
      place: { kind: 'box', name: box.name },
      leaves: budget === null ? null : leavesOf(space, box, budget),
      isKnown: (id) => taking.isSeen(id) || (held ??= heldIds()).has(id),
    }
  }

  return {
    isWaiting: () => node.spaces.deals().length > 0 || ownPosts(node.meta).length > 0,
    placesAt: (carrier, mayLeave) => {
      if (node.account.current() === null) return []
      // Who is in a deal gets all of it by sync.
      const deals = node.spaces.deals().filter((space) => !isMemberDevice(space, carrier))
      const from = deals.length > parcelLimits.boxesPerSession ? (turn += parcelLimits.boxesPerSession) % deals.length : 0
      const asked = [...deals.slice(from), ...deals.slice(0, from)].slice(0, parcelLimits.boxesPerSession)
      // A carrier takes so much of one device: letters first, then the deals in which something changed last.
      const written = mayLeave ? letters.places(carrier) : []
      const budget = mayLeave ? { parcels: parcelLimits.parcelsOfDevice - written.length, bytes: bytesOfDeals } : null
      const inTurn = asked.map((space) => ({ space, at: changedAt(space) })).toSorted((a, b) => b.at - a.at)
      return [...inTurn.map(({ space }) => placeOf(space, carrier, budget)), ...written]
    },
    take: async (carrier, place, parcels) => {
      if (place.kind === 'device') return letters.take(parcels)
      const box = boxes.find(place.name)
      const useless = box === undefined ? parcels.map(parcelIdOf) : await taking.take(box, parcels)
      if (useless.length > 0) logger.debug('parcel.useless', { peer: carrier, parcels: useless.length })
      return useless
    },
  }
}
