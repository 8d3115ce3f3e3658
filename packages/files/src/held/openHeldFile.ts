import {
  addressOf,
  addressOfChunk,
  chunkCountOf,
  chunkSizeOf,
  type Decrypt,
  DaomeshError,
  type FileId,
  type FileManifest,
  limits,
  openChunk,
  openManifest,
  sealedBytes,
  type SpaceId,
  toHex,
} from '@daomesh/protocol'
import { type Bitmap, createBitmap } from '../bitmap.ts'
import type { FileStore } from '../store/fileStore.ts'

/** One file of which the manifest is here, and any of its chunks. A chunk counts as here when its hash said so. */
export type HeldFile = {
  readonly space: SpaceId
  readonly file: FileId
  readonly manifest: FileManifest
  readonly have: Bitmap
  readonly isWhole: () => boolean
  /** The sealed bytes of a chunk, checked; null where it is not here, or no longer what it was: then it counts as missing from now on. */
  readonly sealed: (index: number) => Promise<Uint8Array | null>
  /** The plaintext of a chunk. @throws DaomeshError `FILE_ABSENT`, `FILE_DAMAGED`, `FILE_MALFORMED`. */
  readonly open: (index: number, decrypt?: Decrypt) => Promise<Uint8Array>
  /** Keeps a chunk if it is the one of this place. False: these are other bytes. With the last one the file is whole. @throws DaomeshError `STORAGE_FAILED`. */
  readonly put: (index: number, sealed: Uint8Array) => Promise<boolean>
}

/** What a record says of a file. */
export type NamedFile = { readonly key: Uint8Array; readonly size: number }

export type OpenHeldFileParameters = {
  readonly store: FileStore
  readonly space: SpaceId
  readonly file: FileId
  /** What records say of this file: one whose key does not open it, or that says another size, is passed over. */
  readonly named: readonly NamedFile[]
  /** A chunk is found damaged. */
  readonly onLost?: () => void
  /** Gives the event loop back between chunks. */
  readonly breathe?: () => Promise<void>
}

const stride = limits.fileChunkBytes + sealedBytes

/** A hole in a partial file. Sealed bytes that begin with as many zeros do not occur. */
const isHole = (sealed: Uint8Array): boolean => sealed.subarray(0, 32).every((byte) => byte === 0)

const readManifest = (named: readonly NamedFile[], sealed: Uint8Array): { readonly manifest: FileManifest; readonly key: Uint8Array } => {
  let refusal: unknown = new DaomeshError('FILE_MALFORMED')
  for (const { key, size } of named) {
    try {
      const manifest = openManifest(key, sealed)
      if (manifest.size === size) return { manifest, key }
    } catch (error) {
      refusal = error
    }
  }
  throw refusal
}

/**
 * Opens what is here of a file. Of a partial file every chunk is read and its hash compared: after a crash or a cut of power nothing else is known.
 * @returns null where not even the manifest is here, or what is here is not it.
 * @throws DaomeshError `FILE_MALFORMED` where no key opens the manifest, `STORAGE_FAILED`.
 */
export const openHeldFile = async (p: OpenHeldFileParameters): Promise<HeldFile | null> => {
  const { store, space, file } = p
  const stored = await store.manifest(space, file)
  if (stored === null || addressOf(stored) !== file) return null
  const { manifest, key } = readManifest(p.named, stored)
  const count = chunkCountOf(manifest.size)
  const have = createBitmap(count)
  const lengthOf = (index: number): number => chunkSizeOf(manifest.size, index) + sealedBytes
  const isChunk = (index: number, sealed: Uint8Array): boolean => addressOf(sealed) === toHex(addressOfChunk(manifest, index))

  let whole = (await store.state(space, file)) === 'whole'
  if (!whole && count === 0) {
    await store.write(space, file, 0, new Uint8Array())
    await store.complete(space, file)
    whole = true
  }
  for (let index = 0; index < count; index++) {
    if (whole) {
      have.set(index, true)
      continue
    }
    const sealed = await store.read(space, file, index * stride, lengthOf(index))
    if (sealed !== null && !isHole(sealed) && isChunk(index, sealed)) have.set(index, true)
    await p.breathe?.()
  }

  /** One change of the file's name at a time. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = turn.then(act, act)
    turn = next.catch(() => undefined)
    return next
  }
  const settle = (): Promise<void> =>
    inTurn(async () => {
      if (whole || have.count() < count) return
      await store.complete(space, file)
      whole = true
    })
  /** What was removed meanwhile is not damaged. */
  const lose = (index: number): Promise<void> =>
    inTurn(async () => {
      have.set(index, false)
      const state = await store.state(space, file)
      if (whole && state === 'whole') await store.reopen(space, file)
      whole = false
      if (state !== null) p.onLost?.()
    })
  if (!whole) await settle()

  const writing = new Map<number, Promise<void>>()
  const keep = async (index: number, bytes: Uint8Array): Promise<void> => {
    await store.write(space, file, index * stride, bytes)
    have.set(index, true)
    await settle()
  }

  const sealed = async (index: number): Promise<Uint8Array | null> => {
    if (!have.has(index)) return null
    const bytes = await store.read(space, file, index * stride, lengthOf(index))
    if (bytes !== null && isChunk(index, bytes)) return bytes
    await lose(index)
    return null
  }
  return {
    space,
    file,
    manifest,
    have,
    isWhole: () => whole,
    sealed,
    open: async (index, decrypt) => {
      if (!have.has(index)) throw new DaomeshError('FILE_ABSENT', { meta: { file, chunk: index } })
      const bytes = await sealed(index)
      if (bytes === null) throw new DaomeshError('FILE_DAMAGED', { meta: { file, chunk: index } })
      return openChunk(key, manifest.size, index, bytes, decrypt)
    },
    put: async (index, bytes) => {
      if (index >= count || bytes.length !== lengthOf(index) || !isChunk(index, bytes)) return false
      if (have.has(index)) return true
      // Two peers may bring one chunk at once; a write that came after the last one would begin the file anew.
      const under = writing.get(index) ?? keep(index, bytes)
      writing.set(index, under)
      try {
        await under
      } finally {
        writing.delete(index)
      }
      return true
    },
  }
}
