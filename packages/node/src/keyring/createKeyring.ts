import {
  chainKey,
  type DeviceKey,
  decode,
  encode,
  type KeyId,
  keyIdOf,
  openChainedKey,
  openSealedKey,
  type Random,
  sealKey,
  type SpaceId,
  type ViewId,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'

const row = z.object({ n: z.number(), key: z.instanceof(Uint8Array), view: z.string().nullable() })

export type SealBox = { readonly device: string; readonly box: Uint8Array }
export type SealBody = {
  readonly keyId: KeyId
  readonly boxes: readonly SealBox[]
  readonly previous: { readonly keyId: KeyId; readonly box: Uint8Array } | null
}

/**
 * The keys of one space that this device holds. Any key reads; in a view the lowest key id of those made for it writes, so that a race
 * between two first writers settles the same way everywhere. Keys lie in the home directory, which only its owner may read.
 */
export type Keyring = {
  readonly get: (id: KeyId) => Uint8Array | undefined
  /** The key to write with in this view, or null: then the writer makes one. */
  readonly writing: (view: ViewId) => { readonly id: KeyId; readonly key: Uint8Array } | null
  readonly newest: () => { readonly id: KeyId; readonly key: Uint8Array } | null
  readonly add: (key: Uint8Array, view: ViewId | null) => KeyId
  /** Takes what a `key.seal` record holds for this device, then walks back through the predecessors. True when something new was learnt. */
  readonly open: (body: SealBody, view: ViewId, device: DeviceKey) => boolean
  /** A body for `key.seal`: the view's key for every device, and the newest older key under it. */
  readonly seal: (
    key: Uint8Array,
    devices: readonly { readonly device: string; readonly exchangeKey: Uint8Array }[],
    random: Random,
  ) => SealBody
}

export const createKeyring = (meta: MetaStore, space: SpaceId): Keyring => {
  const prefix = `key:${space}:`
  const keys = new Map<KeyId, { readonly n: number; readonly key: Uint8Array; readonly view: string | null }>()
  /** Predecessors that could not be opened yet, by the key that opens them. */
  const chained = new Map<KeyId, { readonly keyId: KeyId; readonly box: Uint8Array }>()
  for (const { key, value } of meta.list(prefix)) {
    keys.set(key.slice(prefix.length) as KeyId, row.parse(decode(value)))
  }

  /** Keys in the order in which they came here; the last is the newest. */
  const inOrder = () => [...keys].sort(([, a], [, b]) => a.n - b.n)

  const add = (key: Uint8Array, view: ViewId | null): KeyId => {
    const id = keyIdOf(key)
    const known = keys.get(id)
    if (known && (known.view !== null || view === null)) return id
    const held = { n: known?.n ?? 1 + (inOrder().at(-1)?.[1].n ?? 0), key, view }
    meta.set(prefix + id, encode(held))
    keys.set(id, held)
    return id
  }

  const unchain = (): boolean => {
    let learnt = false
    for (let round = 0; round <= chained.size; round++) {
      for (const [by, previous] of chained) {
        const opener = keys.get(by)
        if (!opener || keys.has(previous.keyId)) continue
        const key = openChainedKey(opener.key, previous.box)
        if (keyIdOf(key) !== previous.keyId) continue
        add(key, null)
        learnt = true
      }
    }
    return learnt
  }

  const writing = (view: ViewId) => {
    const ids = [...keys].filter(([, held]) => held.view === view).map(([id]) => id)
    const id = ids.sort()[0]
    const held = id === undefined ? undefined : keys.get(id)
    return id === undefined || held === undefined ? null : { id, key: held.key }
  }

  const newest = () => {
    const last = inOrder().at(-1)
    return last === undefined ? null : { id: last[0], key: last[1].key }
  }

  const open = (body: SealBody, view: ViewId, device: DeviceKey): boolean => {
    let learnt = false
    if (body.previous !== null) chained.set(body.keyId, body.previous)
    const box = body.boxes.find((candidate) => candidate.device === device.device)
    const held = keys.get(body.keyId)
    if (box && (held === undefined || held.view === null)) {
      const key = held?.key ?? openSealedKey(box.box, device.exchangeSecret)
      if (keyIdOf(key) === body.keyId) {
        add(key, view)
        learnt = true
      }
    }
    return unchain() || learnt
  }

  const seal = (
    key: Uint8Array,
    devices: readonly { readonly device: string; readonly exchangeKey: Uint8Array }[],
    random: Random,
  ): SealBody => {
    const id = keyIdOf(key)
    const before = inOrder().findLast(([other]) => other !== id)
    return {
      keyId: id,
      boxes: devices.map(({ device, exchangeKey }) => ({ device, box: sealKey(key, exchangeKey, random.bytes(32)) })),
      previous: before === undefined ? null : { keyId: before[0], box: chainKey(key, before[1].key, random.bytes(24)) },
    }
  }

  return { get: (id) => keys.get(id)?.key, writing, newest, add, open, seal }
}
