import type { Tuning } from '@daomesh/network'
import type { DeviceId, EntryId } from '@daomesh/protocol'
import type { SpaceKey } from '../keyring/heldKeys.ts'

type Parameters = {
  /** The keys that this device holds, the newest first. */
  readonly keys: readonly SpaceKey[]
  /** Membership-event index of the present view. */
  readonly index: number
  /** The other devices of present members. */
  readonly devices: readonly DeviceId[]
  /** Whether a device is known to have an entry. */
  readonly holds: (device: DeviceId, entry: EntryId) => boolean
}

/** A device that is further behind is reached by sync alone: it goes to the newest topics as soon as it has the key. */
const mostHeard = 4

type Seals = SpaceKey['seals']
/** Per device the records that seal a key to it. Asked again with every frontier, while seals come rarely. */
const sealedTo = new WeakMap<Seals, ReadonlyMap<DeviceId, readonly EntryId[]>>()
const entriesTo = (seals: Seals): ReadonlyMap<DeviceId, readonly EntryId[]> => {
  const known = sealedTo.get(seals)
  if (known !== undefined) return known
  const found = new Map<DeviceId, EntryId[]>()
  for (const { entry, seal } of seals) for (const { device } of seal.boxes) found.set(device, [...(found.get(device) ?? []), entry])
  sealedTo.set(seals, found)
  return found
}

/** Whoever has a record that seals a key to it has the key. */
const hasKey = ({ seals }: SpaceKey, device: DeviceId, holds: Parameters['holds']): boolean =>
  entriesTo(seals)
    .get(device)
    ?.some((entry) => holds(device, entry)) === true

/**
 * Under which keys gossip runs (network G9). It speaks under the newest, and only if that is of the present view: whoever was removed has all
 * older ones. It hears each older key to which a device was sealed that is not known to have a newer one, for so long does that device speak there.
 */
export const tuningOf = ({ keys, index, devices, holds }: Parameters): Tuning => {
  const [newest] = keys
  if (newest === undefined) return { speak: null, hear: [] }
  const hear = [newest.key]
  let behind = devices
  for (const [i, older] of keys.slice(1).entries()) {
    // Nearly always everybody has the newest: then no older one is looked at.
    if (behind.length === 0 || hear.length >= mostHeard) break
    const newer = keys[i] ?? newest
    behind = behind.filter((device) => !hasKey(newer, device, holds))
    if (behind.some((device) => older.sealedTo.has(device))) hear.push(older.key)
  }
  return { speak: newest.index === index ? newest.key : null, hear }
}
