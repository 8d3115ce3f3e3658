import type { Clock, DeviceId, ErrorCode, Random, SpaceId, SyncSpace } from '@daomesh/protocol'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import type { Verdict } from './syncFrames.ts'

/** Who may read a space. The proof may carry whatever lets a peer with an older roster admit a newcomer. */
export type Admission = {
  readonly prove: (space: SpaceId, peer: DeviceId) => Uint8Array | Promise<Uint8Array>
  readonly admit: (space: SpaceId, peer: DeviceId, proof: Uint8Array) => Verdict | Promise<Verdict>
  /**
   * Whether entries can show that an unknown peer is a member: then they are fetched from it and it is judged again. Where only the chain can show it,
   * that would only let strangers fill the store.
   */
  readonly learnsFromEntries?: boolean
}

/** Latest-only signed records "I hold everything up to here", one per device, outside the set and its root. */
export type Frontiers = {
  readonly own: (space: SpaceId) => Uint8Array | null
  readonly receive: (space: SpaceId, bytes: Uint8Array) => 'accept' | 'ignore' | 'reject' | Promise<'accept' | 'ignore' | 'reject'>
  readonly all: (space: SpaceId) => readonly Uint8Array[]
}

/** What became of one space in one session. */
export type SpaceOutcome = {
  readonly space: SpaceId
  /** What we said of the peer, and the peer of us. */
  readonly ours: Verdict
  readonly theirs: Verdict
  readonly equal: boolean
  readonly stored: number
  readonly known: number
  readonly withheld: number
}

export type SyncOutcome = { readonly peer: DeviceId; readonly spaces: readonly SpaceOutcome[] }

export type SyncEvent =
  | { readonly type: 'synced'; readonly outcome: SyncOutcome }
  /** A session took place, and the two are in no space together. */
  | { readonly type: 'nothingShared'; readonly peer: DeviceId }
  | { readonly type: 'failed'; readonly peer: DeviceId; readonly code: ErrorCode; readonly error: Error }
  | { readonly type: 'penalised'; readonly peer: DeviceId; readonly milliseconds: number; readonly reason: string }

/** Milliseconds. Every value can be shortened in tests and in a simulation. */
export type SyncTiming = {
  /** The next session with a peer comes after `every` to twice that; when all was equal the wait doubles up to `everyAtMost`. */
  readonly every: number
  readonly everyAtMost: number
  /** How soon news from one peer is offered to the others. */
  readonly newsWithin: number
  /** While much comes by gossip, what a peer holds more is waited for so long before it is fetched. */
  readonly arrivals: number
  /** Longest silence of a peer inside a session. */
  readonly step: number
  /** Longest session; what is left resumes in the next. */
  readonly session: number
  /** How long a peer that sent refused entries is cut off; doubles each time. */
  readonly penalty: number
  /** How long a peer that broke the frame rules is cut off. */
  readonly frameFault: number
}

export const defaultSyncTiming: SyncTiming = {
  every: 30_000,
  everyAtMost: 120_000,
  newsWithin: 2_000,
  arrivals: 1_000,
  step: 30_000,
  session: 10 * 60_000,
  penalty: 10 * 60_000,
  frameFault: 10_000,
}

export type CreateSyncParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly spaces: () => readonly SyncSpace[]
  readonly admission: Admission
  readonly frontiers?: Frontiers
  readonly timing?: Partial<SyncTiming>
  readonly onEvent?: (event: SyncEvent) => void
  /** Whether so much comes otherwise that two peers seldom are equal at any moment: give it `push.isLively`. */
  readonly isLively?: () => boolean
}
