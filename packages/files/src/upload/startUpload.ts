import { createHash } from 'node:crypto'
import {
  addressBytes,
  chunkCountOf,
  DaomeshError,
  type FileId,
  fromHex,
  limits,
  addressOf,
  sealChunk,
  sealManifest,
  type SpaceId,
} from '@daomesh/protocol'
import type { FileStore } from '../store/fileStore.ts'

export type SealedFile = { readonly file: FileId; readonly key: Uint8Array; readonly size: number; readonly hash: Uint8Array }

/** A file on its way in: plaintext comes in order, and only sealed bytes reach the disk. */
export type Upload = {
  readonly at: () => number
  /** Pieces of any length, one after the other; one that came before is passed over. @throws DaomeshError `FILE_UPLOAD` for one out of order. */
  readonly write: (at: number, bytes: Uint8Array) => Promise<number>
  /** Seals the manifest; the bytes are flushed and named only by `keep`. @throws DaomeshError `FILE_UPLOAD` before all came. */
  readonly seal: () => SealedFile
  /** On disk as a whole file when it resolves. */
  readonly keep: () => Promise<void>
  readonly discard: () => Promise<void>
}

/**
 * Begins a file of `size` bytes. `key`: 32 fresh random bytes; a second attempt takes another one, because the content may have changed meanwhile.
 * @throws DaomeshError `FILE_LIMIT`, `STORAGE_FAILED`.
 */
export const startUpload = async ({
  store,
  space,
  size,
  key,
}: {
  readonly store: FileStore
  readonly space: SpaceId
  readonly size: number
  readonly key: Uint8Array
}): Promise<Upload> => {
  if (size > limits.fileBytes) throw new DaomeshError('FILE_LIMIT', { meta: { size, limit: limits.fileBytes } })
  const staged = await store.stage()
  const content = createHash('sha256')
  const addresses = new Uint8Array(chunkCountOf(size) * addressBytes)
  const chunk = new Uint8Array(Math.min(limits.fileChunkBytes, size))
  let filled = 0
  let at = 0
  let index = 0
  let sealed: (SealedFile & { readonly manifest: Uint8Array }) | null = null
  let turn: Promise<unknown> = Promise.resolve()
  /** After a write that failed nobody knows what is staged. */
  let broken = false

  const flush = async (): Promise<void> => {
    const bytes = sealChunk(key, size, index, chunk.subarray(0, filled))
    addresses.set(fromHex(addressOf(bytes)), index * addressBytes)
    index += 1
    filled = 0
    broken = true
    await staged.append(bytes)
    broken = false
  }
  const take = async (from: number, bytes: Uint8Array): Promise<number> => {
    if (broken || from > at || from + bytes.length > size) throw new DaomeshError('FILE_UPLOAD', { meta: { at, from, size } })
    const fresh = bytes.subarray(at - from)
    for (let taken = 0; taken < fresh.length;) {
      const piece = fresh.subarray(taken, taken + chunk.length - filled)
      chunk.set(piece, filled)
      content.update(piece)
      filled += piece.length
      taken += piece.length
      at += piece.length
      if (filled === chunk.length || at === size) await flush()
    }
    return at
  }
  const seal = () => {
    if (broken || at !== size || filled > 0) throw new DaomeshError('FILE_UPLOAD', { meta: { at, size } })
    if (sealed === null) {
      const hash = new Uint8Array(content.digest())
      const { file, sealed: manifest } = sealManifest(key, { size, hash, addresses })
      sealed = { file, key, size, hash, manifest }
    }
    return sealed
  }
  return {
    at: () => at,
    write: (from, bytes) => {
      const next = turn.then(() => take(from, bytes))
      turn = next.catch(() => undefined)
      return next
    },
    seal,
    keep: async () => {
      const { file, manifest } = seal()
      await staged.finish(space, file, manifest)
    },
    discard: staged.discard,
  }
}
