import { DaomeshError, decode, encode, type KeyId, keyIdOf, type SpaceId } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import { readRows } from '../rows/readRows.ts'
import { recordVersion, versioned } from '../rows/recordVersion.ts'

const row = z.object({ key: z.instanceof(Uint8Array) })

/** The keys of one space that this device holds; any of them reads. They lie in the home directory, which only its owner may read. */
export type Keyring = {
  readonly get: (id: KeyId) => Uint8Array | undefined
  readonly all: () => ReadonlyMap<KeyId, Uint8Array>
  readonly add: (key: Uint8Array) => KeyId
}

export const createKeyring = (meta: MetaStore, space: SpaceId): Keyring => {
  const prefix = `key:${space}:`
  const read = (value: Uint8Array, name: string): Uint8Array => {
    const raw = decode(value)
    versioned.parse(raw)
    const { key } = row.parse(raw)
    if (prefix + keyIdOf(key) !== name) throw new DaomeshError('STORAGE_DAMAGED', { meta: { row: name } })
    return key
  }
  const keys = new Map(readRows(meta, prefix, read).map((held) => [held.key.slice(prefix.length) as KeyId, held.row]))
  return {
    get: (id) => keys.get(id),
    all: () => keys,
    add: (key) => {
      const id = keyIdOf(key)
      if (keys.has(id)) return id
      meta.set(prefix + id, encode({ v: recordVersion, key }))
      keys.set(id, key)
      return id
    },
  }
}
