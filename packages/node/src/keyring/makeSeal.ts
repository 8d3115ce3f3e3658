import { chainKey, type DeviceId, type KeyId, keyIdOf, type Random, sealKey } from '@daomesh/protocol'

export type Receiver = { readonly device: DeviceId; readonly exchangeKey: Uint8Array }
export type HeldKey = { readonly id: KeyId; readonly key: Uint8Array }

/** The body of a `key.seal` record: the key for every device, and the key before it under this one, so that who joins reads everything. */
export const makeSeal = (key: Uint8Array, receivers: readonly Receiver[], previous: HeldKey | null, random: Random) => ({
  keyId: keyIdOf(key),
  boxes: receivers.map(({ device, exchangeKey }) => ({ device, box: sealKey(key, exchangeKey, random.bytes(32)) })),
  previous: previous === null ? null : { keyId: previous.id, box: chainKey(key, previous.key, random.bytes(24)) },
})
