import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { body, hash, isSigned, laterHeader, openingHeader, signedEntry } from '../fixtures/entries.ts'
import type { EntryId, SpaceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { boundBytes, decodeHeader, encodeHeader, entryIdOf, type EntryHeader, logIdOf, unsealedBytes } from './header.ts'
import { decodeEntry, encodeEntry } from './wire.ts'

const refusal = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error instanceof DaomeshError ? [error.code, error.meta['reason']] : `not ours: ${String(error)}`
  }
  return 'none'
}
const codeOf = (run: () => unknown): unknown => {
  const outcome = refusal(run)
  return Array.isArray(outcome) ? outcome[0] : outcome
}
const malformed = (reason: string) => ['ENTRY_MALFORMED', reason]
const changed = (change: Partial<EntryHeader>, from = laterHeader) => refusal(() => decodeHeader(encodeHeader({ ...from, ...change })))

test('P3: headers and entries come back as they were, with or without their body', () => {
  for (const header of [openingHeader, laterHeader, { ...laterHeader, keyId: null, parents: [] }]) {
    const entry = signedEntry(header)
    expect(decodeHeader(entry.headerBytes)).toEqual(header)
    expect(decodeEntry(encodeEntry(entry))).toEqual({ ...entry, id: entryIdOf(entry.headerBytes), header })
    expect(decodeEntry(encodeEntry({ ...entry, body: null })).body).toBeNull()
    expect(isSigned(entry.headerBytes, entry.signature)).toBe(true)
  }
})

test('P4: the id covers the header and nothing else: another signature is the same entry, another field another one', () => {
  const entry = signedEntry(laterHeader)
  const again = decodeEntry(encodeEntry({ ...entry, signature: new Uint8Array(64) }))
  expect(again.id).toBe(entryIdOf(entry.headerBytes))
  const changes: Partial<EntryHeader>[] = [
    { at: 1 },
    { seq: 8 },
    { kind: 'profile.set' },
    { view: hash('v') as never },
    { space: hash('s') as SpaceId },
    { keyId: null },
    { bodySize: 1 },
  ]
  const ids = [laterHeader, ...changes.map((change) => ({ ...laterHeader, ...change }))].map((header) => entryIdOf(encodeHeader(header)))
  expect(new Set(ids).size).toBe(ids.length)
})

test('P5: seq 0, opening and a missing prev go together, and the log id follows from the opening', () => {
  const rule = malformed('seq 0 must open the log, and only seq 0')
  expect(changed({ seq: 0 })).toEqual(rule)
  expect(changed({ prev: null })).toEqual(rule)
  expect(changed({ opening: openingHeader.opening })).toEqual(rule)
  expect(changed({ opening: null }, openingHeader)).toEqual(rule)
  for (const change of [
    { log: laterHeader.log },
    { space: hash('other') as SpaceId },
    { device: hash('other') as never },
    { opening: { stream: 'governance', incarnation: 'cd'.repeat(16) } },
  ])
    expect(changed(change, openingHeader)).toEqual(malformed('log id'))
})

test('P5/N6: a stream without a name is refused: no frame of sync could name it, so who passed it on would be cut off', () => {
  const { device, space } = openingHeader
  for (const [stream, outcome] of [
    ['', 'ENTRY_MALFORMED'],
    ['g', 'none'],
  ] as const) {
    const opening = { stream, incarnation: 'cd'.repeat(16) }
    expect(codeOf(() => decodeHeader(encodeHeader({ ...openingHeader, opening, log: logIdOf(device, space, opening) })))).toBe(outcome)
  }
})

test('P5: parents are sorted, unique and few', () => {
  const [one, two] = laterHeader.parents as [EntryId, EntryId]
  const rule = malformed('parents not sorted and unique')
  expect(changed({ parents: [two, one] })).toEqual(rule)
  expect(changed({ parents: [one, one] })).toEqual(rule)
  const many = Array.from({ length: limits.parents + 1 }, (_, i) => hash(`${i}`) as EntryId).sort()
  const parts = decode(encodeHeader(laterHeader)) as unknown[]
  expect(codeOf(() => decodeHeader(encode(parts.with(5, many.map(fromHex)))))).toBe('ENTRY_MALFORMED')
  expect(changed({ parents: many.slice(1) })).toBe('none')
})

test('P5/D1: fields out of their range, missing or of another type are refused', () => {
  // Written as raw CBOR: our own encoder need not be able to write what no header may hold.
  const parts = decode(encodeHeader(laterHeader)) as unknown[]
  const codeWith = (at: number, value: unknown) => codeOf(() => decodeHeader(encode(parts.with(at, value))))
  const wrong: [at: number, ...values: unknown[]][] = [
    [0, 2, 0, '1', null],
    [1, new Uint8Array(31), 'ab', null],
    [3, -1, 1.5, 2n ** 60n, '7', null],
    [4, new Uint8Array(33), 0],
    [5, null, [null], new Uint8Array(32)],
    [6, new Uint8Array(0), null],
    [7, -1, 1.5, null],
    [8, new Uint8Array(31), null],
    [9, [], ['governance'], ['governance', new Uint8Array(15)]],
    [10, '', 'k'.repeat(limits.kindBytes + 1), null, 7],
    [11, new Uint8Array(31), 'k'],
    [12, new Uint8Array(31), null],
    [13, -1, limits.bodyBytes + 1, null],
  ]
  for (const [at, ...values] of wrong)
    for (const value of values) expect([at, value, codeWith(at, value)]).toEqual([at, value, 'ENTRY_MALFORMED'])
  expect(codeOf(() => decodeHeader(encode(parts.slice(0, -1))))).toBe('ENTRY_MALFORMED')
  expect(codeOf(() => decodeHeader(encode([...parts, null])))).toBe('ENTRY_MALFORMED')
})

