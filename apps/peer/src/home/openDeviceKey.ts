import { createHash } from 'node:crypto'
import { chmodSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { deviceKeyFromSeed } from '@daomesh/log/native'
import { DaomeshError, type DeviceKey, fromHex, type Random, toHex } from '@daomesh/protocol'
import { makeFolder } from './makeFolder.ts'
import { readOptional } from './readOptional.ts'
import { writeDurably } from './writeDurably.ts'

const seedBytes = 32

/** Eight digits of a hash behind the seed tell a damaged file from another device. */
const checksum = (seed: Uint8Array): string => createHash('sha256').update('daomesh/device-file/1').update(seed).digest('hex').slice(0, 8)

const readSeed = (path: string, content: Uint8Array): Uint8Array => {
  const found = /^([0-9a-f]{64}) ([0-9a-f]{8})\n$/.exec(new TextDecoder().decode(content))
  const seed = fromHex(found?.[1] ?? '')
  if (seed.length !== seedBytes || checksum(seed) !== found?.[2]) throw new DaomeshError('KEYSTORE_DAMAGED', { meta: { path } })
  return seed
}

/** Whether the file holds a device key that the node would take. */
export const isDeviceKeySound = (path: string): boolean => {
  try {
    readSeed(path, readOptional(path) ?? new Uint8Array())
    return true
  } catch (error) {
    if (error instanceof DaomeshError) return false
    throw error
  }
}

/**
 * The device key of a home: read, or made and flushed to disk before it is used, so that a device never writes under a key that a crash forgets.
 * @throws DaomeshError `KEYSTORE_DAMAGED`, `STORAGE_FAILED`.
 */
export const openDeviceKey = (path: string, random: Random): DeviceKey => {
  makeFolder(dirname(path))
  const content = readOptional(path)
  if (content !== null) {
    const seed = readSeed(path, content)
    // A copy or an unpacked backup may have come with wider rights.
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
    return deviceKeyFromSeed(seed)
  }
  const seed = random.bytes(seedBytes)
  writeDurably(path, `${toHex(seed)} ${checksum(seed)}\n`)
  return deviceKeyFromSeed(seed)
}
