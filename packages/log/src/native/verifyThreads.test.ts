import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bodyHashOf,
  decodeEntry,
  encodeEntry,
  encodeHeader,
  type EntryCheck,
  type EntryHeader,
  type EntryToCheck,
  hashOf,
  sealBody,
  signedBytes,
  toHex,
  utf8,
} from '@daomesh/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sqliteStore } from '../sqlite/index.ts'
import { allBytes, carry, deviceOf, note, peer, picture, plain, sealing, seededRandom, spaceKey } from '../fixtures/world.ts'
import { entryChecks } from './entryChecks.ts'
import { nativeVerifier } from './nativeVerifier.ts'
import { type VerifyThreads, verifyThreads } from './verifyThreads.ts'

const threads = verifyThreads({ count: 2 })
const verifier = nativeVerifier({ threads })
afterAll(threads.close)

/** Sealed and plain ones of three, with bodies of different lengths. */
const written = async (count: number): Promise<readonly Uint8Array[]> => {
  const ann = await peer('ann')
  await ann.appendMany(
    Array.from({ length: count }, (_, i) => note(`note ${i} ${'x'.repeat(i % 50)}`, 'governance', i % 5 === 0 ? plain : sealing())),
  )
  return allBytes(ann).slice(1)
}

const turned = (bytes: Uint8Array, at: number): Uint8Array => {
  const other = bytes.slice()
  other[at % other.length] = (other[at % other.length] ?? 0) ^ 4
  return other
}

/** Signed again by somebody else: every seventh. A turned bit somewhere: every eleventh. The wrong key: every thirteenth. */
const asked = (all: readonly Uint8Array[]): readonly EntryToCheck[] =>
  all.map((bytes, i) => {
    const { header, headerBytes, body, signature } = decodeEntry(bytes)
    const key = header.keyId === null ? null : i % 13 === 6 ? hashOf('test/another key') : spaceKey
    const good = { device: header.device, headerBytes, signature, body, key }
    if (i % 7 === 3) return { ...good, signature: deviceOf('eve').sign(signedBytes(headerBytes)) }
    if (i % 11 !== 5) return good
    const part = (['headerBytes', 'signature', 'body'] as const)[i % 3] ?? 'body'
    return { ...good, [part]: turned(good[part] ?? new Uint8Array(1), i * 31) }
  })

const plainly = (checks: readonly EntryCheck[] | null | undefined): unknown =>
  checks?.map(({ isGood, crc32, opened }) => [isGood, crc32, opened && toHex(opened)])

let entries: readonly EntryToCheck[] = []
beforeAll(async () => {
  entries = asked(await written(600))
  // The first batch starts them; it is checked in place.
  for (let round = 0; round < 500 && (await threads.check(entries.slice(0, 2))) === null; round++)
    await new Promise((resolve) => setTimeout(resolve, 20))
}, 120_000)

it('L19 threads answer as this thread would, in the order asked, also for many batches at once', async () => {
  const here = Array.from(entries, entryChecks())
  expect(plainly(await threads.check(entries.slice(0, 5)))).toEqual(plainly(here.slice(0, 5)))
  const sizes = [64, 65, 333, 512]
  const answers = await Promise.all(sizes.map(async (size) => verifier.checkEntries?.(entries.slice(0, size))))
  expect(answers.map(plainly)).toEqual(sizes.map((size) => plainly(here.slice(0, size))))
  const bad = here.flatMap(({ isGood }, i) => (isGood ? [] : [i]))
  expect(bad).toEqual(entries.flatMap((_, i) => (i % 7 === 3 || i % 11 === 5 ? [i] : [])))
  // Sealed, good, and the right key was there.
  const opened = here.flatMap(({ opened: text }, i) => (text === null ? [] : [i]))
  expect(opened).toEqual(entries.flatMap((_, i) => (i % 5 !== 0 && i % 13 !== 6 && !bad.includes(i) ? [i] : [])))
})

it('L19 fewer than are worth a message are left to the caller', async () => {
  expect(await verifier.checkEntries?.(entries.slice(0, 63))).toBeNull()
  expect(await verifier.checkEntries?.(entries.slice(0, 64))).not.toBeNull()
})

/** An entry after the last one of `bytes`, whatever it holds. */
const forged = (who: string, last: EntryHeader, body: Uint8Array, claims: Partial<EntryHeader> = {}): Uint8Array => {
  const headerBytes = encodeHeader({ ...last, at: last.at + body.length, bodyHash: bodyHashOf(body), bodySize: body.length, ...claims })
  return encodeEntry({ headerBytes, signature: deviceOf(who).sign(signedBytes(headerBytes)), body })
}

