import type { EntryHeader } from '../entry/header.ts'
import type { Address, DeviceId, EntryId, ViewId } from '../ids.ts'
import type { Cbor } from '../codec/cbor.ts'

/**
 * The state of a space is a map of registers. An entry contributes writes; of two writes to one key the greater (order, entry id) wins.
 * A maximum is commutative, associative and idempotent, so equal sets give equal states in whatever order entries arrive.
 * `order` compares as a string: pad numbers. Use `causalOrder(depth)` where "later" means later in causality, and '' where keys are unique.
 */
export type FoldWrite = { readonly key: string; readonly order: string; readonly value: Cbor }

/** An entry with everything that its validity may depend on: its own log's prefix and its causal past, nothing else. */
export type OpenEntry = {
  readonly id: EntryId
  readonly header: EntryHeader
  /** Decrypted and decoded, but not parsed: `unknown` until the body's schema says otherwise. */
  readonly body: unknown
  /** 1 + the greatest depth among prev and parents. */
  readonly depth: number
  /** From the log's first entry, once that has been accepted. For seq 0 itself: null. */
  readonly author: LogAuthor | null
}

/** Whom a log belongs to, as its opening entry proved. */
export type LogAuthor = { readonly member: Address; readonly device: DeviceId; readonly stream: string }

/** A device of a member that may write in that member's name no more. The same device may be another member's too. */
export type UnlinkedDevice = { readonly member: Address; readonly device: DeviceId }

/** The kind whose accepted entries revoke a device, so that a replica finds them again without reading every body. */
export const unlinkKind = 'device.unlink'

export type Verdict =
  /** `author` only for an opening entry, `unlinks` only for one of `unlinkKind`: what that device wrote is cut by causality. */
  | {
      readonly outcome: 'accepted'
      readonly writes: readonly FoldWrite[]
      readonly author?: LogAuthor
      readonly unlinks?: UnlinkedDevice
    }
  /** Stored, ignored, shown in the audit view with its reason (an error code). */
  | { readonly outcome: 'rejected'; readonly reason: string }
  /** Unknown kind or newer body version: stored, relayed, ignored, "update the app". */
  | { readonly outcome: 'opaque' }

/** Pure. Called once per entry, after all its references were judged. */
export type Reduce = (entry: OpenEntry, view: ViewFact) => Verdict

/**
 * A view as the chain (or the lobby) fixes it. `index` grows with every membership event; `members` null: everybody who holds the key. `through`: members of
 * DAOs among the members, each with the seat of that DAO; what they may write governance J12 says.
 */
export type ViewFact = {
  readonly view: ViewId
  readonly index: number
  readonly members: ReadonlySet<Address> | null
  readonly through?: ReadonlyMap<Address, Address>
}

/**
 * The seat by which an account is in a view: its own, or that of a DAO it is a member of; null for who is not in it.
 * @example
 * seatIn({ members: new Set([dao]), through: new Map([[alice, dao]]) }, alice) // => dao
 */
export const seatIn = ({ members, through }: Pick<ViewFact, 'members' | 'through'>, account: Address): Address | null =>
  members === null || members.has(account) ? account : (through?.get(account) ?? null)

/** What a replica asks of the chain side; grows only. */
export type ViewFacts = {
  /** undefined: not known yet, so the entry waits. */
  readonly lookup: (view: ViewId) => ViewFact | undefined
  readonly current: () => ViewFact
}

/** Registers order: later in causality wins, then the greater id (the replica appends the id). */
export const causalOrder = (depth: number): string => depth.toString().padStart(16, '0')
