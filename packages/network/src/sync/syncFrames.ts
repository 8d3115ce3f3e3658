import { encode, type EntryId, fromHex, type LogHead, type LogId, limits, mostEntryBytes, toHex } from '@daomesh/protocol'
import { z } from 'zod'
import { readFrame } from '../frames/readFrame.ts'

export const syncProtocol = '/daomesh/sync/1'
export const syncLimits = {
  /** Spaces one peer offers in one session. */
  tags: 256,
  /** A membership proof with a decision of 64 sheets stays far below. */
  proofBytes: 256 * 1024,
  rootsPerFrame: 2000,
  headsPerFrame: 2000,
  /** Tips of a forked log that are named; the root covers only its proof, so the rest is a hint less. */
  tips: 64,
  idsPerFrame: 2000,
  rangesPerFrame: 512,
  /** Where a batch ends: one transaction at the receiver, and a send of few chunks. */
  batchBytes: 256 * 1024,
  frontiers: 256,
  frontierBytes: 4 * 1024,
  /** Asks a peer may have waiting here; an honest one has one. */
  waitingAsks: 4,
  /** Streams that differ, of which one session looks at so many. */
  streams: 20_000,
} as const

export type SessionMode = 'sync' | 'heads'
const verdicts = ['admit', 'MEMBERSHIP_UNKNOWN', 'refuse', 'INVITE_EXPIRED', 'INVITE_REVOKED', 'INVITE_REPLAYED'] as const
/** A refusal may say why, so that who was refused can be told what to do; a reason is only told to who proved the invite's secret. */
export type Verdict = (typeof verdicts)[number]
/**
 * Whether a verdict shuts the peer out; *membership unknown* does not, it may change within the session (S4).
 * @example
 * isRefusal('MEMBERSHIP_UNKNOWN') // => false
 */
export const isRefusal = (verdict: Verdict): boolean => verdict !== 'admit' && verdict !== 'MEMBERSHIP_UNKNOWN'
export type LogSeq = { readonly log: LogId; readonly seq: number }
/** Entries beside each other at one place of a log: never none, in the order of their ids. */
export type Branches = { readonly seq: number; readonly ids: readonly EntryId[] }

export type SyncFrame =
  | { readonly type: 'hello'; readonly mode: SessionMode; readonly tags: readonly Uint8Array[] }
  | { readonly type: 'proof'; readonly channel: number; readonly proof: Uint8Array }
  | { readonly type: 'verdict'; readonly channel: number; readonly verdict: Verdict; readonly last: boolean }
  | { readonly type: 'askRoots'; readonly channel: number; readonly root: string; readonly after: string | null }
  | {
      readonly type: 'roots'
      readonly channel: number
      readonly root: string
      readonly streams: readonly { readonly stream: string; readonly root: string }[]
      readonly more: boolean
    }
  | { readonly type: 'askHeads'; readonly channel: number; readonly stream: string; readonly after: LogId | null }
  | { readonly type: 'heads'; readonly channel: number; readonly heads: readonly LogHead[]; readonly more: boolean }
  | { readonly type: 'askIds'; readonly channel: number; readonly places: readonly LogSeq[] }
  | { readonly type: 'ids'; readonly channel: number; readonly ids: readonly (EntryId | null)[] }
  | { readonly type: 'askRanges'; readonly channel: number; readonly ranges: readonly LogSeq[] }
  | {
      readonly type: 'batch'
      readonly channel: number
      readonly entries: readonly Uint8Array[]
      readonly progress: readonly { readonly range: number; readonly next: number | null }[]
      readonly last: boolean
    }
  | { readonly type: 'askLogs'; readonly channel: number; readonly logs: readonly LogId[] }
  | { readonly type: 'logHeads'; readonly channel: number; readonly heads: readonly (LogHead | null)[] }
  | { readonly type: 'frontiers'; readonly channel: number; readonly frontiers: readonly Uint8Array[] }
  | { readonly type: 'done'; readonly channel: number }
  | {
      readonly type: 'askBranches'
      readonly channel: number
      readonly log: LogId
      readonly seq: number
      /** Of the first place only what comes after it. */
      readonly after: EntryId | null
    }
  | { readonly type: 'branches'; readonly channel: number; readonly places: readonly Branches[]; readonly more: boolean }
  | { readonly type: 'askEntries'; readonly channel: number; readonly log: LogId; readonly places: readonly Branches[] }

