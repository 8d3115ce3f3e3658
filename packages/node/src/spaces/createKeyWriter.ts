import { type DeviceValue, keys, type Registers, type SealValue, valuesOf } from '@daomesh/governance'
import {
  DaomeshError,
  type DeviceId,
  type DeviceKey,
  fromHex,
  type KeyId,
  type Random,
  type ViewFact,
  type ViewId,
} from '@daomesh/protocol'
import type { Keyring } from '../keyring/createKeyring.ts'

export type WritingKey = { readonly id: KeyId; readonly key: Uint8Array }

type Parameters = {
  readonly keyring: Keyring
  readonly deviceKey: DeviceKey
  readonly random: Random
  readonly view: () => ViewFact
  readonly registers: () => Registers
  /** Devices known before the space has records of its own: those of the lobby. */
  readonly knownDevices: () => readonly DeviceValue[]
  /** May make the view's first key without having seen anyone else's: the proposer of a founding, or whoever holds an older key. */
  readonly mayBegin: () => boolean
  readonly appendSeal: (body: object) => Promise<unknown>
}

export type KeyWriter = {
  readonly writingKey: () => Promise<WritingKey>
  /** Takes what sealed records hold for this device. True when a key was learnt. */
  readonly learn: () => boolean
  /** Seals the view's key to devices that appeared after it was made. */
  readonly sealToNewcomers: () => Promise<boolean>
}

/** Devices of the view's members, from the space and from the lobby. */
const devicesOf = (registers: Registers, known: readonly DeviceValue[], view: ViewFact) => {
  const found = new Map<DeviceId, Uint8Array>()
  for (const value of [...known, ...valuesOf<DeviceValue>(registers, keys.devices)])
    if ((view.members === null || view.members.has(value.member)) && registers.get(keys.unlinked(value.member, value.device)) === undefined)
      found.set(value.device, fromHex(value.exchangeKey))
  return [...found].map(([device, exchangeKey]) => ({ device, exchangeKey }))
}

/** Makes, learns and hands on the keys of a space: the first writer of a view makes its key, every key under its successor. */
export const createKeyWriter = ({
  keyring,
  deviceKey,
  random,
  view,
  registers,
  knownDevices,
  mayBegin,
  appendSeal,
}: Parameters): KeyWriter => {
  const learn = (): boolean => {
    let learnt = false
    for (const { key, value } of registers().entries('seal/')) {
      const seal = value as SealValue
      const of = key.split('/')[1] as ViewId
      learnt = keyring.open(seal, of, deviceKey) || learnt
    }
    return learnt
  }

  const seal = async (key: Uint8Array): Promise<WritingKey> => {
    const devices = devicesOf(registers(), knownDevices(), view())
    if (!devices.some(({ device }) => device === deviceKey.device)) throw new DaomeshError('KEY_MISSING')
    await appendSeal(keyring.seal(key, devices, random))
    return { id: keyring.add(key, view().view), key }
  }

  return {
    learn,
    writingKey: async () => {
      learn()
      const known = keyring.writing(view().view)
      if (known !== null) return known
      // Somebody sealed a key for this view, but not to this device: a second key would only split the group.
      if (registers().entries(keys.sealsOf(view().view)).length > 0 || (!mayBegin() && keyring.newest() === null))
        throw new DaomeshError('KEY_MISSING')
      return seal(random.bytes(32))
    },
    sealToNewcomers: async () => {
      const own = keyring.writing(view().view)
      if (own === null) return false
      const sealed = new Set(
        valuesOf<SealValue>(registers(), keys.sealsOf(view().view))
          .filter((s) => s.keyId === own.id)
          .flatMap((s) => s.boxes.map((box) => box.device)),
      )
      if (devicesOf(registers(), knownDevices(), view()).every(({ device }) => sealed.has(device))) return false
      await seal(own.key)
      return true
    },
  }
}
