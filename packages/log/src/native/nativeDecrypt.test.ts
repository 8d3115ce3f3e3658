import {
  bodyHashOf,
  decryptXChaCha,
  type DeviceId,
  encodeHeader,
  type EntryHeader,
  type EntryId,
  type KeyId,
  type LogId,
  openBody,
  sealBody,
  type SpaceId,
  type ViewId,
} from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nativeDecrypt, nativeDecryptWith } from './nativeDecrypt.ts'
import { loadSodium } from './sodium.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const digits = (digit: string) => digit.repeat(64)
const place: Omit<EntryHeader, 'bodyHash' | 'bodySize'> = {
  v: 1,
  space: digits('1') as SpaceId,
  log: digits('2') as LogId,
  seq: 7,
  prev: digits('5') as EntryId,
  parents: [],
  view: digits('3') as ViewId,
  at: 0,
  device: digits('4') as DeviceId,
  opening: null,
  kind: 'note',
  keyId: digits('6') as KeyId,
}
const headerFor = (body: Uint8Array, seq = 7): Uint8Array =>
  encodeHeader({ ...place, seq, bodyHash: bodyHashOf(body), bodySize: body.length })

test('L29: libsodium is native on this platform', () => {
  expect(loadSodium()).not.toBeNull()
})

test('L29: with and without libsodium the same is read, and nothing that was changed or moved', () => {
  const portable = nativeDecryptWith(null)
  expect(portable).toBe(decryptXChaCha)
  fc.assert(
    fc.property(bytes(32), bytes(24), fc.uint8Array({ maxLength: 300 }), fc.nat(), (key, nonce, text, at) => {
      const body = sealBody(key, nonce, place, text)
      const changed = body.slice()
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1
      for (const decrypt of [nativeDecrypt, portable]) {
        expect(openBody(key, headerFor(body), body, decrypt)).toEqual(text)
        expect(() => openBody(key, headerFor(body), changed, decrypt)).toThrow(expect.objectContaining({ code: 'BODY_UNREADABLE' }))
        expect(() => openBody(key, headerFor(body, 8), body, decrypt)).toThrow(expect.objectContaining({ code: 'BODY_UNREADABLE' }))
      }
    }),
  )
})

test('L29: what has not even the right lengths is refused, never read past its end', () => {
  const [key, nonce, bound] = [new Uint8Array(32), new Uint8Array(24), new Uint8Array()]
  for (const length of [0, 1, 15]) expect(() => nativeDecrypt(key, nonce, bound, new Uint8Array(length))).toThrow(Error)
  expect(() => nativeDecrypt(key.subarray(1), nonce, bound, new Uint8Array(40))).toThrow(Error)
  expect(() => nativeDecrypt(key, nonce.subarray(1), bound, new Uint8Array(40))).toThrow(Error)
})
