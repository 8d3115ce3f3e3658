import type { FileId, SpaceId } from '@daomesh/protocol'

/** `partial`: being fetched, any piece may be missing. `whole`: everything was flushed to disk before it was called so. */
export type StoredState = 'partial' | 'whole'

/** New sealed bytes under way to the disk, in order; nothing of them is a file before `finish`. */
export type Staged = {
  readonly append: (bytes: Uint8Array) => Promise<void>
  /** All or nothing: afterwards manifest and bytes are on disk as a whole file. */
  readonly finish: (space: SpaceId, file: FileId, manifest: Uint8Array) => Promise<void>
  readonly discard: () => Promise<void>
}

/**
 * Sealed bytes of files, per space. It knows nothing of keys or chunks, and what it says of a piece is never believed without its hash.
 * Every failure of the disk is `STORAGE_FAILED`.
 */
export type FileStore = {
  /** Removes what earlier processes left unfinished in staging. */
  readonly sweep: () => Promise<void>
  readonly list: (space: SpaceId) => Promise<readonly { readonly file: FileId; readonly state: StoredState; readonly bytes: number }[]>
  /** Bytes on disk for this space, manifests included. */
  readonly usage: (space: SpaceId) => Promise<number>
  readonly manifest: (space: SpaceId, file: FileId) => Promise<Uint8Array | null>
  /** On disk when it resolves. */
  readonly putManifest: (space: SpaceId, file: FileId, sealed: Uint8Array) => Promise<void>
  readonly state: (space: SpaceId, file: FileId) => Promise<StoredState | null>
  /** Exactly these bytes, or null where they are not all here. Holes read as zeros. */
  readonly read: (space: SpaceId, file: FileId, at: number, length: number) => Promise<Uint8Array | null>
  /** Into the partial file, which is begun where there is none. Survives the death of the process; a power cut only after `complete`. */
  readonly write: (space: SpaceId, file: FileId, at: number, bytes: Uint8Array) => Promise<void>
  /** Flushes the partial file, then calls it whole. */
  readonly complete: (space: SpaceId, file: FileId) => Promise<void>
  /** A whole file in which something is damaged becomes partial again. */
  readonly reopen: (space: SpaceId, file: FileId) => Promise<void>
  readonly remove: (space: SpaceId, file: FileId) => Promise<void>
  readonly stage: () => Promise<Staged>
}
