import { mkdtempSync, rmSync, truncateSync, writeFileSync, readFileSync, openSync, writeSync, closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { chunkCountOf, concatBytes, limits, toHex } from '@daomesh/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diskFileStore } from '../disk/index.ts'
import { keyOf, share, space, stride } from '../fixtures/files.ts'
import { memoryFileStore } from '../memory/index.ts'
import { startUpload } from '../upload/startUpload.ts'
import type { FileStore } from '../store/fileStore.ts'
import { type HeldFile, openHeldFile } from './openHeldFile.ts'

const size = 4 * limits.fileChunkBytes + 1_000
const count = chunkCountOf(size)
let root = ''
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'daomesh-held-'))))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let homes = 0
const diskHome = () => {
  const folder = join(root, String(homes++))
  return { folder, store: diskFileStore({ root: folder }) }
}

const open = async (store: FileStore, { file, named }: Awaited<ReturnType<typeof share>>, onLost = () => undefined): Promise<HeldFile> => {
  const held = await openHeldFile({ store, space, file, named: [named], onLost })
  if (held === null) throw new Error('nothing is here')
  return held
}
const contentIn = async (held: HeldFile): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for (let index = 0; index < held.have.length; index++) parts.push(await held.open(index))
  return concatBytes(...parts)
}

test('Z2: what was uploaded in any pieces is read back, and its manifest names the SHA-256 of the content; nothing plain lies on the disk', async () => {
  const { folder, store } = diskHome()
  for (const length of [0, 1, limits.fileChunkBytes, size]) {
    const shared = await share(store, `file of ${length}`, length)
    const held = await open(store, shared)
    expect(held.isWhole()).toBe(true)
    expect(Buffer.compare(await contentIn(held), shared.content)).toBe(0)
    expect(toHex(held.manifest.hash)).toBe(createHash('sha256').update(shared.content).digest('hex'))
    const onDisk = readFileSync(join(folder, space, `${shared.file}.sealed`))
    if (length > 64) expect(onDisk.includes(Buffer.from(shared.content.subarray(32, 64)))).toBe(false)
  }
})

test('Z2: pieces out of order, too many or too few are refused, and a piece that comes twice counts once', async () => {
  const store = memoryFileStore()
  const upload = await startUpload({ store, space, size: 10, key: keyOf('x') })
  expect(await upload.write(0, new Uint8Array(4))).toBe(4)
  expect(await upload.write(0, new Uint8Array(4))).toBe(4)
  expect(await upload.write(2, new Uint8Array(4))).toBe(6)
  await expect(upload.write(7, new Uint8Array(1))).rejects.toMatchObject({ code: 'FILE_UPLOAD' })
  await expect(upload.write(6, new Uint8Array(5))).rejects.toMatchObject({ code: 'FILE_UPLOAD' })
  expect(() => upload.seal()).toThrow(expect.objectContaining({ code: 'FILE_UPLOAD' }))
  expect(await upload.write(6, new Uint8Array(4))).toBe(10)
  expect(upload.seal().size).toBe(10)
  await expect(startUpload({ store, space, size: limits.fileBytes + 1, key: keyOf('x') })).rejects.toMatchObject({ code: 'FILE_LIMIT' })
})

test('Z2: after a write that the disk refused an upload is over', async () => {
  let full = false
  const store = memoryFileStore({ fault: () => full })
  const upload = await startUpload({ store, space, size, key: keyOf('x') })
  full = true
  await expect(upload.write(0, new Uint8Array(size))).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  full = false
  await expect(upload.write(upload.at(), new Uint8Array(1))).rejects.toMatchObject({ code: 'FILE_UPLOAD' })
})

