import type { DeviceId } from '@daomesh/protocol'

/** Where a parcel lies: in a box whose name only the two ends of a deal can work out, or for one device, to which alone it is given. */
export type ParcelPlace = { readonly kind: 'box' | 'device'; readonly name: string }

export type StoredParcel = {
  readonly place: ParcelPlace
  /** Hash of what is sealed: 64 hex digits. */
  readonly id: string
  /** Who left it here. */
  readonly device: DeviceId
  /** Drawn by this node: where room must be made among equals, the lowest leaves. */
  readonly rank: number
  readonly sealed: Uint8Array
}

/** What leaves first where room must be made. `ofDevice`: how much whoever left it has there, in parcels at a place, in bytes of everything. */
export type LoudestParcel = {
  readonly place: ParcelPlace
  readonly id: string
  readonly device: DeviceId
  readonly rank: number
  readonly ofDevice: number
}

/** What this node keeps for others until they ask. A cache: whoever left it leaves it again. Nothing here can be read by this node. */
export type ParcelStore = {
  /** Ids at a place, in the order in which they came. */
  readonly at: (place: ParcelPlace) => readonly string[]
  readonly get: (place: ParcelPlace, id: string) => Uint8Array | null
  /** One that is there already stays whose it is. @throws DaomeshError `STORAGE_FAILED`. */
  readonly put: (row: StoredParcel) => void
  readonly remove: (place: ParcelPlace, id: string) => void
  /** Forgets what a device left at a place, but for these. */
  readonly keepOnly: (device: DeviceId, place: ParcelPlace, ids: readonly string[]) => void
  /** What a device left here, at one place or everywhere. */
  readonly sizeOf: (device: DeviceId, place: ParcelPlace | null) => { readonly parcels: number; readonly bytes: number }
  readonly size: () => { readonly parcels: number; readonly bytes: number }
  /** At a place: of the device with the most parcels there, its newest. Of everything: of the device with the most bytes. Among equals the lowest rank. */
  readonly loudest: (place: ParcelPlace | null) => LoudestParcel | null
  readonly clear: () => void
}
