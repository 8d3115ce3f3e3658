import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id } from './shapes.ts'

const seconds = z.number().int()
const count = z.number().int()
const tag = z.string().min(1).max(64)
export const engagementState = z.enum(['open', 'objected', 'settled'])

/** `known`: this node's own coin, or on a list of one of its DAOs; otherwise amounts are in the smallest unit. */
const tokenWords = { token: id.address, symbol: z.string(), decimals: count.nullable(), known: z.boolean() }

/** What was settled within a year. `earned` is what came, before what was passed on. */
export const trackRecordShape = z.object({
  issued: count,
  hunted: count,
  whole: count,
  partial: count,
  nothing: count,
  disputed: count,
  earned: z.array(z.object({ ...tokenWords, amount: id.amount })),
  paid: z.array(z.object({ ...tokenWords, amount: id.amount })),
})

const meshAccount = z.object({
  account: id.address,
  kind: z.enum(['account', 'dao']),
  /** As the founders of a DAO named it; anybody can take the same name. */
  name: z.string().nullable(),
  /** A space of this node. */
  space: id.spaceId.nullable(),
  /** By what was settled within a year; null where nothing was. */
  level: count.nullable(),
  /** Where it stands in the picture: by the work that is shown, open too. */
  row: count,
  issued: count,
  hunted: count,
})

const tieShape = z.object({
  payer: id.address,
  payee: id.address,
  token: id.address,
  open: count,
  objected: count,
  settled: count,
  /** Agreed, in the smallest unit of the token; `paid` came, `kept` of that stayed with the payee. */
  amount: id.amount,
  paid: id.amount,
  kept: id.amount,
  /** When the newest was funded or settled. */
  latest: seconds,
  /** It may be somebody paying itself: it makes no level and no record. */
  washed: z.boolean(),
})

/** A DAO whose power another account of the mesh holds, as far as rosters are known here. */
const powerTie = z.object({ dao: id.address, member: id.address, power: id.amount, total: id.amount })

/** How old an answer is: when the chain was last read, in milliseconds of this node’s clock, null where that was before its start, and whether it could not be read anew. */
const seenShape = z.object({ at: z.number().nullable(), away: z.boolean() })

export const meshFilter = z.object({
  token: id.address.nullable(),
  state: engagementState.nullable(),
  tag: tag.nullable(),
  minLevel: count.min(0).max(1_000).nullable(),
  /** Alive after this second of chain time. */
  since: seconds.nullable(),
})

export const meshMapShape = z.object({
  /** Seconds of chain time. */
  now: seconds,
  seen: seenShape,
  /** Levels count from here on. */
  levelsFrom: seconds,
  accounts: z.array(meshAccount),
  ties: z.array(tieShape),
  power: z.array(powerTie),
  /** What the whole mesh offers to filter by, the most used first. */
  tokens: z.array(z.object({ ...tokenWords, engagements: count })),
  tags: z.array(z.object({ tag: z.string(), engagements: count })),
  /** Left out, the smallest first, so that an answer stays bounded. */
  omitted: z.object({ accounts: count, ties: count }),
})

export const engagementRow = z.object({
  key: id.bytes32,
  /** The funded bounty whose pyramid it is in. */
  bounty: id.bountyId,
  /** null where its terms are not here. */
  title: z.string().nullable(),
  tags: z.array(z.string()),
  payer: id.address,
  payee: id.address,
  ...tokenWords,
  amount: id.amount,
  paid: id.amount,
  kept: id.amount,
  state: engagementState,
  disputed: z.boolean(),
  height: count,
  fundedAt: seconds,
  settledAt: seconds,
})

export const meshAccountPage = z.object({
  account: id.address,
  kind: z.enum(['account', 'dao']),
  name: z.string().nullable(),
  space: id.spaceId.nullable(),
  level: count.nullable(),
  record: trackRecordShape.nullable(),
})

export const protectionShape = z.object({
  seen: seenShape,
  tokens: z.array(z.object({ ...tokenWords, engagements: count })),
  tags: z.array(z.object({ tag: z.string(), engagements: count })),
  /** Seconds of a period. */
  period: seconds,
  prices: z.array(
    z.object({ tag: z.string(), from: seconds, count, least: id.amount, median: id.amount, most: id.amount, total: id.amount }),
  ),
  /** Of who pays for work that was not passed on; `index` Herfindahl–Hirschman, `largest` in basis points. */
  concentration: z
    .object({ index: count, band: z.enum(['low', 'moderate', 'high']), payers: count, largest: count, total: id.amount })
    .nullable(),
  /** Of what came to each height, how much went on; `share` in basis points. */
  passed: z.array(z.object({ height: count, count, came: id.amount, kept: id.amount, passed: id.amount, share: count })),
})

/** Which DAOs have power in which, by the chain. `share` in millionths of all power there; a cluster suggests a federation. */
export const powerWebShape = z.object({
  daos: z.array(meshAccount.pick({ account: true, kind: true, name: true, space: true }).extend({ cluster: count.nullable() })),
  ties: z.array(powerTie.extend({ share: count, mutual: z.boolean() })),
  /** `inside`: of all ties of its DAOs, how much stays among them, in basis points. */
  clusters: z.array(z.object({ cluster: count, daos: z.array(id.address), inside: count })),
  /** DAOs whose rosters were read, and those left out. */
  known: count,
  omitted: count,
})

export const meshContract = {
  map: oc.input(meshFilter).output(meshMapShape),
  account: oc.input(z.object({ account: id.address })).output(meshAccountPage),
  /** Of an account on either side, or of a tie; the newest first. */
  engagements: oc
    .input(
      z.object({ payer: id.address.nullable(), payee: id.address.nullable(), either: id.address.nullable(), limit: count.min(1).max(200) }),
    )
    .output(z.object({ rows: z.array(engagementRow), total: count })),
  /** Prices, concentration and what is passed down, in one token, of work settled within a year. */
  /** The web of power between DAOs, and its clusters. */
  power: oc.output(powerWebShape),
  protection: oc.input(z.object({ token: id.address.nullable(), tag: tag.nullable() })).output(protectionShape),
}
