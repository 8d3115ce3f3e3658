import { encode } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBitmap, isBitmapOf } from '../bitmap.ts'
import { chunkFrame, readChunkFrame } from './chunkFrame.ts'
import { decodeFileFrame, encodeFileFrame, type FileFrame } from './frames.ts'

const hash = new Uint8Array(32).fill(7)
const every: readonly FileFrame[] = [
  { type: 'hello', tag: hash, proof: Uint8Array.of(1) },
  { type: 'welcome', welcome: 'MEMBERSHIP_UNKNOWN', proof: new Uint8Array() },
  { type: 'want', file: hash },
  { type: 'have', manifest: true, chunks: Uint8Array.of(0x80) },
  { type: 'askManifest' },
  { type: 'manifest', sealed: null },
  { type: 'ask', chunks: [0, 4_095] },
  { type: 'chunk', index: 4_095, sealed: Uint8Array.of(1) },
]
const faulty = expect.objectContaining({ code: 'SYNC_FRAME' })

test('Z10: every frame is one canonical array and comes back as it was', () => {
  for (const frame of every) expect(decodeFileFrame(encodeFileFrame(frame))).toEqual(frame)
})

test('Z10/N4: bytes that are not exactly one frame are SYNC_FRAME, and nothing crashes', () => {
  const bad = [
    [],
    [8],
    [0, 2, hash, hash],
    [2, hash.subarray(1)],
    [6, []],
    [6, Array(33).fill(0)],
    [6, [4_096]],
    [7, -1, null],
    [3, 1, hash],
    [4, 0],
    { a: 1 },
    null,
  ]
  for (const value of bad) expect(() => decodeFileFrame(encode(value))).toThrow(faulty)
  fc.assert(
    fc.property(fc.constantFrom(...every), fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, at, change) => {
      const bytes = encodeFileFrame(frame).slice()
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ change
      try {
        expect(every.map(({ type }) => type)).toContain(decodeFileFrame(bytes).type)
      } catch (error) {
        expect(error).toEqual(faulty)
      }
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(() => decodeFileFrame(bytes)).toThrow(faulty)
    }),
  )
})

test('Z10: the short way to write and read a chunk is that of the codec, byte for byte, and takes nothing else', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 23, 24, 255, 256, 4_095),
      fc.constantFrom(0, 1, 23, 24, 255, 256, 65_535, 65_536, 262_160),
      fc.nat(20),
      (index, length, at) => {
        const sealed = new Uint8Array(length).fill(0xa5)
        const wire = encode([7, index, sealed])
        expect(Buffer.compare(chunkFrame(index, sealed), wire)).toBe(0)
        expect(decodeFileFrame(wire)).toEqual({ type: 'chunk', index, sealed })
        for (const odd of [
          wire.subarray(0, -1),
          Buffer.concat([wire, Uint8Array.of(0)]),
          Uint8Array.from(wire, (byte, i) => (i === at % 9 ? byte ^ 0x20 : byte)),
        ]) {
          const read = readChunkFrame(odd)
          // Whatever it takes is exactly what the codec would have written.
          if (read !== null) expect(Buffer.compare(encode([7, read.index, read.sealed]), odd)).toBe(0)
        }
      },
    ),
  )
  for (const longer of [
    [0x83, 7, 0x18, 5, 0x41, 9],
    [0x83, 7, 5, 0x58, 1, 9],
    [0x83, 7, 0x19, 0, 5, 0x41, 9],
  ])
    expect(readChunkFrame(Uint8Array.from(longer))).toBeNull()
})

test('Z10: a bitmap has one form for its length: no byte too many, no bit behind the end', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (bits) => {
      const bitmap = createBitmap(bits.length)
      bits.forEach((bit, index) => bitmap.set(index, bit))
      expect(isBitmapOf(bits.length, bitmap.bytes())).toBe(true)
      const again = createBitmap(bits.length, bitmap.bytes())
      expect(bits.map((_, index) => again.has(index))).toEqual(bits)
      expect(again.count()).toBe(bits.filter(Boolean).length)
    }),
  )
  expect([isBitmapOf(9, Uint8Array.of(0, 0x40)), isBitmapOf(9, Uint8Array.of(0)), isBitmapOf(8, Uint8Array.of(255, 0))]).toEqual([
    false,
    false,
    false,
  ])
})