const modes = ['sync', 'heads'] as const
// One look each: frames are the most frequent thing that a peer sends, and nobody reads why one of them is refused.
const bytes = (max: number) => z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length <= max)
const hash = z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length === 32)
const upTo = (max: number) => z.custom<number>((n) => Number.isSafeInteger(n) && (n as number) >= 0 && (n as number) <= max)
const nat = upTo(Number.MAX_SAFE_INTEGER)
const channel = upTo(syncLimits.tags - 1)
const stream = z.string().min(1).max(limits.streamBytes)
const root = z.string().max(128)
const place = z.tuple([hash, nat]).transform(([log, seq]): LogSeq => ({ log: toHex(log) as LogId, seq }))
const head = z.union([
  z
    .tuple([hash, nat, hash])
    .transform(([log, seq, id]): LogHead => ({ log: toHex(log) as LogId, state: 'open', seq, id: toHex(id) as EntryId })),
  z.tuple([hash, nat, hash, hash, z.array(hash).max(syncLimits.tips)]).transform(([log, seq, low, high, tips]): LogHead => ({
    log: toHex(log) as LogId,
    state: 'forked',
    seq,
    proof: [toHex(low) as EntryId, toHex(high) as EntryId],
    tips: tips.map((tip) => toHex(tip) as EntryId),
  })),
])
const branches = z
  .array(
    z
      .tuple([nat, z.array(hash).min(1).max(syncLimits.idsPerFrame)])
      .transform(([seq, ids]): Branches => ({ seq, ids: ids.map((id) => toHex(id) as EntryId) })),
  )
  .refine((places) => places.reduce((sum, { ids }) => sum + ids.length, 0) <= syncLimits.idsPerFrame)
  // Each place once: a walk over what lies there is made for each that is named.
  .refine((places) => places.every(({ seq }, i) => i === 0 || seq > (places[i - 1]?.seq ?? 0)))
/** Each log once: whoever names one again and again would have all of it read as often. */
const ranges = z
  .array(place)
  .max(syncLimits.rangesPerFrame)
  .refine((places) => new Set(places.map(({ log }) => log)).size === places.length)
const t = z.literal

const frames = {
  0: z
    .tuple([t(0), t(1), upTo(1), z.array(hash).max(syncLimits.tags)])
    .transform(([, , mode, tags]) => ({ type: 'hello', mode: modes[mode] ?? 'sync', tags }) as const),
  1: z.tuple([t(1), channel, bytes(syncLimits.proofBytes)]).transform(([, channel, proof]) => ({ type: 'proof', channel, proof }) as const),
  2: z
    .tuple([t(2), channel, upTo(verdicts.length - 1), z.boolean()])
    .transform(([, channel, v, last]) => ({ type: 'verdict', channel, verdict: verdicts[v] ?? 'refuse', last }) as const),
  3: z
    .tuple([t(3), channel, root, stream.nullable()])
    .transform(([, channel, root, after]) => ({ type: 'askRoots', channel, root, after }) as const),
  4: z
    .tuple([t(4), channel, root, z.array(z.tuple([stream, root])).max(syncLimits.rootsPerFrame), z.boolean()])
    .transform(
      ([, channel, root, pairs, more]) =>
        ({ type: 'roots', channel, root, streams: pairs.map(([stream, root]) => ({ stream, root })), more }) as const,
    ),
  5: z
    .tuple([t(5), channel, stream, hash.nullable()])
    .transform(
      ([, channel, stream, after]) =>
        ({ type: 'askHeads', channel, stream, after: after === null ? null : (toHex(after) as LogId) }) as const,
    ),
  6: z
    .tuple([t(6), channel, z.array(head).max(syncLimits.headsPerFrame), z.boolean()])
    .transform(([, channel, heads, more]) => ({ type: 'heads', channel, heads, more }) as const),
  7: z
    .tuple([t(7), channel, z.array(place).max(syncLimits.idsPerFrame)])
    .transform(([, channel, places]) => ({ type: 'askIds', channel, places }) as const),
  8: z
    .tuple([t(8), channel, z.array(hash.nullable()).max(syncLimits.idsPerFrame)])
    .transform(
      ([, channel, ids]) => ({ type: 'ids', channel, ids: ids.map((id) => (id === null ? null : (toHex(id) as EntryId))) }) as const,
    ),
  9: z.tuple([t(9), channel, ranges]).transform(([, channel, ranges]) => ({ type: 'askRanges', channel, ranges }) as const),
  10: z
    .tuple([
      t(10),
      channel,
      z.array(bytes(mostEntryBytes)).max(limits.batchEntries),
      z.array(z.tuple([upTo(syncLimits.rangesPerFrame - 1), nat.nullable()])).max(syncLimits.rangesPerFrame),
      z.boolean(),
    ])
    .transform(
      ([, channel, entries, pairs, last]) =>
        ({ type: 'batch', channel, entries, progress: pairs.map(([range, next]) => ({ range, next })), last }) as const,
    ),
  11: z
    .tuple([t(11), channel, z.array(hash).max(syncLimits.idsPerFrame)])
    .transform(([, channel, logs]) => ({ type: 'askLogs', channel, logs: logs.map((log) => toHex(log) as LogId) }) as const),
  12: z
    .tuple([t(12), channel, z.array(head.nullable()).max(syncLimits.idsPerFrame)])
    .transform(([, channel, heads]) => ({ type: 'logHeads', channel, heads }) as const),
  13: z
    .tuple([t(13), channel, z.array(bytes(syncLimits.frontierBytes)).max(syncLimits.frontiers)])
    .transform(([, channel, frontiers]) => ({ type: 'frontiers', channel, frontiers }) as const),
  14: z.tuple([t(14), channel]).transform(([, channel]) => ({ type: 'done', channel }) as const),
  15: z.tuple([t(15), channel, hash, nat, hash.nullable()]).transform(
    ([, channel, log, seq, after]) =>
      ({
        type: 'askBranches',
        channel,
        log: toHex(log) as LogId,
        seq,
        after: after === null ? null : (toHex(after) as EntryId),
      }) as const,
  ),
  16: z
    .tuple([t(16), channel, branches, z.boolean()])
    .transform(([, channel, places, more]) => ({ type: 'branches', channel, places, more }) as const),
  17: z
    .tuple([t(17), channel, hash, branches])
    .transform(([, channel, log, places]) => ({ type: 'askEntries', channel, log: toHex(log) as LogId, places }) as const),
} as const

