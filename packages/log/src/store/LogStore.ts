import type { Address, DaomeshError, EntryId, SpaceId } from '@daomesh/protocol'

/** What the rules said about one entry. `pending`: not judged yet. `locked`: its key is not here. */
export type EntryVerdict = 'pending' | 'locked' | 'accepted' | 'rejected' | 'opaque'
/** Whether an entry counts: a fork or a removal may set it aside without touching its verdict. */
export type Standing = 'counted' | 'forked' | 'cut'

export type Judgement = {
  readonly verdict: EntryVerdict
  /** An error code, only when rejected. */
  readonly reason: string | null
  readonly standing: Standing
  /** Whose log it is; only in the entry that opens one. */
  readonly member: Address | null
}

/** The three byte strings of an entry. Header and signature never change; the body may be pruned. */
export type EntryBytes = { readonly headerBytes: Uint8Array; readonly signature: Uint8Array; readonly body: Uint8Array | null }

export type StoredEntry = {
  readonly id: EntryId
  /** CRC-32 of header, signature and body, one after the other, where it is known already. */
  readonly crc32?: number | null
} & EntryBytes &
  Judgement
export type LoadedEntry = { readonly id: EntryId; readonly headerBytes: Uint8Array } & Judgement

/** One register of the fold as it stands on disk. */
export type RegisterRow = { readonly key: string; readonly order: string; readonly id: EntryId; readonly value: Uint8Array }
/** The incarnation in which this device writes a stream; null forgets it. */
export type OwnLogRow = { readonly stream: string; readonly incarnation: string | null }
/** null deletes the key. */
export type MetaRow = readonly [key: string, value: Uint8Array | null]

/** Everything that one step of a replica changes: written in one transaction, all or nothing. */
export type SpaceChanges = {
  readonly entries: readonly StoredEntry[]
  readonly judged: readonly ({ readonly id: EntryId } & Judgement)[]
  readonly dropped: readonly EntryId[]
  /** Forget every register before `registers` are written. */
  readonly clearRegisters: boolean
  readonly registers: readonly RegisterRow[]
  /** Put every entry back to pending, before `judged` is written. */
  readonly resetJudgements: boolean
  readonly foldVersion: number | null
  readonly own: readonly OwnLogRow[]
  readonly meta: readonly MetaRow[]
  /**
   * False: the commit may still be lost when the power goes, but only together with everything after it, and the next durable one makes it durable
   * too. For what others wrote and this node has not acknowledged yet.
   */
  readonly durable: boolean
}

/** A point in the history of a stored space, between two commits. */
export type SnapshotMark = {
  /** Another one, that never was before, with every change of what was settled, so that a commit lost with the power does not come back under its name: a judgement, an entry that left, registers that were forgotten. */
  readonly epoch: number
  /** The last row of entries and of registers, and whose it is. */
  readonly entries: readonly [n: number, id: EntryId]
  readonly registers: readonly [n: number, id: EntryId]
}

/** What a replica made of the rows up to a mark, so that the next start need not make it again. */
export type SpaceSnapshot = {
  readonly mark: SnapshotMark
  /** Entries up to the mark that were not settled then. */
  readonly open: readonly EntryId[]
  readonly bytes: Uint8Array
}

export type LoadedSpace = {
  readonly entries: Iterable<LoadedEntry>
  readonly registers: Iterable<RegisterRow>
  readonly own: readonly { readonly stream: string; readonly incarnation: string }[]
  /** null: this space was never folded here. */
  readonly foldVersion: number | null
}

/**
 * Where spaces live. Synchronous on purpose: a step of a replica is then atomic for every reader in the process.
 * Every method throws DaomeshError `STORAGE_FAILED` when the disk refuses, and then nothing of the call is kept.
 */
export type LogStore = {
  /** All of a space, each header that of its id; or the open entries of its snapshot and everything that came after it. Each register once, as it was written last. */
  readonly load: (space: SpaceId, part?: 'all' | 'after snapshot') => LoadedSpace
  /** The snapshot that was kept last, as long as nothing it stands for has changed; null is always allowed. */
  readonly snapshot: (space: SpaceId) => Uint8Array | null
  /** Where the space is now; null where no snapshot can be kept. */
  readonly mark: (space: SpaceId) => SnapshotMark | null
  /** Keeps a snapshot in place of the one before; nothing where it is out of date by now. Nobody may rely on it: never throws. */
  readonly keepSnapshot: (space: SpaceId, snapshot: SpaceSnapshot) => Promise<void>
  readonly read: (id: EntryId) => EntryBytes | null
  /** An entry that is stored was not found: something of the store is damaged, which it looks for when it is opened next. @returns the error to throw. */
  readonly lost: (id: EntryId) => DaomeshError
  /** Durable when it returns, unless the changes say otherwise. */
  readonly commit: (space: SpaceId, changes: SpaceChanges) => void
  readonly spaces: () => readonly SpaceId[]
  /** Rows of the node itself: settings, request outcomes, chain facts. */
  readonly getMeta: (key: string) => Uint8Array | null
  readonly setMeta: (rows: readonly MetaRow[]) => void
  readonly listMeta: (prefix: string) => readonly (readonly [key: string, value: Uint8Array])[]
  /** Random name of this store; another one after it was copied. */
  readonly instance: string
  /** The file was copied or restored since it was last open: own incarnations were forgotten, so that no log is forked. */
  readonly copied: boolean
  /** Where a damaged file was set aside at this opening; null: nothing was damaged. */
  readonly quarantined: string | null
  /** The last damage, until a person has read of it; also after further starts. */
  readonly damage: () => Damage | null
  readonly dismissDamage: () => void
  readonly close: () => void
}

/** What became of a damaged store. */
export type Damage = {
  /** Name of the file that was set aside. */
  readonly file: string
  /** How many entries and rows of the node could be taken over. */
  readonly entries: number
  readonly rows: number
}

export const noChanges: SpaceChanges = {
  entries: [],
  judged: [],
  dropped: [],
  clearRegisters: false,
  registers: [],
  resetJudgements: false,
  foldVersion: null,
  own: [],
  meta: [],
  durable: true,
}

/** Whether a step writes nothing: then only `durable` counts, and it makes the steps before it safe. */
export const isEmpty = ({ durable: _, clearRegisters, resetJudgements, foldVersion, ...lists }: SpaceChanges): boolean =>
  !clearRegisters && !resetJudgements && foldVersion === null && Object.values(lists).every((list) => list.length === 0)
