import { z } from 'zod'
import { id } from './shapes.ts'

const whose = { account: id.address.nullable(), name: z.string().nullable() }
const entryRef = z.object({ entry: id.entryId, kind: z.string(), at: z.number(), status: z.string() })

/** One record and what became of it. `reason` and `waits` are codes of the catalogue, which has the words and what to do. */
export const auditRow = z.object({
  entry: id.entryId,
  kind: z.string(),
  stream: z.string().nullable(),
  device: id.deviceId,
  ...whose,
  seq: z.number().int(),
  at: z.number(),
  status: z.enum(['accepted', 'pending', 'rejected', 'opaque', 'locked', 'forked', 'cut']),
  /** Why it was rejected or set aside. */
  reason: z.string().nullable(),
  /** What a pending, locked or unknown record waits for. */
  waits: z.string().nullable(),
  /** Whether a ballot in it that a present member signed is worth publishing again. */
  republishable: z.boolean(),
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
