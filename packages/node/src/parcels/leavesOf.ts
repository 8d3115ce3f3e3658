import { type OwnPlace, parcelIdOf, parcelLimits, sealParcel } from '@daomesh/market'
import { DaomeshError, type EntryId } from '@daomesh/protocol'
import type { DealSpace } from '../spaces/space.ts'
import type { MadeParcel, ParcelBox, ParcelBoxes } from './createParcelBoxes.ts'

/** What may still be left at a carrier. */
export type Budget = { parcels: number; bytes: number }

export type LeavesParameters = {
  readonly space: DealSpace
  readonly box: ParcelBox
  readonly boxes: ParcelBoxes
  readonly budget: Budget
  /** What somebody who is away lacks, each after all that it rests on. */
  readonly lacking: readonly EntryId[]
  /** How far this device has come; null where that is not to be said. */
  readonly frontier: Uint8Array | null
}

/** As much of what is lacking as a carrier would keep; takes it from the budget. */
export const leavesOf = ({ space, box, boxes, budget, lacking, frontier }: LeavesParameters): NonNullable<OwnPlace['leaves']> => {
  const leaves = new Map<string, () => Uint8Array>()
  const leave = ({ id, bytes }: MadeParcel, parcel: () => Uint8Array): boolean => {
    if (budget.parcels < 1 || budget.bytes < bytes) return false
    budget.parcels -= 1
    budget.bytes -= bytes
    leaves.set(id, parcel)
    return true
  }
  // First: who has everything else still learns from it how far this device has come.
  if (frontier !== null) {
    const parcel = sealParcel(box.key, { kind: 'frontier', bytes: frontier })
    leave({ id: parcelIdOf(parcel), bytes: parcel.length }, () => parcel)
  }
  for (const entry of lacking.slice(0, parcelLimits.parcelsInBox)) {
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
