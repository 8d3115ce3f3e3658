import { devicesOfSeal, type KeyRow, keysOf, type Registers, sealsOf, type SealRow } from '@daomesh/governance'
import type { DeviceId, KeyId, ViewFacts } from '@daomesh/protocol'

type Ordered = { readonly seals: readonly SealRow[]; readonly indices: readonly (number | undefined)[]; readonly keys: readonly KeyRow[] }

const isSame = <T>(a: readonly T[], b: readonly T[]): boolean => a === b || (a.length === b.length && a.every((one, i) => one === b[i]))

type Handed = { readonly seals: Set<SealRow>; readonly devices: Set<DeviceId> }

/** Whom keys were handed to, added up seal by seal: anybody may seal one again and again, to as many as a record holds. */
const createHanded = () => {
  const keys = new Map<KeyId, Handed>()
  return (id: KeyId, seals: readonly SealRow[]): ReadonlySet<DeviceId> => {
    const before = keys.get(id)
    const fresh = seals.filter((row) => before?.seals.has(row) !== true)
    // One that was set aside hands nothing on any more.
    const goesOn = before !== undefined && before.seals.size + fresh.length === seals.length
    const handed = goesOn ? before : { seals: new Set<SealRow>(), devices: new Set<DeviceId>() }
    for (const row of goesOn ? fresh : seals) {
      handed.seals.add(row)
      for (const device of devicesOfSeal(row)) handed.devices.add(device)
    }
    keys.set(id, handed)
    return handed.devices
  }
}

/** The keys of a space in their order (governance S9), put in order anew only when a seal or a view came: every record asks for them. */
export const createKeyOrder = (registers: () => Registers, views: ViewFacts): (() => readonly KeyRow[]) => {
  const handed = createHanded()
  let last: Ordered | null = null
  return () => {
    const seals = sealsOf(registers())
    const indices = seals.map(({ view }) => views.lookup(view)?.index)
    if (last === null || !isSame(last.seals, seals) || !isSame(last.indices, indices))
      last = { seals, indices, keys: keysOf(registers(), (view) => views.lookup(view)?.index, handed) }
    return last.keys
  }
}
