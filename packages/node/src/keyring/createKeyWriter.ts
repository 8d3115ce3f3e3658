import { type DeviceValue, isExposed, isHeldOutside, type Knew, type Registers, sealsOf } from '@daomesh/governance'
import { DaomeshError, type DeviceId, type DeviceKey, type Random, type ViewFacts, type ViewId } from '@daomesh/protocol'
import type { Keyring } from './createKeyring.ts'
import { createKeyOrder } from './createKeyOrder.ts'
import { createReceivers } from './createReceivers.ts'
import { createSealOpener } from './createSealOpener.ts'
import { heldKeys, type SpaceKey } from './heldKeys.ts'
import { type HeldKey, makeSeal } from './makeSeal.ts'

type Parameters = {
  readonly keyring: Keyring
  readonly deviceKey: DeviceKey
  readonly random: Random
  readonly views: ViewFacts
  /** The view that this device writes in, where that is not the present one of the seats. */
  readonly ownView?: () => ViewId
  readonly registers: () => Registers
  /** Devices known before the space has records of its own: those of the lobby. */
  readonly knownDevices: () => readonly DeviceValue[]
  /** May make the space's first key: the proposer of a founding. Whoever holds any key may make the next one. */
  readonly mayBegin: () => boolean
  readonly knew: Knew
  /** In the view that the receivers were chosen for, even if the roster changes meanwhile. */
  readonly appendSeal: (body: object, view: ViewId) => Promise<unknown>
  /** Called when a key was learnt, whoever looked for it: what is locked may open now. */
  readonly onLearnt: () => void
}

export type KeyWriter = {
  /** The keys that this device holds, the newest first. */
  readonly held: () => readonly SpaceKey[]
  /** The key to write with in the present view. @throws DaomeshError `KEY_MISSING` while this device can neither open nor make it. */
  readonly writingKey: () => Promise<HeldKey>
  /** Takes what sealed records hold for this device. @throws DaomeshError `STORAGE_FAILED`; then the next call takes it. */
  readonly learn: () => void
  /** Whether this device may make keys when it cannot open the one that writes. */
  readonly mayMake: () => boolean
  /**
   * Sees to it that every device that may read can. Seals the key that writes to devices that no seal of it names: they appeared later, or were left
   * out. Makes a newer one where this device cannot open it. True when it wrote a seal.
   */
  readonly sealToEverybody: () => Promise<boolean>
}

/** A key that some of these devices were not given, and that no seal of another key chains: what was written with it would stay closed to them. */
const looseOf = (held: readonly SpaceKey[], devices: readonly DeviceId[]): SpaceKey | undefined => {
  const chained = new Set(
    held.flatMap(({ id, seals }) => seals.flatMap(({ seal: { previous } }) => (previous?.keyId === id ? [] : (previous?.keyId ?? [])))),
  )
  return held.slice(1).find(({ id, sealedTo }) => !chained.has(id) && !devices.every((device) => sealedTo.has(device)))
}

/**
 * Makes, learns and hands on the keys of a space. The newest key of the present view writes (governance S9). Who cannot open that one, whatever the
 * reason, and may make keys, makes a newer one for everybody: so nobody can stop the others by sealing a key to himself, or rubbish to them.
 */
export const createKeyWriter = (parameters: Parameters): KeyWriter => {
  const {
    keyring,
    deviceKey,
    random,
    views,
    ownView = () => views.current().view,
    registers,
    knownDevices,
    mayBegin,
    knew,
    appendSeal,
    onLearnt,
  } = parameters
  const open = createSealOpener(keyring, deviceKey)
  const inOrder = createKeyOrder(registers, views)
  const held = () => heldKeys(inOrder(), keyring)
  const mayMake = (): boolean => mayBegin() || keyring.all().size > 0

  const receivers = createReceivers(registers, views.current, knownDevices)
  /** The newest key of the present view, if this device holds it and no revoked device may. */
  const writing = (): SpaceKey | null => {
    const [newest] = inOrder()
    const [own] = held()
    if (own === undefined || own.id !== newest?.id || own.index !== views.current().index) return null
    if (isHeldOutside(registers(), own, views.current())) return null
    return isExposed(registers(), own, new Set(receivers().map(({ device }) => device)), knew) ? null : own
  }

  const seal = async (key: Uint8Array, previous: HeldKey | null): Promise<HeldKey> => {
    const view = ownView()
    const to = receivers()
    if (!to.some(({ device }) => device === deviceKey.device)) throw new DaomeshError('KEY_MISSING')
    await appendSeal(makeSeal(key, to, previous, random), view)
    return { id: keyring.add(key), key }
  }
  const make = (): Promise<HeldKey> => seal(random.bytes(32), held()[0] ?? null)

  const learn = (): void => {
    if (open(sealsOf(registers()))) onLearnt()
  }
  return {
    held,
    learn,
    mayMake,
    writingKey: async () => {
      learn()
      const known = writing()
      if (known !== null) return known
      if (!mayMake()) throw new DaomeshError('KEY_MISSING')
      return make()
    },
    sealToEverybody: async () => {
      learn()
      const [own, older] = held()
      if (own === undefined) return false
      const to = receivers().map(({ device }) => device)
      if (!to.includes(deviceKey.device)) return false
      const everybody = to.every((device) => own.sealedTo.has(device))
      if (writing() !== null) {
        const loose = looseOf(held(), to)
        if (everybody && loose === undefined) return false
        await seal(own.key, loose ?? older ?? null)
        return true
      }
      // Where nobody waits for a key, the first record of a view makes it.
      if (everybody && inOrder()[0]?.index !== views.current().index) return false
      await make()
      return true
    },
  }
}
