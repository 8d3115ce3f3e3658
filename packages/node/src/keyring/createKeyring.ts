import { decode, encode, type KeyId, keyIdOf, type SpaceId } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'

const row = z.object({ key: z.instanceof(Uint8Array) })

/** The keys of one space that this device holds; any of them reads. They lie in the home directory, which only its owner may read. */
export type Keyring = {
  readonly get: (id: KeyId) => Uint8Array | undefined
  readonly all: () => ReadonlyMap<KeyId, Uint8Array>
  readonly add: (key: Uint8Array) => KeyId
}

export const createKeyring = (meta: MetaStore, space: SpaceId): Keyring => {
  const prefix = `key:${space}:`
  const keys = new Map<KeyId, Uint8Array>()
  for (const { key, value } of meta.list(prefix)) keys.set(key.slice(prefix.length) as KeyId, row.parse(decode(value)).key)
  return {
    get: (id) => keys.get(id),
    all: () => keys,
    add: (key) => {
      const id = keyIdOf(key)
      if (keys.has(id)) return id
      meta.set(prefix + id, encode({ key }))
      keys.set(id, key)
      return id
    },
  }
}
