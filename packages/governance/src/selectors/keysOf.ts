import { type DeviceId, type EntryId, type KeyId, seatIn, type ViewFact, type ViewId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { DeviceValue, SealValue, UnlinkedValue } from '../fold/values.ts'
import { type RegisterEntry, type Registers, valuesOf } from './registers.ts'

/** One `key.seal` record: which devices it hands the key to. */
export type SealRow = { readonly entry: EntryId; readonly view: ViewId; readonly seal: SealValue }

/** A key of the space. `index` is that of the view it was made for; `sealedTo` counts every record that hands it on. */
export type KeyRow = {
  readonly id: KeyId
  readonly index: number
  readonly sealedTo: ReadonlySet<DeviceId>
  readonly seals: readonly SealRow[]
}

const rowOf = (key: string, seal: SealValue): SealRow => {
  const [view = '', , entry = ''] = key.slice(keys.seals.length).split('/')
  return { entry: entry as EntryId, view: view as ViewId, seal }
}

/** Values of registers are never changed, and each lies under one key. */
const rows = new WeakMap<SealValue, SealRow>()
/** A replica gives the same list until one of it changes. */
const families = new WeakMap<readonly RegisterEntry[], readonly SealRow[]>()

/** Every sealed key that counts: any of them reads. The same record is the same row, however often it is asked for. */
export const sealsOf = (registers: Registers): readonly SealRow[] => {
  const entries = registers.entries(keys.seals)
  const known = families.get(entries)
  if (known !== undefined) return known
  const found = entries.map(({ key, value }) => {
    const seal = value as SealValue
    const row = rows.get(seal) ?? rowOf(key, seal)
    rows.set(seal, row)
    return row
  })
  families.set(entries, found)
  return found
}

/** Whom one record hands the key to. */
export const devicesOfSeal = ({ seal }: SealRow): readonly DeviceId[] => seal.boxes.map(({ device }) => device)

type Place = { index: number; depth: number; readonly seals: SealRow[] }

/**
 * The keys of a space, the newest first, in an order that depends on the set of records only: by the view a key was first sealed for, in it by the
 * depth of that seal (the deeper is newer), then by the lowest id. So whoever makes a key after it saw another outranks that one, and a race ends alike
 * everywhere. `indexOf` gives a view's membership-event index; `sealedTo` whom the seals of one key hand it to, for who asks again and again.
 */
export const keysOf = (
  registers: Registers,
  indexOf: (view: ViewId) => number | undefined,
  sealedTo: (id: KeyId, seals: readonly SealRow[]) => ReadonlySet<DeviceId> = (_, seals) => new Set(seals.flatMap(devicesOfSeal)),
): readonly KeyRow[] => {
  const places = new Map<KeyId, Place>()
  for (const row of sealsOf(registers)) {
    const index = indexOf(row.view)
    if (index === undefined) continue
    const { keyId, depth } = row.seal
    const place = places.get(keyId) ?? { index, depth, seals: [] }
    places.set(keyId, place)
    place.seals.push(row)
    if (index < place.index || (index === place.index && depth < place.depth)) Object.assign(place, { index, depth })
  }
  return [...places]
    .sort(([a, x], [b, y]) => y.index - x.index || y.depth - x.depth || (a < b ? -1 : 1))
    .map(([id, { index, seals }]) => ({
      id,
      index,
      seals,
      sealedTo: sealedTo(id, seals),
    }))
}

/** Of an entry, whether it was written by somebody who had another one. What it knew is worked out once, however many are asked about. */
export type Knew = (entry: EntryId) => (of: EntryId) => boolean

/**
 * Whether a revoked device may hold the key, so that another one has to be made. A key that was made by somebody who knew of the revocation was sealed
 * without it, and who seals that one to the device afterwards could as well write to it in plain: for that no further key is made.
 * `receivers`: devices that may read anyway, such as one that another member linked too.
 */
export const isExposed = (
  registers: Registers,
  key: Pick<KeyRow, 'sealedTo' | 'seals'>,
  receivers: ReadonlySet<DeviceId>,
  knew: Knew,
): boolean => {
  const first = key.seals.toSorted((a, b) => a.seal.depth - b.seal.depth || (a.entry < b.entry ? -1 : 1))[0]
  if (first === undefined) return false
  const knewIt = knew(first.entry)
  return valuesOf<UnlinkedValue>(registers, keys.unlinkings).some(
    ({ device, entry }) => key.sealedTo.has(device) && !receivers.has(device) && !knewIt(entry),
  )
}

/**
 * Whether the key was sealed to a device of somebody who is in the space no more. Where a seat is lost the view is another one, and another key writes; who
 * was in it through a DAO among the members leaves with a change of that DAO's roster alone (S9).
 */
export const isHeldOutside = (
  registers: Registers,
  key: Pick<KeyRow, 'sealedTo'>,
  view: Pick<ViewFact, 'members' | 'through'>,
): boolean => {
  const inside = new Set<DeviceId>()
  const outside = new Set<DeviceId>()
  for (const { device, member } of valuesOf<DeviceValue>(registers, keys.devices))
    (seatIn(view, member) === null ? outside : inside).add(device)
  return [...outside].some((device) => key.sealedTo.has(device) && !inside.has(device))
}