const maybeHash = (hex: string | null): Uint8Array | null => (hex === null ? null : fromHex(hex))
const wireBranches = (places: readonly Branches[]) => places.map(({ seq, ids }) => [seq, ids.map(fromHex)])
const wirePlace = (place: LogSeq) => [fromHex(place.log), place.seq]
const wireHead = (h: LogHead) =>
  h.state === 'open'
    ? [fromHex(h.log), h.seq, fromHex(h.id)]
    : [fromHex(h.log), h.seq, fromHex(h.proof[0]), fromHex(h.proof[1]), h.tips.slice(0, syncLimits.tips).map(fromHex)]

const wireOf = (f: SyncFrame): readonly unknown[] => {
  switch (f.type) {
    case 'hello':
      return [0, 1, modes.indexOf(f.mode), f.tags]
    case 'proof':
      return [1, f.channel, f.proof]
    case 'verdict':
      return [2, f.channel, verdicts.indexOf(f.verdict), f.last]
    case 'askRoots':
      return [3, f.channel, f.root, f.after]
    case 'roots':
      return [4, f.channel, f.root, f.streams.map((s) => [s.stream, s.root]), f.more]
    case 'askHeads':
      return [5, f.channel, f.stream, maybeHash(f.after)]
    case 'heads':
      return [6, f.channel, f.heads.map(wireHead), f.more]
    case 'askIds':
      return [7, f.channel, f.places.map(wirePlace)]
    case 'ids':
      return [8, f.channel, f.ids.map(maybeHash)]
    case 'askRanges':
      return [9, f.channel, f.ranges.map(wirePlace)]
    case 'batch':
      return [10, f.channel, f.entries, f.progress.map((p) => [p.range, p.next]), f.last]
    case 'askLogs':
      return [11, f.channel, f.logs.map(fromHex)]
    case 'logHeads':
      return [12, f.channel, f.heads.map((h) => (h === null ? null : wireHead(h)))]
    case 'frontiers':
      return [13, f.channel, f.frontiers]
    case 'done':
      return [14, f.channel]
    case 'askBranches':
      return [15, f.channel, fromHex(f.log), f.seq, maybeHash(f.after)]
    case 'branches':
      return [16, f.channel, wireBranches(f.places), f.more]
    case 'askEntries':
      return [17, f.channel, fromHex(f.log), wireBranches(f.places)]
  }
}

/**
 * A frame as its canonical array (F2).
 * @example
 * decodeSyncFrame(encodeSyncFrame({ type: 'done', channel: 0 })) // => { type: 'done', channel: 0 }
 */
export const encodeSyncFrame = (frame: SyncFrame): Uint8Array => encode(wireOf(frame))

/**
 * The one frame these bytes are.
 * @throws DaomeshError `SYNC_FRAME` for anything that is not exactly one known frame in canonical form.
 * @example
 * decodeSyncFrame(Uint8Array.of(0x80)) // throws SYNC_FRAME
 */
export const decodeSyncFrame = (wire: Uint8Array): SyncFrame => readFrame<SyncFrame>(frames, wire)
