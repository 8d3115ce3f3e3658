import type { Admission, PeerNetwork } from '@daomesh/network'
import type { Clock, DeviceId, FileId, Random, SpaceId } from '@daomesh/protocol'
import type { HeldFile, NamedFile } from '../held/openHeldFile.ts'
import type { FileStore } from '../store/fileStore.ts'

/** What the records of the spaces say of files. */
export type FileBook = {
  readonly spaces: () => readonly SpaceId[]
  /** What records say of a file. */
  readonly named: (space: SpaceId, file: FileId) => readonly NamedFile[]
  /** Whether one of them is not withdrawn: else it is neither fetched nor given. */
  readonly shared: (space: SpaceId, file: FileId) => boolean
}

export type ExchangeEvent =
  | { readonly type: 'progress'; readonly space: SpaceId; readonly file: FileId }
  | { readonly type: 'whole'; readonly space: SpaceId; readonly file: FileId }
  /** It will not go on by itself: the file is not what its record says, the disk refuses, or there is no room for it. */
  | { readonly type: 'failed'; readonly space: SpaceId; readonly file: FileId; readonly error: Error }
  /** A chunk here is no longer what it was; it counts as missing from now on. */
  | { readonly type: 'lost'; readonly space: SpaceId; readonly file: FileId }
  | { readonly type: 'penalised'; readonly peer: DeviceId; readonly milliseconds: number; readonly reason: string }
  | { readonly type: 'broken'; readonly peer: DeviceId; readonly error: Error }

export type CreateExchangeParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly store: FileStore
  readonly book: FileBook
  readonly admission: Pick<Admission, 'prove' | 'admit'>
  readonly onEvent?: (event: ExchangeEvent) => void
  readonly breathe?: () => Promise<void>
}

/** What a stream works with on either side. */
export type Side = Pick<CreateExchangeParameters, 'network' | 'clock' | 'admission'> & {
  readonly held: (space: SpaceId, file: FileId) => Promise<HeldFile | null>
}