it('L19 L25 D1 a batch that threads check ends as one that is checked in place, whatever is in it', async () => {
  const ann = await peer('ann')
  await ann.appendMany(Array.from({ length: 140 }, (_, i) => note(`note ${i}`)))
  const good = allBytes(ann)
  const { header, headerBytes, signature } = decodeEntry(good.at(-1) ?? new Uint8Array())
  const unreadable = sealBody(hashOf('test/another key'), hashOf('nonce').subarray(0, 24), header, utf8('not under this key'))
  const whole = [
    ...good.slice(0, 100),
    // Good before bad, bad before good, and a body that is not the one of its header.
    good[50] ?? new Uint8Array(),
    turned(good[120] ?? new Uint8Array(), 400),
    encodeEntry({ headerBytes, signature, body: new Uint8Array(header.bodySize) }),
    forged('ann', header, unreadable),
    forged('ann', header, utf8('not CBOR'), { keyId: null }),
    forged('eve', header, utf8('not hers')),
    new Uint8Array(3),
    ...good.slice(100),
  ]
  const [beside, here] = [await peer('ben', { verifier, keyOf: () => spaceKey }), await peer('ben')]
  const reports = [await beside.ingest(whole), await here.ingest(whole)]
  expect(reports[0]).toEqual(reports[1])
  expect([reports[0]?.stored.length, reports[0]?.known, reports[0]?.refused]).toEqual([143, 1, 4])
  expect(picture(beside)).toEqual(picture(here))
})

it('L19 batches that are checked ahead: what comes twice is taken once, and what is badly signed is refused', async () => {
  const ann = await peer('ann')
  const ids = (await ann.appendMany(Array.from({ length: 1_200 }, (_, i) => note(`note ${i}`)))).map(({ id }) => id)
  const bytes = ann.audit().map(({ id }) => ann.wire(id) ?? new Uint8Array())
  const { headerBytes, signature, body } = decodeEntry(bytes[700] ?? new Uint8Array())
  const bad = encodeEntry({ headerBytes, signature: turned(signature, 40), body })
  const bob = await peer('bob', { verifier })
  const report = await bob.ingest([...bytes.slice(0, 700), bad, ...bytes.slice(701), ...bytes.slice(100, 700)])
  expect([report.stored.length, report.known, report.refused]).toEqual([1_200, 600, 1])
  expect(bob.waiting().past).toBe(500)
  await carry(ann, bob)
  expect([bob.stateRoot(), bob.has(ids[700] ?? (ids[0] as never))]).toEqual([ann.stateRoot(), true])
})

it('L19 threads that are gone leave the checks to this thread', async () => {
  const gone = verifyThreads({ count: 1, file: '/nowhere/thread.ts' })
  const alone = nativeVerifier({ threads: gone })
  const bytes = await written(100)
  for (let round = 0; round < 3; round++) {
    const ben = await peer('ben', { verifier: alone })
    expect((await ben.ingest(bytes)).stored.length).toBe(100)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const ended = verifyThreads({ count: 1 })
  await ended.check(entries.slice(0, 2))
  await ended.close()
  expect(await ended.check(entries.slice(0, 2))).toBeNull()
})

/** One thread that is up. */
const single = async (): Promise<VerifyThreads> => {
  const one = verifyThreads({ count: 1 })
  for (let round = 0; round < 500 && (await one.check(entries.slice(0, 2))) === null; round++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  return one
}

it('L19 threads that end while they have a batch leave it to this thread, and nothing of it is lost', { timeout: 120_000 }, async () => {
  const ann = await peer('ann')
  await ann.appendMany(Array.from({ length: 700 }, (_, i) => note(`note ${i}`)))
  const ending = await single()
  const ben = await peer('ben', { verifier: nativeVerifier({ threads: ending }) })
  const taken = ben.ingest(allBytes(ann))
  await new Promise((resolve) => setImmediate(resolve))
  await ending.close()
  expect((await taken).stored.length).toBe(701)
  expect(picture(ben)).toEqual(picture(ann))
})

const child = fileURLToPath(new URL('../fixtures/endWhileChecked.ts', import.meta.url))

it(
  'L19 a process stays for what threads have of it, and one that ends then keeps whole batches or none',
  { timeout: 120_000 },
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'log-threads-'))
    try {
      const waited = spawnSync(process.execPath, [child, join(home, 'wait.db'), 'wait'], { encoding: 'utf8' })
      expect([waited.stdout, waited.stderr, waited.status]).toEqual(['stored 601\n', '', 0])
      const path = join(home, 'exit.db')
      const ended = spawnSync(process.execPath, [child, path, 'exit'], { encoding: 'utf8' })
      expect([ended.stdout, ended.stderr, ended.status]).toEqual(['', '', 0])
      const store = sqliteStore({ path, random: seededRandom('again') })
      const ann = await peer('ann', { store })
      expect([0, 512]).toContain(ann.count())
      store.close()
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
)
