import { type OwnPlace, parcelIdOf, parcelLimits, type ParcelSource } from '@daomesh/market'
import type { DeviceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { ownPosts } from '../market/ownPosts.ts'
import { isMemberDevice } from '../reach/isMemberDevice.ts'
import type { DealSpace } from '../spaces/space.ts'
import { createDealTurns } from './createDealTurns.ts'
import { createLacking, isIn } from './createLacking.ts'
import { createParcelBoxes, type ParcelBox } from './createParcelBoxes.ts'
import { createTakeParcels } from './createTakeParcels.ts'
import { type Budget, leavesOf } from './leavesOf.ts'
import { createLetters } from './letters.ts'

/** Letters have the other half. */
const bytesOfDeals = parcelLimits.bytesOfDevice / 2

/** The parcels of this node's deals: what it leaves at carriers for those who are away, and what it makes of those that it finds there. */
export const createDealParcels = (node: NodeContext): ParcelSource => {
  const letters = createLetters(node)
  const boxes = createParcelBoxes()
  const taking = createTakeParcels(node)
  const lackingIn = createLacking(node)
  const inTurn = createDealTurns()

  /** Nothing where nobody is away. */
  const leavesIn = (space: DealSpace, box: ParcelBox, budget: Budget): OwnPlace['leaves'] => {
    const lacking = lackingIn(space)
    if (lacking === null) return new Map()
    const frontier = isIn(node, space) ? node.frontiers.own(space.id) : null
    return leavesOf({ space, box, boxes, budget, lacking, frontier })
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
      leaves: budget === null ? null : leavesIn(space, box, budget),
      isKnown: (id) => taking.isSeen(id) || (held ??= heldIds()).has(id),
    }
  }

  return {
    isWaiting: () => node.spaces.deals().length > 0 || ownPosts(node.meta).length > 0,
    placesAt: (carrier, mayLeave) => {
      if (node.account.current() === null) return []
      // Who is in a deal gets all of it by sync.
      const deals = node.spaces.deals().filter((space) => !isMemberDevice(space, carrier))
      // A carrier takes so much of one device: letters first, then the deals in which something changed last.
      const written = mayLeave ? letters.places(carrier) : []
      const budget = mayLeave ? { parcels: parcelLimits.parcelsOfDevice - written.length, bytes: bytesOfDeals } : null
      return [...inTurn(deals).map((space) => placeOf(space, carrier, budget)), ...written]
    },
    take: async (carrier, place, parcels) => {
      if (place.kind === 'device') return letters.take(parcels)
      const box = boxes.find(place.name)
      const useless = box === undefined ? parcels.map(parcelIdOf) : await taking.take(box, parcels)
      if (useless.length > 0) node.adapters.logger.debug('parcel.useless', { peer: carrier, parcels: useless.length })
      return useless
    },
  }
}
