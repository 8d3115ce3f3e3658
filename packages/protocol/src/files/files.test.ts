import { createHash } from 'node:crypto'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBody } from '../bodies/bodies.ts'
import { concatBytes, toHex, utf8 } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { encryptXChaCha } from '../encryption/encrypt.ts'
import { hashOf, sha256 } from '../hash.ts'
import { limits } from '../limits.ts'
import { fileName, mediaType, toFileName } from './fileName.ts'
import { addressBytes, addressOfChunk, chunkCountOf, chunkSizeOf, decodeManifest, encodeManifest } from './manifest.ts'
import { addressOf, openChunk, openManifest, sealChunk, sealedBytes, sealManifest } from './sealChunk.ts'

const key = hashOf('test/file', utf8('key'))
const other = hashOf('test/file', utf8('other'))
const refused = { code: 'FILE_MALFORMED' }

test('P20: both ciphers seal alike, whatever the length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ minLength: 24, maxLength: 24 }),
      fc.uint8Array({ maxLength: 40 }),
      (text, nonce, bound) => {
        expect(toHex(encryptXChaCha(key, nonce, bound, text))).toBe(toHex(xchacha20poly1305(key, nonce, bound).encrypt(text)))
      },
    ),
  )
})

test('P20: a chunk opens in its own place only: not at another index, in a file of another size, or under another key', () => {
  const size = limits.fileChunkBytes + 3
  const first = new Uint8Array(limits.fileChunkBytes).fill(7)
  const last = Uint8Array.of(1, 2, 3)
  const sealed = [sealChunk(key, size, 0, first), sealChunk(key, size, 1, last)] as const
  expect(sealed[1].length).toBe(3 + sealedBytes)
  expect(openChunk(key, size, 0, sealed[0])).toEqual(first)
  expect(openChunk(key, size, 1, sealed[1])).toEqual(last)
  expect(() => openChunk(key, size, 0, sealed[1])).toThrow(expect.objectContaining(refused))
  expect(() => openChunk(key, size, 2, sealed[1])).toThrow(expect.objectContaining(refused))
  expect(() => openChunk(key, size + limits.fileChunkBytes, 1, sealed[1])).toThrow(expect.objectContaining(refused))
  expect(() => openChunk(other, size, 1, sealed[1])).toThrow(expect.objectContaining(refused))
  // Two full chunks of one file, exchanged: equal length, another place.
  const even = 2 * limits.fileChunkBytes
  expect(() => openChunk(key, even, 1, sealChunk(key, even, 0, first))).toThrow(expect.objectContaining(refused))
})

test('P20/P18: any changed, cut or longer byte of a chunk or a manifest is refused', () => {
  const chunk = sealChunk(key, 5, 0, utf8('hello'))
  const { sealed } = sealManifest(key, { size: 5, hash: sha256(utf8('hello')), addresses: sha256(chunk) })
  for (const [bytes, open] of [
    [chunk, (changed: Uint8Array) => openChunk(key, 5, 0, changed)],
    [sealed, (changed: Uint8Array) => openManifest(key, changed)],
  ] as const) {
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => open(changed)).toThrow(expect.objectContaining(refused))
    }
    expect(() => open(bytes.subarray(1))).toThrow(expect.objectContaining(refused))
    expect(() => open(concatBytes(bytes, Uint8Array.of(0)))).toThrow(expect.objectContaining(refused))
  }
  expect(() => openManifest(other, sealed)).toThrow(expect.objectContaining(refused))
})

test('P18: a manifest is one canonical array; another number of addresses, size or form is refused', () => {
  const hash = sha256(utf8('x'))
  const good = (size: number) => encodeManifest({ size, hash, addresses: new Uint8Array(chunkCountOf(size) * addressBytes) })
  for (const size of [0, 1, limits.fileChunkBytes, limits.fileChunkBytes + 1, limits.fileBytes])
    expect(decodeManifest(good(size)).size).toBe(size)
  expect(good(limits.fileBytes).length + sealedBytes).toBeLessThan(limits.frameBytes)
  const address = new Uint8Array(addressBytes)
  const bad: unknown[] = [
    [2, 1, hash, address],
    [1, 0, hash, address],
    [1, 1, hash, new Uint8Array()],
    [1, 1, hash, concatBytes(address, address)],
    [1, 1.5, hash, address],
    [1, -1, hash, new Uint8Array()],
    [1, limits.fileBytes + 1, hash, new Uint8Array((chunkCountOf(limits.fileBytes) + 1) * addressBytes)],
    [1, 1, hash.subarray(1), address],
    [1, 1, hash, address, 0],
    { size: 1 },
  ]
  for (const value of bad) expect(() => decodeManifest(encode(value))).toThrow(expect.objectContaining(refused))
  expect(() => decodeManifest(concatBytes(good(1), Uint8Array.of(0)))).toThrow(expect.objectContaining(refused))
})

test('P18: the id of a file is the SHA-256 of its sealed manifest, and so is each address of its chunk', () => {
  const chunks = [0, 1].map((index) =>
    sealChunk(key, limits.fileChunkBytes + 1, index, new Uint8Array(chunkSizeOf(limits.fileChunkBytes + 1, index))),
  )
  const manifest = {
    size: limits.fileChunkBytes + 1,
    hash: sha256(new Uint8Array(limits.fileChunkBytes + 1)),
    addresses: concatBytes(...chunks.map(sha256)),
  }
  const { file, sealed } = sealManifest(key, manifest)
  expect(file).toBe(createHash('sha256').update(sealed).digest('hex'))
  for (const [index, chunk] of chunks.entries()) expect(addressOf(chunk)).toBe(toHex(addressOfChunk(manifest, index)))
})

const hostile = [
  '',
  '.',
  '..',
  '../keys',
  '/etc/passwd',
  'a/b',
  'a\\b',
  'C:evil',
  'name\u0000.txt',
  'line\nbreak',
  'tab\t.txt',
  '.bashrc',
  'trailing.',
  'trailing ',
  ' leading',
  'CON',
  'nul.txt',
  'COM1.log',
  'photo\u202egnp.exe',
  'zero\u200bwidth',
  'a\u2028b',
  '<img src=x onerror=alert(1)>',
  'cafe\u0301.txt',
  'x'.repeat(limits.fileNameBytes + 1),
]

test('P19/E1: a hostile name of a file breaks its record: folders, devices, hidden files, turned text, line ends', () => {
  const body = (name: string) => ({ v: 1, file: 'ab'.repeat(32), key, name, type: '', size: 1, about: null })
  for (const name of hostile) expect([name, readBody('file.share', body(name)).outcome]).toEqual([name, 'broken'])
  for (const name of ['Plan 2.pdf', 'équipe – été.ods', '図面.png', 'a.tar.gz', "it's & so on; $(x).sh"])
    expect([name, readBody('file.share', body(name)).outcome]).toEqual([name, 'known'])
  for (const type of ['text/html; charset=x', 'TEXT/PLAIN', 'x', '../x', 'a/b/c']) expect(mediaType.safeParse(type).success).toBe(false)
})

test('P19: whatever a system calls a file becomes a name that everybody takes', () => {
  for (const name of hostile) expect(fileName.safeParse(toFileName(name)).success).toBe(true)
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => fileName.safeParse(toFileName(name)).success))
  expect([toFileName('/tmp/Report.pdf'), toFileName('nul'), toFileName('...')]).toEqual(['Report.pdf', 'file-nul', 'file'])
})
