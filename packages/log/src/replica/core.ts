import type {
  Address,
  Cbor,
  Clock,
  DeviceId,
  DeviceKey,
  EntryHeader,
  EntryId,
  FoldWrite,
  KeyId,
  LogId,
  Random,
  Reduce,
  SpaceId,
  Verifier,
  ViewFact,
  ViewFacts,
  ViewId,
  WireEntry,
} from '@daomesh/protocol'
import type { Judgement, LogStore, MetaRow, SpaceChanges, StoredEntry } from '../store/LogStore.ts'
import { type SetRoots, setRoots } from '../tree/setRoots.ts'
import { type StateTree, stateTree } from '../tree/stateTree.ts'
import { type Unjudged, unjudged } from '../tree/unjudged.ts'
import type { OpenBody } from './judge.ts'
import { emptyGraph, type EntryNode, type Graph } from './model.ts'

export type ReplicaInit = {
  readonly space: SpaceId
  readonly store: LogStore
  readonly verifier: Pick<Verifier, 'verifyDevice' | 'checkEntries'>
  /** Without timers a snapshot begins as soon as nobody waits for the replica. */
  readonly clock: Pick<Clock, 'now'> & Partial<Pick<Clock, 'setTimer'>>
  readonly random: Random
  readonly reduce: Reduce
  readonly views: ViewFacts
  readonly openBody: OpenBody
  /** The key that `openBody` would take, so that bodies of large batches are opened beside this thread. */
  readonly keyOf?: (keyId: KeyId) => Uint8Array | undefined
  /** Without it the replica reads and relays but cannot write. */
  readonly device?: DeviceKey
  /** Version of the rules: another one judges and folds everything again at opening. */
  readonly foldVersion: number
  /** The first entry of an own log, written by the replica before the first other entry of that log. */
  readonly opening?: (stream: string) => AppendContent
  /**
   * Hears what a listener threw, and why no snapshot could be kept: for the log of this program. Without it what a listener threw is thrown in a turn of its own,
   * where nobody catches it.
   */
  readonly onListenerFailure?: (error: unknown) => void
  /** Hears that a peer brought an entry of this very device that this store did not hold: it lost it, or another copy of it wrote it. */
  readonly onOwnFromElsewhere?: () => void
  /** From so many entries on beside the last snapshot a new one is kept at the end. Default: 1024, which a start reads in a twentieth of a second. */
  readonly snapshotEntries?: number
  /** Where much is written, one request after the other is not: what comes within a moment is written together. The clock must run by itself. */
  readonly gathersWrites?: boolean
  /** Gives the event loop back between batches. The default waits for the next turn of the platform's loop; a simulation passes its own. */
  readonly breathe?: () => Promise<void>
}

/** The header as the sealing function binds it: everything but what depends on the ciphertext. */
export type UnsealedHeader = Omit<EntryHeader, 'bodyHash' | 'bodySize'>

/** What an author gives; the replica fills in the rest. */
export type AppendContent = {
  readonly kind: string
  readonly body: Cbor
  /** null: the body travels in plain. */
  readonly keyId: KeyId | null
  readonly seal: (header: UnsealedHeader, plaintext: Uint8Array) => Uint8Array
}

/** Where this device writes a stream. */
export type OwnLog = { readonly stream: string; readonly incarnation: string; readonly log: LogId }

/** What a replica tells its listeners, after it is stored. All three lists are empty when the state was folded anew: read it again. */
export type ReplicaEvent = {
  readonly stored: readonly EntryId[]
  /** Counted and accepted now, each after everything it refers to. */
  readonly accepted: readonly EntryId[]
  /** Entries that counted before and do not any more. What they wrote leaves the state with the fold that follows, which is told of too. */
  readonly withdrawn: readonly EntryId[]
}

/** An entry that was checked, with what was found on the way: its checksum and its plaintext, or null where nobody looked. */
export type CheckedEntry = WireEntry & { readonly crc32: number | null; readonly opened: Uint8Array | null }

/** What the running step has changed and not stored yet. */
export type Step = {
  /** As they were parsed, so that they need not be read back. */
  readonly inserted: Map<EntryId, { readonly node: EntryNode; readonly entry: CheckedEntry }>
  readonly judged: Set<EntryNode>
  readonly dropped: Set<EntryId>
  readonly own: Map<string, string | null>
  readonly meta: MetaRow[]
  readonly accepted: EntryNode[]
  readonly withdrawn: EntryNode[]
  /** Whether anything of it is claimed when it is done. */
  durable: boolean
}

