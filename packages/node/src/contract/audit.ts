import { z } from 'zod'
import { id } from './shapes.ts'

const whose = { account: id.address.nullable(), name: z.string().nullable() }
const entryRef = z.object({ entry: id.entryId, kind: z.string(), at: z.number(), status: z.string() })

export const auditStatus = z.enum(['accepted', 'pending', 'rejected', 'opaque', 'locked', 'forked', 'cut'])

/** Where a record stands in the audit: what its author stated as its time, and its id. It never moves, whatever else comes. */
const auditPlace = z.object({ at: z.number().int().nonnegative(), entry: id.entryId })

/** One record and what became of it. `reason` and `waits` are codes of the catalogue, which has the words and what to do. */
export const auditRow = z.object({
  entry: id.entryId,
  kind: z.string(),
  stream: z.string().nullable(),
  device: id.deviceId,
  ...whose,
  seq: z.number().int(),
  at: z.number(),
  status: auditStatus,
  /** Why it was rejected or set aside. */
  reason: z.string().nullable(),
  /** What a pending, locked or unknown record waits for. */
  waits: z.string().nullable(),
  /** Whether a ballot in it that a present member signed is worth publishing again. */
  republishable: z.boolean(),
})

/** Records that one answer holds at most. */
export const auditLimit = 500

export const auditInput = z.object({
  space: id.spaceId,
  /** Those alone that have one of these; without it all. */
  statuses: z.array(auditStatus).min(1).max(auditStatus.options.length).optional(),
  /** `next` of the answer before; null begins with the newest. */
  after: auditPlace.nullable().default(null),
  limit: z.number().int().min(1).max(auditLimit).default(50),
})

export const auditPage = z.object({
  /** The newest first, by the time that their authors state. */
  rows: z.array(auditRow),
  /** Where the next page begins; null where this is the last. */
  next: auditPlace.nullable(),
  /** How many records of each status there are, whatever was asked for. */
  counts: z.record(auditStatus, z.number().int()),
})

/** What proves or explains the state of a space, besides the single records. */
export const proofsShape = z.object({
  /** Devices that signed two records for one place of a log. Both together are the proof, for anybody who reads them. */
  forks: z.array(
    z.object({
      log: z.string(),
      stream: z.string(),
      device: id.deviceId,
      ...whose,
      seq: z.number().int(),
      proof: z.tuple([entryRef, entryRef]),
      /** Records of this log that were set aside. */
      setAside: z.number().int(),
    }),
  ),
  /** Devices that were revoked by their member, and how many of their records are cut. */
  unlinked: z.array(z.object({ device: id.deviceId, ...whose, entry: id.entryId, at: z.number(), cut: z.number().int() })),
  /** The memberships that records were written under, the newest first. */
  views: z.array(
    z.object({
      view: z.string(),
      index: z.number().int(),
      current: z.boolean(),
      members: z.array(z.object(whose)),
      joined: z.array(z.object(whose)),
      left: z.array(z.object(whose)),
      /** Of those who left with this membership: records that are cut. */
      cut: z.number().int(),
    }),
  ),
  /** The keys of the space, the newest first; never the keys themselves. */
  keys: z.array(
    z.object({
      key: z.string(),
      /** The membership it was made for. */
      index: z.number().int(),
      ...whose,
      entry: id.entryId,
      /** Whether this device holds it. */
      held: z.boolean(),
      /** Whether records are written with it now. */
      writes: z.boolean(),
      /** Whether a revoked device may hold it. */
      exposed: z.boolean(),
      devices: z.array(z.object({ device: id.deviceId, ...whose })),
    }),
  ),
})
