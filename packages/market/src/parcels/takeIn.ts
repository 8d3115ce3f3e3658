import type { LoudestParcel, ParcelStore, StoredParcel } from '../store/parcelStore.ts'
import { parcelLimits } from './parcelLimits.ts'

export type ParcelRoom = { readonly parcels: number; readonly totalBytes: number }

/** What leaves for one newcomer at most. */
const leaveAtMost = 16

/**
 * Keeps a parcel if there is room, or room can be made: of the device with the most its newest leaves, so that who floods displaces itself first, and what a
 * quiet one left stays; among equals a drawn rank decides. Within a place parcels are counted, over all of them bytes. The newcomer stays out where it would be
 * the first to leave.
 */
export const takeIn = (store: ParcelStore, row: StoredParcel, most: ParcelRoom = parcelLimits): boolean => {
  const { place, device, rank, sealed } = row
  if (sealed.length > parcelLimits.bytes) return false
  const own = store.sizeOf(device, null)
  if (own.parcels >= parcelLimits.parcelsOfDevice || own.bytes + sealed.length > parcelLimits.bytesOfDevice) return false
  const mostHere = place.kind === 'box' ? parcelLimits.parcelsInBox : parcelLimits.lettersForDevice
  let left = 0
  const makeRoom = (isFull: () => boolean, loudest: () => LoudestParcel | null, mine: () => number): boolean => {
    while (isFull()) {
      const first = loudest()
      if (first === null || (left += 1) > leaveAtMost) return false
      const isFirst = mine() > first.ofDevice || (mine() === first.ofDevice && rank <= first.rank)
      if (first.device === device || isFirst) return false
      store.remove(first.place, first.id)
    }
    return true
  }
  const isRoomHere = makeRoom(
    () => store.at(place).length >= mostHere,
    () => store.loudest(place),
    () => store.sizeOf(device, place).parcels + 1,
  )
  if (!isRoomHere) return false
  const isRoom = makeRoom(
    () => {
      const size = store.size()
      return size.parcels >= most.parcels || size.bytes + sealed.length > most.totalBytes
    },
    () => store.loudest(null),
    () => store.sizeOf(device, null).bytes + sealed.length,
  )
  if (isRoom) store.put(row)
  return isRoom
}
