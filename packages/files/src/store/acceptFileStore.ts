import { type FileId, sha256Hex, type SpaceId, utf8 } from '@daomesh/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import type { FileStore } from './fileStore.ts'

/** A store over something that outlives it: `reopen` is what the next process sees. */
export type StoreUnderTest = { readonly store: FileStore; readonly reopen: () => FileStore; readonly close: () => void }

const idOf = (name: string) => sha256Hex(utf8(name))
const space = idOf('space') as SpaceId
const elsewhere = idOf('elsewhere') as SpaceId
const file = idOf('file') as FileId
const bytes = (...values: readonly number[]) => Uint8Array.from(values)

export const acceptFileStore = (name: string, make: () => StoreUnderTest): void => {
  describe(name, () => {
    let under: StoreUnderTest | null = null
    const open = (): StoreUnderTest => (under = make())
    afterEach(() => under?.close())

    test('Z1: nothing is there until it is written; spaces are apart', async () => {
      const { store } = open()
      expect([await store.state(space, file), await store.manifest(space, file), await store.read(space, file, 0, 1)]).toEqual([
        null,
        null,
        null,
      ])
      expect([await store.usage(space), await store.list(space)]).toEqual([0, []])
      await store.write(space, file, 0, bytes(1))
      expect([await store.state(space, file), await store.state(elsewhere, file)]).toEqual(['partial', null])
      await store.remove(elsewhere, file)
      expect(await store.read(space, file, 0, 1)).toEqual(bytes(1))
    })

    test('Z1: pieces come in any order; holes are zeros, what lies beyond the end is not here; whole and back', async () => {
      const { store, reopen } = open()
      await store.write(space, file, 4, bytes(4, 5))
      expect(await store.read(space, file, 0, 6)).toEqual(bytes(0, 0, 0, 0, 4, 5))
      expect(await store.read(space, file, 4, 3)).toBeNull()
      await store.write(space, file, 0, bytes(9, 1, 2, 3))
      await store.write(space, file, 0, bytes(0))
      await store.complete(space, file)
      const next = reopen()
      expect([await next.state(space, file), await next.read(space, file, 0, 6)]).toEqual(['whole', bytes(0, 1, 2, 3, 4, 5)])
      expect(await next.list(space)).toEqual([{ file, state: 'whole', bytes: 6 }])
      await next.reopen(space, file)
      await next.write(space, file, 5, bytes(7))
      expect([await next.state(space, file), await next.read(space, file, 4, 2)]).toEqual(['partial', bytes(4, 7)])
      await next.remove(space, file)
      expect([await next.state(space, file), await next.list(space), await next.usage(space)]).toEqual([null, [], 0])
    })

    test('Z2: what is staged is no file until it is finished, and then all of it; what was left is swept', async () => {
      const { store, reopen } = open()
      const staged = await store.stage()
      const left = await store.stage()
      await staged.append(bytes(1, 2))
      await left.append(bytes(8))
      await staged.append(bytes(3))
      expect(await store.list(space)).toEqual([])
      await staged.finish(space, file, bytes(42))
      const next = reopen()
      await next.sweep()
      expect([await next.state(space, file), await next.manifest(space, file), await next.read(space, file, 0, 3)]).toEqual([
        'whole',
        bytes(42),
        bytes(1, 2, 3),
      ])
      expect(await next.usage(space)).toBe(4)
      const discarded = await next.stage()
      await discarded.append(bytes(1))
      await discarded.discard()
      await left.discard()
      expect(await next.list(space)).toHaveLength(1)
    })

    test('Z1: a manifest is replaced as a whole', async () => {
      const { store, reopen } = open()
      await store.putManifest(space, file, bytes(1, 2, 3))
      await store.putManifest(space, file, bytes(4))
      expect([await reopen().manifest(space, file), await reopen().state(space, file)]).toEqual([bytes(4), null])
    })
  })
}
