import type { SealRow } from '@daomesh/governance'
import { type DeviceKey, type KeyId, keyIdOf, openChainedKey, openSealedKey } from '@daomesh/protocol'
import type { Keyring } from './createKeyring.ts'

/** The key if it is the one that was announced: a member may seal rubbish, which then is no key and no reason to stop. */
const opened = (id: KeyId, open: () => Uint8Array): Uint8Array | null => {
  try {
    const key = open()
    return keyIdOf(key) === id ? key : null
  } catch {
    return null
  }
}

/**
 * Takes every key that sealed records hold for this device, then walks back through their predecessors. True when one was learnt.
 * What did not open once never will and is not tried again.
 */
export const createSealOpener = (keyring: Keyring, deviceKey: DeviceKey): ((seals: readonly SealRow[]) => boolean) => {
  const tried = new Set<string>()
  /** Rows of which nothing is left to try: asked about again at every record. */
  const done = new WeakSet<SealRow>()
  const take = (place: string, id: KeyId, open: () => Uint8Array): boolean => {
    if (keyring.get(id) !== undefined || tried.has(place)) return false
    const key = opened(id, open)
    // A disk that refuses throws here: then it is tried again.
    if (key !== null) keyring.add(key)
    tried.add(place)
    return key !== null
  }
  const look = (row: SealRow): boolean => {
    if (done.has(row)) return false
    const { entry, seal } = row
    const { keyId, boxes, previous } = seal
    const box = boxes.find(({ device }) => device === deviceKey.device)
    const own = box !== undefined && take(`${entry}/box`, keyId, () => openSealedKey(box.box, deviceKey.exchangeSecret))
    const key = keyring.get(keyId)
    const older =
      key !== undefined && previous !== null && take(`${entry}/previous`, previous.keyId, () => openChainedKey(key, previous.box))
    if (key !== undefined || (previous === null && (box === undefined || tried.has(`${entry}/box`)))) done.add(row)
    return own || older
  }
  let last: readonly SealRow[] | null = null
  let held = -1
  return (seals) => {
    // Every record asks: with the same seals and the same keys nothing else opens.
    if (seals === last && keyring.all().size === held) return false
    let learnt = false
    // A predecessor may open what an earlier record chains to it.
    while (seals.filter(look).length > 0) learnt = true
    last = seals
    held = keyring.all().size
    return learnt
  }
}