test('P5/D1: oversized bytes are refused before they are read', () => {
  expect(refusal(() => decodeHeader(new Uint8Array(limits.headerBytes + 1)))).toEqual(['ENTRY_MALFORMED', expect.any(String)])
  expect(refusal(() => decodeEntry(new Uint8Array(limits.bodyBytes + limits.headerBytes + 129)))).toEqual([
    'ENTRY_MALFORMED',
    expect.any(String),
  ])
})

test('P5/D1: a body that is not the one of the header, a short signature and extra parts are refused', () => {
  const { headerBytes, signature } = signedEntry(laterHeader)
  const codeFor = (value: unknown) => codeOf(() => decodeEntry(encode(value)))
  expect(codeFor([headerBytes, signature, body])).toBe('none')
  const wrong: unknown[] = [
    [headerBytes, signature, new Uint8Array(body.length)],
    [headerBytes, signature, concatBytes(body, body)],
    [headerBytes, signature, ''],
    [headerBytes, signature.slice(1), body],
    [headerBytes, null, body],
    [headerBytes, signature],
    [headerBytes, signature, body, 1],
    [null, signature, body],
    { header: headerBytes },
  ]
  for (const value of wrong) expect([value, codeFor(value)]).toEqual([value, 'ENTRY_MALFORMED'])
})

test('P6/D1: every single changed byte is refused, or changes only the signature, or fails it', () => {
  const entry = signedEntry(laterHeader)
  const bytes = encodeEntry(entry)
  const id = entryIdOf(entry.headerBytes)
  let survivors = 0
  for (let at = 0; at < bytes.length; at++)
    for (const flip of [0x01, 0x80, 0xff]) {
      const mutated = bytes.slice()
      mutated[at] = (mutated[at] ?? 0) ^ flip
      const outcome = refusal(() => decodeEntry(mutated))
      if (outcome !== 'none') {
        expect((outcome as string[])[0]).toBe('ENTRY_MALFORMED')
        continue
      }
      survivors++
      const read = decodeEntry(mutated)
      expect(toHex(encodeEntry(read))).toBe(toHex(mutated))
      // What decodes to something else names itself something else, and carries no signature of its device.
      if (toHex(read.headerBytes) === toHex(entry.headerBytes)) expect(read.id).toBe(id)
      else expect(read.id).not.toBe(id)
      if (survivors % 40 === 0) expect(isSigned(read.headerBytes, read.signature)).toBe(false)
    }
  expect(survivors).toBeGreaterThan(100)
})

test('P6/D1: random bytes and cut, doubled or spliced entries never crash', () => {
  const bytes = encodeEntry(signedEntry(openingHeader))
  const accept = (mutated: Uint8Array) => {
    const outcome = refusal(() => decodeEntry(mutated))
    if (outcome === 'none') expect(toHex(encodeEntry(decodeEntry(mutated)))).toBe(toHex(mutated))
    else expect((outcome as string[])[0]).toBe('ENTRY_MALFORMED')
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), accept), { numRuns: 300 })
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.nat(bytes.length), fc.uint8Array({ maxLength: 8 }), (from, to, put) => {
      accept(concatBytes(bytes.subarray(0, from), put, bytes.subarray(to)))
    }),
    { numRuns: 500 },
  )
})

test('P3: the bytes that bind a body are the same for a header that was read and for one that was made', () => {
  for (const header of [openingHeader, laterHeader, { ...laterHeader, keyId: null }])
    for (const bodySize of [0, 23, 24, 255, 256, 65_535, 65_536, limits.bodyBytes]) {
      const headerBytes = encodeHeader({ ...header, bodySize })
      expect([bodySize, toHex(boundBytes(headerBytes, bodySize))]).toEqual([bodySize, toHex(unsealedBytes(header))])
    }
})

test('P3: entries that come in a Node Buffer are copied, and the Buffer is never written to', () => {
  const entry = signedEntry(laterHeader)
  const bytes = encodeEntry(entry)
  const inBuffer = Buffer.from(bytes)
  const read = decodeEntry(inBuffer)
  const bound = toHex(boundBytes(read.headerBytes, entry.body?.length ?? 0))
  expect(Buffer.compare(inBuffer, bytes)).toBe(0)
  expect(bound).toBe(toHex(unsealedBytes(read.header)))
  inBuffer.fill(0)
  expect([toHex(read.headerBytes), toHex(read.signature)]).toEqual([toHex(entry.headerBytes), toHex(entry.signature)])
  const header = Buffer.from(entry.headerBytes)
  boundBytes(header, laterHeader.bodySize)
  expect(entryIdOf(header)).toBe(entryIdOf(entry.headerBytes))
})
