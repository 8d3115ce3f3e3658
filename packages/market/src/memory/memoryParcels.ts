import type { LoudestParcel, ParcelPlace, ParcelStore, StoredParcel } from '../store/parcelStore.ts'

const nameOf = ({ kind, name }: ParcelPlace, id = ''): string => `${kind}:${name}:${id}`
const bytesOf = (rows: readonly StoredParcel[]): number => rows.reduce((sum, { sealed }) => sum + sealed.length, 0)

/** Parcels in memory, in the order in which they came. */
export const memoryParcels = (): ParcelStore => {
  const rows = new Map<string, StoredParcel>()
  const all = (place: ParcelPlace | null): readonly StoredParcel[] =>
    [...rows].flatMap(([key, row]) => (place === null || key.startsWith(nameOf(place)) ? [row] : []))
  const sizeOf = (some: readonly StoredParcel[]) => ({ parcels: some.length, bytes: bytesOf(some) })
  return {
    at: (place) => all(place).map(({ id }) => id),
    get: (place, id) => rows.get(nameOf(place, id))?.sealed ?? null,
    put(row) {
      const key = nameOf(row.place, row.id)
      if (!rows.has(key)) rows.set(key, row)
    },
    remove: (place, id) => void rows.delete(nameOf(place, id)),
    keepOnly(device, place, ids) {
      for (const row of all(place)) if (row.device === device && !ids.includes(row.id)) rows.delete(nameOf(place, row.id))
    },
    sizeOf: (device, place) => sizeOf(all(place).filter((row) => row.device === device)),
    size: () => sizeOf(all(null)),
    loudest(place) {
      let first: LoudestParcel | null = null
      for (const [device, own] of Map.groupBy(all(place), (row) => row.device)) {
        const ofDevice = place === null ? bytesOf(own) : own.length
        const rank = Math.min(...own.map((row) => row.rank))
        const newest = own.at(-1)
        if (newest === undefined) continue
        if (first === null || ofDevice > first.ofDevice || (ofDevice === first.ofDevice && rank < first.rank))
          first = { place: newest.place, id: newest.id, device, rank, ofDevice }
      }
      return first
    },
    clear: () => rows.clear(),
  }
}
