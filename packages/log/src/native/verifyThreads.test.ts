import { hashOf, toHex, utf8 } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { carry, note, peer } from '../fixtures/world.ts'
import type { SignedItem } from './checkBatch.ts'
import { deviceKeyFromSeed } from './deviceKey.ts'
import { nativeVerifier } from './nativeVerifier.ts'
import { verifyThreads } from './verifyThreads.ts'

const threads = verifyThreads({ count: 2 })
const verifier = nativeVerifier({ threads })
afterAll(threads.close)

const keys = ['a', 'b', 'c'].map((name) => deviceKeyFromSeed(hashOf('test/threads', utf8(name))))

/** Every seventh is signed by another device, every eleventh has a turned bit. */
const items = (count: number): readonly SignedItem[] =>
  Array.from({ length: count }, (_, i) => {
    const key = keys[i % keys.length]
    const signer = i % 7 === 3 ? keys[(i + 1) % keys.length] : key
    if (!key || !signer) throw new Error('three keys')
    const message = utf8(`message ${i} ${'x'.repeat(i % 50)}`)
    const signature = signer.sign(message)
    if (i % 11 === 5) signature[i % 64] = (signature[i % 64] ?? 0) ^ 4
    return { device: key.device, message, signature }
  })
const isGood = (_: unknown, i: number): boolean => i % 7 !== 3 && i % 11 !== 5

beforeAll(async () => {
  // The first batch starts them; it is checked in place.
  for (let round = 0; round < 500 && (await threads.verify(items(2))) === null; round++)
    await new Promise((resolve) => setTimeout(resolve, 20))
}, 20_000)

it('L19 threads answer as this thread does, in the order asked, also for many batches at once', async () => {
  expect(await threads.verify(items(5))).toEqual(items(5).map(isGood))
  const sizes = [64, 65, 333, 512]
  const answers = await Promise.all(sizes.map((size) => verifier.verifyDevice(items(size))))
  expect(answers).toEqual(sizes.map((size) => items(size).map(isGood)))
  expect(await nativeVerifier().verifyDevice(items(512))).toEqual(items(512).map(isGood))
})

it('D1 a signature of another length among many is bad, and the others are as they were', async () => {
  const many = items(100)
  const odd = many.map((item, i) => (i === 50 ? { ...item, signature: item.signature.subarray(1) } : item))
  expect(await verifier.verifyDevice(odd)).toEqual(many.map((item, i) => i !== 50 && isGood(item, i)))
})

it('L19 batches that are checked ahead: what comes twice is taken once, and what is badly signed is refused', async () => {
  const ann = await peer('ann')
  const ids = (await ann.appendMany(Array.from({ length: 1_200 }, (_, i) => note(`note ${i}`)))).map(({ id }) => id)
  const bytes = ann.audit().map(({ id }) => ann.wire(id) ?? new Uint8Array())
  const bad = Uint8Array.from(bytes[700] ?? [])
  const at = toHex(bad).indexOf('5840') / 2 + 2
  bad[at + 40] = (bad[at + 40] ?? 0) ^ 1
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
  for (let round = 0; round < 3; round++) {
    expect(await alone.verifyDevice(items(100))).toEqual(items(100).map(isGood))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const ended = verifyThreads({ count: 1 })
  await ended.verify(items(2))
  await ended.close()
  expect(await ended.verify(items(2))).toBeNull()
})
