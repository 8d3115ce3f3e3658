import { concatBytes, equalBytes, fromHex, type Hex, toHex, utf8 } from '../bytes.ts'
import { decryptXChaCha } from '../encryption/decrypt.ts'
import { encryptXChaCha } from '../encryption/encrypt.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf } from '../hash.ts'
import type { SpaceId } from '../ids.ts'
import type { Listing } from './listing.ts'

const bound = utf8('daomesh/work/box/1')
/** A key of a work seals one box in its life, so that the nonce need not differ. */
const nonce = new Uint8Array(24)

/**
 * What a listing says of the key of its work: whoever is handed a key sees whether it is this one.
 * @example
 * equalBytes(lockOf(key), lockOf(new Uint8Array(32))) // => false
 */
export const lockOf = (key: Uint8Array): Uint8Array => hashOf('daomesh/work/lock/1', key)

/**
 * Seals the keys of the files of a work, in their order, under a key of 32 random bytes that is drawn for this one work.
 * @example
 * const { box, lock } = sealWork(key, [new Uint8Array(32)])
 * [box.length, equalBytes(lock, lockOf(key))] // => [48, true]
 */
export const sealWork = (key: Uint8Array, fileKeys: readonly Uint8Array[]): Pick<Listing, 'box' | 'lock'> => ({
  box: encryptXChaCha(key, nonce, bound, concatBytes(...fileKeys)),
  lock: lockOf(key),
})

/**
 * The keys of the files of a work.
 * @throws DaomeshError `WORK_KEY` where this is not the key that the listing speaks of, or its box is none.
 * @example
 * openWork(new Uint8Array(32), listing) // throws WORK_KEY
 */
export const openWork = (key: Uint8Array, { box, lock, files }: Pick<Listing, 'box' | 'lock' | 'files'>): readonly Uint8Array[] => {
  if (!equalBytes(lockOf(key), lock)) throw new DaomeshError('WORK_KEY', { meta: { reason: 'another key' } })
  let keys: Uint8Array
  try {
    keys = decryptXChaCha(key, nonce, bound, box)
  } catch (cause) {
    throw new DaomeshError('WORK_KEY', { meta: { reason: 'the box does not open' }, cause })
  }
  return files.map((_, i) => keys.slice(i * 32, i * 32 + 32))
}

/**
 * Where the sealed files of a work travel between peers: whoever knows the listing can name it.
 * @example
 * workSpaceOf(workOf(listing)).length // => 64
 */
export const workSpaceOf = (work: Hex): SpaceId => toHex(hashOf('daomesh/space/work/1', fromHex(work))) as SpaceId
