import { type EntryId, toHex } from '@daomesh/protocol'
import { type Held, heldOf, type StoredState } from '../tree/stateTree.ts'
import { bytesAt, type Strings, textAt } from './texts.ts'

/** Registers as columns, in the order of their keys. */
export type RegisterColumns = {
  readonly count: number
  readonly keys: Strings
  readonly orders: Strings
  readonly values: Strings
  /** Who wrote each: 32 bytes. */
  readonly ids: Uint8Array
  /** Places by bucket of the tree, and where those of each bucket begin. */
  readonly bucketStarts: Uint32Array
  readonly bucketPlaces: Uint32Array
  /** 32 bytes per bucket; meaningless for an empty one. */
  readonly bucketHashes: Uint8Array
}

/** Registers of a snapshot: found by halving, decoded when they are read. */
export const storedRegisters = (columns: RegisterColumns): StoredState => {
  const keyAt = (place: number): string => textAt(columns.keys, place)
  const at = (place: number): Held =>
    heldOf(
      keyAt(place),
      textAt(columns.orders, place),
      toHex(columns.ids.subarray(place * 32, place * 32 + 32)) as EntryId,
      bytesAt(columns.values, place),
    )
  /** The first place whose key is not below this one. */
  const firstFrom = (key: string): number => {
    let low = 0
    let high = columns.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keyAt(middle) < key) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    count: columns.count,
    find: (key) => {
      const place = firstFrom(key)
      return place < columns.count && keyAt(place) === key ? at(place) : undefined
    },
    from: function* (prefix) {
      for (let place = firstFrom(prefix); place < columns.count; place++) {
        if (!keyAt(place).startsWith(prefix)) return
        yield at(place)
      }
    },
    buckets: {
      hashAt: (bucket) =>
        columns.bucketStarts[bucket] === columns.bucketStarts[bucket + 1]
          ? null
          : columns.bucketHashes.subarray(bucket * 32, bucket * 32 + 32),
      heldIn: function* (bucket) {
        for (let k = columns.bucketStarts[bucket] ?? 0; k < (columns.bucketStarts[bucket + 1] ?? 0); k++)
          yield at(columns.bucketPlaces[k] ?? 0)
      },
    },
  }
}