export const emptyStep = (durable = true): Step => ({
  durable,
  inserted: new Map(),
  judged: new Set(),
  dropped: new Set(),
  own: new Map(),
  meta: [],
  accepted: [],
  withdrawn: [],
})

/** The whole memory of a replica. Functions of this folder work on it; nothing outside does. */
export type Core = {
  readonly init: ReplicaInit
  readonly device: DeviceId | null
  graph: Graph
  state: StateTree
  roots: SetRoots
  step: Step
  /** What the step's rulings write, until it is known whether they count. */
  pendingWrites: { readonly node: EntryNode; readonly writes: readonly FoldWrite[] }[]
  /** Complete entries to look at, first in first out. */
  ready: EntryNode[]
  unjudged: Unjudged
  tips: Map<string, Set<EntryNode>>
  /** Ends that were cut while they were ends: they are cited still. Of those in `tips`, and stored. */
  aside: Set<EntryId>
  storedAside: string
  own: Map<string, OwnLog>
  /** Streams whose own log was shown to go on where it ended, or was begun in this session. */
  proven: Set<string>
  /** Views that judged entries cite. */
  views: Map<ViewId, ViewFact>
  members: Set<Address>
  /** Accepted entries that revoke a device. */
  unlinks: Set<EntryNode>
  /** Something was removed by fork or cut, so every step has to count anew. */
  recounting: boolean
  /** Something folded does not count any more: the state is folded again before it is claimed. */
  refoldDue: boolean
  /** How many complete entries the last snapshot held. */
  snapshotCount: number
  /** Why the last snapshot was not kept, as it was told; null since one was. */
  snapshotFailure: string | null
  readonly listeners: Set<(event: ReplicaEvent) => void>
  /** What the listeners are being told of: they ask for its bytes, which need not be read back. Null at any other time. */
  told: Step['inserted'] | null
  closed: boolean
}

export const emptyCore = (init: ReplicaInit): Core => ({
  init,
  device: init.device?.device ?? null,
  listeners: new Set(),
  told: null,
  snapshotFailure: null,
  closed: false,
  ...freshMemory(init.space),
})

export const freshMemory = (space: SpaceId) => ({
  graph: emptyGraph(space),
  state: stateTree(),
  roots: setRoots(),
  step: emptyStep(),
  pendingWrites: [] as { readonly node: EntryNode; readonly writes: readonly FoldWrite[] }[],
  ready: [] as EntryNode[],
  unjudged: unjudged(),
  tips: new Map<string, Set<EntryNode>>(),
  aside: new Set<EntryId>(),
  storedAside: '',
  own: new Map<string, OwnLog>(),
  proven: new Set<string>(),
  views: new Map<ViewId, ViewFact>(),
  members: new Set<Address>(),
  unlinks: new Set<EntryNode>(),
  recounting: false,
  refoldDue: false,
  snapshotCount: 0,
})

/** Written out: what a spread copies of a parsed entry costs more than the rest. */
const storedEntry = (
  { id, verdict, reason, standing, member }: EntryNode,
  { headerBytes, signature, body, crc32 }: CheckedEntry,
): StoredEntry => ({ id, headerBytes, signature, body, crc32, verdict, reason, standing, member })

export const judgementOf = (node: EntryNode): Judgement => ({
  verdict: node.verdict,
  reason: node.reason,
  standing: node.standing,
  member: node.member,
})

/** The step as the store takes it. */
export const changesOf = (core: Core, extra: Partial<SpaceChanges> = {}): SpaceChanges => {
  const { step } = core
  const judged = []
  for (const node of step.judged) if (!step.inserted.has(node.id)) judged.push({ id: node.id, ...judgementOf(node) })
  return {
    entries: Array.from(step.inserted.values(), ({ node, entry }) => storedEntry(node, entry)),
    judged,
    dropped: [...step.dropped],
    clearRegisters: false,
    registers: core.state.takeChanged(),
    resetJudgements: false,
    foldVersion: core.refoldDue ? unfolded : null,
    own: [...step.own].map(([stream, incarnation]) => ({ stream, incarnation })),
    meta: step.meta,
    // What is this device's own is never left to a later write. In this order, each part of it runs from the first step on: what only records of others
    // reached was compiled as never reached, and they fell out of the compiled code for good, one by one.
    durable: step.own.size > 0 || step.meta.length > 0 || step.durable,
    ...extra,
  }
}

/** Stored in place of a fold version while the registers do not match the entries: a crash then folds anew. */
export const unfolded = -1
