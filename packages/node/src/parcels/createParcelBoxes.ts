import { parcelBoxOf, parcelIdOf, sealParcel } from '@daomesh/market'
import type { DeviceId, EntryId, SpaceId } from '@daomesh/protocol'
import type { DealSpace } from '../spaces/space.ts'

/** Boxes that are known by their names: those of many deals at many peers. */
const mostNamed = 8_192
/** Boxes whose parcels are kept named, so that records are not sealed at each session to know their ids: those of a few deals at all peers. */
const mostMade = 256

/** A record as a parcel. */
export type MadeParcel = { readonly id: string; readonly bytes: number }
/** The box of one deal at one carrier. */
export type ParcelBox = { readonly name: string; readonly space: SpaceId; readonly key: Uint8Array }

const keepNewest = <K, V>(map: Map<K, V>, key: K, value: V, most: number): void => {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) break
    map.delete(oldest)
  }
}

/** The boxes of this node's deals at carriers, and the parcels that its records are there. */
export const createParcelBoxes = () => {
  const named = new Map<string, ParcelBox>()
  const made = new Map<string, Map<EntryId, MadeParcel>>()

  const sealed = ({ key }: ParcelBox, bytes: Uint8Array | null): Uint8Array | null =>
    bytes === null ? null : sealParcel(key, { kind: 'entry', bytes })
  return {
    at: ({ id: space }: DealSpace, carrier: DeviceId): ParcelBox => {
      const { name, key } = parcelBoxOf(space, carrier)
      const box = named.get(name) ?? { name, space, key }
      keepNewest(named, name, box, mostNamed)
      return box
    },
    find: (name: string): ParcelBox | undefined => named.get(name),
    /** A record as it is left there; null where it is gone. */
    left: ({ replica }: DealSpace, box: ParcelBox, id: EntryId): Uint8Array | null => sealed(box, replica.give(id)),
    /** Name and length of a record there; null where the record is gone. */
    madeOf: (space: DealSpace, box: ParcelBox, id: EntryId): MadeParcel | null => {
      const ofBox = made.get(box.name) ?? new Map<EntryId, MadeParcel>()
      const known = ofBox.get(id)
      if (known !== undefined) return known
      const parcel = sealed(box, space.replica.wire(id))
      if (parcel === null) return null
      const fresh = { id: parcelIdOf(parcel), bytes: parcel.length }
      ofBox.set(id, fresh)
      keepNewest(made, box.name, ofBox, mostMade)
      return fresh
    },
  }
}

export type ParcelBoxes = ReturnType<typeof createParcelBoxes>
