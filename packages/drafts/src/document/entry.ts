import type { Address, DeviceId, EntryId, LogId } from '@daomesh/protocol'
import type { RefusalReason, refusals } from '../refusal.ts'

/**
 * One entry of a draft's stream. Entries that carry no edit (openings, rejected ones) come with `edit: null`, entries of a newer version with
 * `'newer'`: they keep their place in causality.
 */
export type DraftEntry = {
  readonly id: EntryId
  readonly log: LogId
  readonly device: DeviceId
  /** null: no opening that this version knows says whose log it is. Such an entry writes nothing. */
  readonly member: Address | null
  /** The entry before this one in its log. */
  readonly prev: EntryId | null
  readonly parents: readonly EntryId[]
  /** Milliseconds by its writer's clock, for display. */
  readonly at: number
  readonly edit: { readonly session: Uint8Array; readonly update: Uint8Array } | 'newer' | null
}

export type Judgement =
  | { readonly outcome: 'admitted' }
  | { readonly outcome: 'empty' }
  /** Of a newer version, or written by somebody who had such an entry before them: kept in its place and not read here. */
  | { readonly outcome: 'opaque' }
  | {
      readonly outcome: 'rejected'
      readonly reason: RefusalReason
      readonly rule: (typeof refusals)[RefusalReason]
      readonly detail: string
    }

/** What an admitted entry wrote: the ground for blame and restore. */
export type Contribution = {
  readonly entry: EntryId
  readonly log: LogId
  readonly device: DeviceId
  readonly member: Address
  readonly client: number
  /** Milliseconds by its writer's clock, for display. */
  readonly at: number
  /** Clocks [from, to) of the client. */
  readonly from: number
  readonly to: number
  readonly deletions: readonly { readonly client: number; readonly clock: number; readonly length: number }[]
}

export type DraftChange =
  /** `saw`: how far its author had seen what a client wrote. */
  | { readonly type: 'edit'; readonly entry: EntryId; readonly update: Uint8Array; readonly saw: (client: number) => number }
  /** Entries were set aside or a fork appeared: load the snapshot again. */
  | { readonly type: 'rebuilt' }
