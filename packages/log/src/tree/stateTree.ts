import { type Cbor, decode, encode, type EntryId, type FoldWrite, fromHex, hashOf, toHex, utf8 } from '@daomesh/protocol'
import type { RegisterRow } from '../store/LogStore.ts'
import { merkleMap } from './merkleMap.ts'

export type Register = { readonly key: string; readonly order: string; readonly id: EntryId; readonly value: Cbor }

/** Read access to the fold's registers. Values are shared: do not change them. */
export type StateReader = {
  readonly get: (key: string) => Cbor | undefined
  readonly register: (key: string) => Register | undefined
  /** Registers whose key begins with `prefix`, in the order of their keys. */
  readonly entries: (prefix: string) => readonly Register[]
  readonly size: number
}

export type StateTree = StateReader & {
  /** Merges one entry's writes: the greater (order, entry id) wins, so any order of merging gives the same state. */
  readonly merge: (id: EntryId, writes: readonly FoldWrite[]) => void
  readonly restore: (row: RegisterRow) => void
  readonly root: () => string
  /** Rows changed since the last call, for the transaction that stores them. */
  readonly takeChanged: () => readonly RegisterRow[]
}

type Held = Register & { readonly bytes: Uint8Array }

const leafOf = (held: Held): Uint8Array =>
  hashOf('daomesh/state/register/1', utf8(held.key), utf8(held.order), fromHex(held.id), held.bytes)

export const stateTree = (): StateTree => {
  const registers = new Map<string, Held>()
  const merkle = merkleMap()
  const unhashed = new Set<string>()
  const unsaved = new Set<string>()

  const put = (held: Held): void => {
    registers.set(held.key, held)
    unhashed.add(held.key)
  }
  const merge = (id: EntryId, writes: readonly FoldWrite[]): void => {
    for (const { key, order, value } of writes) {
      const held = registers.get(key)
      if (held && (held.order > order || (held.order === order && held.id > id))) continue
      put({ key, order, id, value, bytes: encode(value) })
      unsaved.add(key)
    }
  }
  return {
    get: (key) => registers.get(key)?.value,
    register: (key) => registers.get(key),
    entries: (prefix) => {
      const found: Held[] = []
      for (const held of registers.values()) if (held.key.startsWith(prefix)) found.push(held)
      return found.sort((a, b) => (a.key < b.key ? -1 : 1))
    },
    get size() {
      return registers.size
    },
    merge,
    restore: ({ key, order, id, value }) => put({ key, order, id, value: decode(value) as Cbor, bytes: value }),
    root: () => {
      for (const key of unhashed) {
        const held = registers.get(key)
        if (held) merkle.set(key, leafOf(held))
      }
      unhashed.clear()
      return toHex(merkle.root())
    },
    takeChanged: () => {
      const rows: RegisterRow[] = []
      for (const key of unsaved) {
        const held = registers.get(key)
        if (held) rows.push({ key, order: held.order, id: held.id, value: held.bytes })
      }
      unsaved.clear()
      return rows
    },
  }
}