test('Z3: a chunk that is damaged on the disk is found by its hash, never handed out, and can be put again', async () => {
  const { folder, store } = diskHome()
  const shared = await share(store, 'damaged', size)
  let lost = 0
  const held = await open(store, shared, () => void (lost += 1))
  const good = await held.sealed(2)
  const handle = openSync(join(folder, space, `${shared.file}.sealed`), 'r+')
  writeSync(handle, Uint8Array.of(0xff, 0xff), 0, 2, 2 * stride + 77)
  closeSync(handle)
  await expect(held.open(2)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
  expect([held.isWhole(), held.have.has(2), lost, await store.state(space, shared.file)]).toEqual([false, false, 1, 'partial'])
  await expect(held.open(2)).rejects.toMatchObject({ code: 'FILE_ABSENT' })
  expect(await held.put(2, good ?? new Uint8Array())).toBe(true)
  expect([held.isWhole(), await store.state(space, shared.file)]).toEqual([true, 'whole'])
  expect(Buffer.compare(await contentIn(held), shared.content)).toBe(0)
  // The end is missing: the last chunk is lost, the others are not.
  truncateSync(join(folder, space, `${shared.file}.sealed`), size)
  await expect(contentIn(held)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
  expect(held.have.count()).toBe(count - 1)
})

test('Z3: a damaged manifest is as good as none; a record with another key or size does not open it, and does not hide the right one', async () => {
  const { folder, store } = diskHome()
  const { file, named } = await share(store, 'manifest', 9)
  const wrongKey = { key: keyOf('other'), size: 9 }
  const wrongSize = { key: named.key, size: 8 }
  for (const bad of [[], [wrongKey], [wrongSize, wrongKey]])
    await expect(openHeldFile({ store, space, file, named: bad })).rejects.toMatchObject({ code: 'FILE_MALFORMED' })
  expect((await openHeldFile({ store, space, file, named: [wrongKey, wrongSize, named] }))?.isWhole()).toBe(true)
  const path = join(folder, space, `${file}.manifest`)
  writeFileSync(path, readFileSync(path).subarray(1))
  expect(await openHeldFile({ store, space, file, named: [named] })).toBeNull()
})

test('Z4: whatever a crash left of a partial file, what is right of it counts and the rest is fetched again', async () => {
  const source = memoryFileStore()
  const shared = await share(source, 'resumed', size)
  const original = await open(source, shared)
  const sealed = await Promise.all(Array.from({ length: count }, (_, index) => original.sealed(index)))
  const manifest = await source.manifest(space, shared.file)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(Array.from({ length: count }, (_, index) => index)),
      fc.array(
        fc.record({ at: fc.nat(size), length: fc.integer({ min: 1, max: 3 * stride }), what: fc.constantFrom('zeros', 'noise', 'cut') }),
        {
          maxLength: 2,
        },
      ),
      async (order, faults) => {
        const store = memoryFileStore()
        await store.putManifest(space, shared.file, manifest ?? new Uint8Array())
        const first = await open(store, shared)
        for (const index of order) await first.put(index, sealed[index] ?? new Uint8Array())
        expect(first.isWhole()).toBe(order.length === count)
        if (first.isWhole()) await store.reopen(space, shared.file)
        const ruined = new Set<number>()
        // What a cut of power leaves of writes that were never flushed.
        for (const { at, length, what } of order.length === 0 ? [] : faults) {
          await store.write(space, shared.file, at, what === 'noise' ? new Uint8Array(length).fill(0xa5) : new Uint8Array(length))
          for (let index = Math.floor(at / stride); index <= Math.floor((at + length - 1) / stride); index++) ruined.add(index)
        }
        const again = await open(store, shared)
        for (let index = 0; index < count; index++)
          expect([index, again.have.has(index)]).toEqual([index, order.includes(index) && !ruined.has(index)])
        for (let index = 0; index < count; index++) expect(await again.put(index, sealed[index] ?? new Uint8Array())).toBe(true)
        expect(again.isWhole()).toBe(true)
        expect(Buffer.compare(await contentIn(again), shared.content)).toBe(0)
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

test('Z3: other bytes than those of the place are not kept: another chunk, a changed one, a longer one', async () => {
  const source = memoryFileStore()
  const shared = await share(source, 'places', size)
  const original = await open(source, shared)
  const store = memoryFileStore()
  await store.putManifest(space, shared.file, (await source.manifest(space, shared.file)) ?? new Uint8Array())
  const held = await open(store, shared)
  const first = (await original.sealed(0)) ?? new Uint8Array()
  const changed = first.slice()
  changed[9] = (changed[9] ?? 0) ^ 1
  for (const [index, bytes] of [
    [1, first],
    [0, changed],
    [0, concatBytes(first, Uint8Array.of(0))],
    [count, first],
    [count - 1, first.subarray(0, 1_016)],
  ] as const)
    expect(await held.put(index, bytes)).toBe(false)
  expect([held.have.count(), await store.state(space, shared.file)]).toEqual([0, null])
})
