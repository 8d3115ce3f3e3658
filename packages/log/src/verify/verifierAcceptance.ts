import { sha512 } from '@noble/hashes/sha2.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes, type DeviceId, fromHex, type Hex, hashOf, to0x, toHex, utf8, type Verifier } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { accountOf } from './pureVerifier.ts'

const seed = (name: string): Uint8Array => hashOf('test/seed', utf8(name))
const device = (name: string): DeviceId => toHex(ed25519.getPublicKey(seed(name))) as DeviceId
const message = seed('message')
const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const out = bytes.slice()
  out[at] = (out[at] ?? 0) ^ 1
  return out
}

const L = ed25519.Point.Fn.ORDER
const littleEndian = (value: bigint): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
const bigEndian = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'))

/** 65 bytes r ‖ s ‖ v. */
const signAccount = (digest: Uint8Array, key: Uint8Array): Uint8Array => {
  const signature = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' })
  return concatBytes(signature.subarray(1), Uint8Array.of(27 + (signature[0] ?? 0)))
}

/** What every Verifier must answer; crafted cases on which libraries are known to differ included, because all peers must agree. */
export const acceptVerifier = (name: string, verifier: Verifier): void => {
  describe(`Verifier: ${name}`, () => {
    const verify = async (who: DeviceId, text: Uint8Array, signature: Uint8Array) =>
      (await verifier.verifyDevice([{ device: who, message: text, signature }]))[0]

    it('L7 answers in the order asked', async () => {
      const good = ed25519.sign(message, seed('a'))
      const items = [
        { device: device('a'), message, signature: good },
        { device: device('b'), message, signature: good },
        { device: device('a'), message, signature: good },
      ]
      expect(await verifier.verifyDevice(items)).toEqual([true, false, true])
      expect(await verifier.verifyDevice([])).toEqual([])
    })

    it('D2 refuses another device, another message, and a change in any byte', async () => {
      const good = ed25519.sign(message, seed('a'))
      expect(await verify(device('a'), message, good)).toBe(true)
      expect(await verify(device('b'), message, good)).toBe(false)
      expect(await verify(device('a'), flipped(message, 3), good)).toBe(false)
      for (let at = 0; at < 64; at++) expect([at, await verify(device('a'), message, flipped(good, at))]).toEqual([at, false])
    })

    it('D1 refuses signatures and keys that are none', async () => {
      const good = ed25519.sign(message, seed('a'))
      for (const bad of [new Uint8Array(0), good.subarray(0, 63), concatBytes(good, Uint8Array.of(0)), new Uint8Array(64)])
        expect(await verify(device('a'), message, bad)).toBe(false)
      expect(await verify('ff'.repeat(32) as DeviceId, message, good)).toBe(false)
      expect(await verify(`02${'00'.repeat(31)}` as DeviceId, message, good)).toBe(false)
    })

    it('L7 all peers agree on crafted signatures: s above the order, mixed-order R, small-order keys', async () => {
      const good = ed25519.sign(message, seed('a'))
      const s = BigInt(`0x${toHex(good.slice(32).reverse())}`)
      expect(await verify(device('a'), message, concatBytes(good.subarray(0, 32), littleEndian(s + L)))).toBe(false)
      // R carries a component of order 8: a check with the cofactor would pass it, the one without refuses.
      const torsion = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
      const R = ed25519.Point.BASE.multiply(5n).add(torsion).toBytes()
      const k = BigInt(`0x${toHex(sha512(concatBytes(R, fromHex(device('a')), message)).reverse())}`) % L
      const mixed = concatBytes(R, littleEndian((5n + k * ed25519.utils.getExtendedPublicKey(seed('a')).scalar) % L))
      expect(await verify(device('a'), message, mixed)).toBe(false)
      const identity = ed25519.Point.ZERO.toBytes()
      expect(await verify(toHex(identity) as DeviceId, message, concatBytes(identity, new Uint8Array(32)))).toBe(false)
      const scalar = ed25519.utils.getExtendedPublicKey(seed('a')).scalar
      const challenge = BigInt(`0x${toHex(sha512(concatBytes(identity, fromHex(device('a')), message)).reverse())}`) % L
      expect(await verify(device('a'), message, concatBytes(identity, littleEndian((challenge * scalar) % L)))).toBe(false)
    })

    const digest = seed('digest')
    const key = seed('account')
    const account = accountOf(secp256k1.getPublicKey(key, false))

    it('C3 recovers the account that signed', () => {
      for (let i = 0; i < 8; i++) {
        const each = seed(`digest ${i}`)
        expect(verifier.recoverAccount(to0x(each), to0x(signAccount(each, key)))).toBe(account)
      }
      expect(verifier.recoverAccount(to0x(seed('other')), to0x(signAccount(digest, key)))).not.toBe(account)
    })

    it('C3 refuses high s, zero, other lengths and other recovery bytes', () => {
      const good = signAccount(digest, key)
      const n = secp256k1.Point.Fn.ORDER
      const s = BigInt(to0x(good.subarray(32, 64)))
      const high = concatBytes(good.subarray(0, 32), bigEndian(n - s), Uint8Array.of(good[64] === 27 ? 28 : 27))
      const zero = new Uint8Array(32)
      const bad: readonly Uint8Array[] = [
        high,
        concatBytes(zero, good.subarray(32)),
        concatBytes(good.subarray(0, 32), zero, good.subarray(64)),
        concatBytes(bigEndian(n), good.subarray(32)),
        new Uint8Array(65),
        good.subarray(0, 64),
        concatBytes(good, Uint8Array.of(0)),
        ...[0, 1, 26, 29, 255].map((v) => concatBytes(good.subarray(0, 64), Uint8Array.of(v))),
      ]
      for (const signature of bad) expect(verifier.recoverAccount(to0x(digest), to0x(signature))).toBeNull()
      expect(verifier.recoverAccount('0x12' as Hex, to0x(good))).toBeNull()
      expect(verifier.recoverAccount(to0x(digest), `0x${'zz'.repeat(65)}` as Hex)).toBeNull()
    })
  })
}
