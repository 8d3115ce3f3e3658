import { parcelLimits } from './parcelLimits.ts'

/** Bytes at which a frame of parcels ends: with one more it stays below the longest frame (network F1). */
const frameBytes = 512 * 1024

/** Sealed parcels in groups that fit into one frame each. */
export const inFrames = (sealed: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => {
  const groups: Uint8Array[][] = []
  let bytes = 0
  for (const one of sealed) {
    const last = groups.at(-1)
    if (last === undefined || last.length >= parcelLimits.parcelsPerFrame || bytes + one.length > frameBytes) {
      groups.push([one])
      bytes = one.length
    } else {
      last.push(one)
      bytes += one.length
    }
  }
  return groups
}
