import { type Cbor, decode, encode, type EntryId, type FoldWrite, fromHex, hashOf, toHex } from '@daomesh/protocol'
import type { RegisterRow } from '../store/LogStore.ts'
import { bucketCount, merkleMap } from './merkleMap.ts'
import { merged, sortedKeys } from './sortedKeys.ts'

export type Register = { readonly key: string; readonly order: string; readonly id: EntryId; readonly value: Cbor }

/** Read access to the fold's registers. Values are shared: do not change them. */
export type StateReader = {
  readonly get: (key: string) => Cbor | undefined
  readonly register: (key: string) => Register | undefined
  /** Registers whose key begins with `prefix`, in the order of their keys. Costs only what it gives. */
  readonly entries: (prefix: string) => readonly Register[]
  readonly size: number
  /** Another one after any register changed. */
  readonly version: number
}

/** A register with its value as it is stored and hashed. */
export type Held = Register & { readonly bytes: Uint8Array }

/** Registers of a snapshot, which are read when they are asked for. */
export type StoredState = {
  readonly count: number
  readonly find: (key: string) => Held | undefined
  /** In the order of their keys. */
  readonly from: (prefix: string) => Iterable<Held>
  readonly buckets: { readonly hashAt: (bucket: number) => Uint8Array | null; readonly heldIn: (bucket: number) => Iterable<Held> }
}

export type StateTree = StateReader & {
  /** Merges one entry's writes: the greater (order, entry id) wins, so any order of merging gives the same state. */
  readonly merge: (id: EntryId, writes: readonly FoldWrite[]) => void
  readonly restore: (row: RegisterRow) => void
  readonly root: () => string
  /** Does what the next root would do at once, a slice at a time. It may run beside anything else. */
  readonly settle: (breathe: () => Promise<void>) => Promise<void>
  /** Rows changed since the last call, for the transaction that stores them. */
  readonly takeChanged: () => readonly RegisterRow[]
  /** Every register as it stands now, in the order of keys, and the hash of each bucket of the tree. */
  readonly photograph: () => { readonly registers: readonly Held[]; readonly buckets: readonly (Uint8Array | null)[] }
}

/** A register whose value is decoded when somebody reads it. */
export const heldOf = (key: string, order: string, id: EntryId, bytes: Uint8Array): Held => {
  let value: Cbor | undefined
  return {
    key,
    order,
    id,
    bytes,
    get value() {
      return (value ??= decode(bytes) as Cbor)
    },
  }
}

const leafOf = (held: Held): Uint8Array => hashOf('daomesh/state/register/1', held.key, held.order, fromHex(held.id), held.bytes)

const merkleOver = (stored: StoredState | null) =>
  merkleMap(
    stored && {
      hashAt: stored.buckets.hashAt,
      leavesIn: function* (bucket) {
        for (const held of stored.buckets.heldIn(bucket)) yield [held.key, leafOf(held)] as const
      },
    },
  )

/** Prefixes whose registers are kept once they were asked for: all that selectors ask for while nothing changes, and no more than a table of them. */
const mostFamilies = 1_024

/** Registers hashed between two turns of the event loop. */
const slice = 256

/** @param stored what a snapshot holds; what is merged lies over it. */
export const stateTree = (stored: StoredState | null = null): StateTree => {
  const registers = new Map<string, Held>()
  const keys = sortedKeys()
  const merkle = merkleOver(stored)
  const unhashed = new Set<string>()
  const unsaved = new Map<string, Held>()
  /** How many of `registers` the snapshot holds too. */
  let replaced = 0
  /** What each prefix gave since a register under it changed: every record asks for the same few families, and most change none of them. */
  const families = new Map<string, readonly Held[]>()

  let version = 0

  const find = (key: string): Held | undefined => registers.get(key) ?? stored?.find(key)
  /** Puts a write in the place of a lesser one; null when there is a greater one. */
  const put = (key: string, order: string, id: EntryId, make: () => Held): Held | null => {
    const later = registers.get(key)
    const before = later ?? stored?.find(key)
    if (before !== undefined && !(before.order < order || (before.order === order && before.id <= id))) return null
    if (later === undefined) {
      keys.add(key)
      if (before !== undefined) replaced++
    }
    const held = make()
    registers.set(key, held)
    version += 1
    for (const prefix of families.keys()) if (key.startsWith(prefix)) families.delete(prefix)
    unhashed.add(key)
    return held
  }
  const later = (prefix: string): readonly Held[] => {
    const found: Held[] = []
    for (const key of keys.from(prefix)) {
      const held = registers.get(key)
      if (held !== undefined) found.push(held)
    }
    return found
  }
  function* untouched(prefix: string): Generator<Held> {
    for (const held of stored?.from(prefix) ?? []) if (!registers.has(held.key)) yield held
  }
  const gather = (prefix: string): readonly Held[] =>
    stored === null ? later(prefix) : [...merged(untouched(prefix), later(prefix)[Symbol.iterator](), (a, b) => a.key < b.key)]
  const entries = (prefix: string): readonly Held[] => {
    const known = families.get(prefix)
    if (known !== undefined) return known
    const found = gather(prefix)
    if (families.size >= mostFamilies) families.clear()
    families.set(prefix, found)
    return found
  }
  /** As of the last time that nothing was left to hash. */
  let rooted: string | null = null
  const hash = (key: string): void => {
    rooted = null
    const held = registers.get(key)
    if (held) merkle.set(key, leafOf(held))
    // Last: what cannot be hashed fails whoever asks for a root, and never goes missing in one.
    unhashed.delete(key)
  }
  const root = (): string => {
    if (rooted !== null && unhashed.size === 0) return rooted
    for (const key of unhashed) hash(key)
    rooted = toHex(merkle.root())
    return rooted
  }
  const settle = async (breathe: () => Promise<void>): Promise<void> => {
    let left = unhashed.size
    // What is written meanwhile comes behind, and is left to the root.
    for (const key of unhashed) {
      if (left-- === 0) break
      hash(key)
      if (left % slice === 0) await breathe()
    }
    await merkle.settle(breathe)
  }

  return {
    get: (key) => find(key)?.value,
    register: find,
    entries,
    get version() {
      return version
    },
    get size() {
      return (stored?.count ?? 0) + registers.size - replaced
    },
    merge: (id, writes) => {
      for (const { key, order, value } of writes) {
        const held = put(key, order, id, () => ({ key, order, id, value, bytes: encode(value) }))
        if (held !== null) unsaved.set(key, held)
      }
    },
    restore: ({ key, order, id, value }) => {
      put(key, order, id, () => heldOf(key, order, id, value))
    },
    root,
    settle,
    takeChanged: () => {
      const rows: RegisterRow[] = []
      for (const { key, order, id, bytes } of unsaved.values()) rows.push({ key, order, id, value: bytes })
      unsaved.clear()
      return rows
    },
    photograph: () => {
      root()
      return { registers: entries(''), buckets: Array.from({ length: bucketCount }, (_, bucket) => merkle.bucketHash(bucket)) }
    },
  }
}
