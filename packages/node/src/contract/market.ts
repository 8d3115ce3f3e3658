import { oc } from '@orpc/contract'
import { bondStandings } from '@daomesh/governance'
import { limits, postId } from '@daomesh/protocol'
import { z } from 'zod'
import { trackRecordShape } from './mesh.ts'
import { id, requestId, transactionRow } from './shapes.ts'

const key = { issuer: id.address, post: postId }
const tag = z.string().min(1).max(64)

/** Words of a post are a stranger's: they are shown as text, its Markdown without pictures, HTML or links that open by themselves. */
export const postRow = z.object({
  ...key,
  revision: z.number().int(),
  kind: z.enum(['account', 'bonded', 'dao']),
  title: z.string(),
  /** The first words of the brief, in one line. */
  excerpt: z.string(),
  tags: z.array(z.string()),
  /** `symbol` and `decimals` are what the token says of itself; `known`: this node's own coin, or on a list of one of its DAOs. */
  reward: z.object({
    token: id.address,
    amount: id.amount,
    power: id.amount.nullable(),
    symbol: z.string(),
    decimals: z.number().int().nullable(),
    known: z.boolean(),
  }),
  /** Seconds of chain time. */
  deadline: z.number().int(),
  expires: z.number().int(),
  openTo: z.union([z.enum(['anyone', 'daos']), z.array(id.address)]),
  /** Written by this node. */
  own: z.boolean(),
  /** From facts of the chain; null while nothing is known. */
  level: z.number().int().nullable(),
})

export const postPage = postRow.extend({
  brief: z.string(),
  contact: z.array(z.string()),
  closed: z.boolean(),
  /** Over by the time of the chain. */
  over: z.boolean(),
  /** The member account whose device signed it. */
  signedBy: id.address,
  id: z.string(),
})

export const daoCard = z.object({
  dao: id.address,
  /** As its founders named it; anybody can take the same name. */
  name: z.string(),
  members: z.number().int(),
  /** Of them accounts that are contracts, such as other DAOs. */
  contracts: z.number().int(),
  posts: z.number().int(),
  /** A space of this node. */
  space: id.spaceId.nullable(),
  /** From facts of the chain within a year; null where nothing is known. */
  level: z.number().int().nullable(),
  record: trackRecordShape.nullable(),
})

export const marketStatus = z.object({
  joined: z.boolean(),
  posts: z.number().int(),
  bytes: z.number().int(),
  /** Seconds of chain time; null before the chain was seen: then nothing of strangers can be judged. */
  now: z.number().int().nullable(),
  /** Whether levels are known here at all. */
  levels: z.boolean(),
  tags: z.array(z.object({ tag: z.string(), posts: z.number().int() })),
  /** Sealed parcels of others' deals that this node keeps until they are asked for. */
  carried: z.object({ parcels: z.number().int(), bytes: z.number().int() }),
})

export const ownBondShape = z.object({
  standing: z.enum(bondStandings),
  /** Wei that are locked. */
  amount: id.amount,
  /** Wei that this node asks of an account for its posts to stay. */
  asked: id.amount,
  /** When it can be withdrawn, in seconds of chain time; null without a notice. */
  leavesAt: z.number().int().nullable(),
  /** A transaction about it is on its way. */
  moving: z.boolean(),
  account: id.address,
  contract: id.address,
})

export const postSort = z.enum(['relevance', 'newest', 'deadline', 'reward'])

const terms = {
  title: z.string().min(1).max(limits.titleBytes),
  brief: z.string().max(limits.postBriefBytes),
  tags: z.array(tag).max(limits.postTags),
  reward: z.object({ token: id.address, amount: id.amount, power: id.amount.nullable() }),
  /** Seconds of chain time: by when it should be delivered. */
  deadline: z.number().int().min(0),
  /** How long it stands from now on. */
  days: z.number().int().min(1).max(90),
  openTo: z.union([z.enum(['anyone', 'daos']), z.array(id.address).min(1).max(limits.postHunters)]),
}
const written = z.object({ ...key, revision: z.number().int() })

export const marketContract = {
  status: oc.output(marketStatus),
  search: oc
    .input(
      z.object({
        text: z.string().max(400),
        tags: z.array(tag).max(limits.postTags),
        issuer: id.address.nullable(),
        token: id.address.nullable(),
        /** Only what this account, or a DAO it sits in, may take. */
        openToMe: z.boolean(),
        minLevel: z.number().int().min(0).max(1_000).nullable(),
        sort: postSort,
        offset: z.number().int().min(0).max(10_000),
        limit: z.number().int().min(1).max(100),
      }),
    )
    .output(z.object({ rows: z.array(postRow), total: z.number().int(), atLeast: z.boolean() })),
  get: oc.input(z.object(key)).output(postPage),
  daoCard: oc.input(z.object({ dao: id.address })).output(daoCard),
  join: oc.input(z.object({ requestId })).output(z.object({ joined: z.boolean() })),
  leave: oc.input(z.object({ requestId })).output(z.object({ joined: z.boolean() })),
  /** `space`: in the name of that DAO; null: of the account. */
  post: oc.input(z.object({ requestId, space: id.spaceId.nullable(), ...terms })).output(written),
  revise: oc.input(z.object({ requestId, ...key, ...terms })).output(written),
  close: oc.input(z.object({ requestId, ...key })).output(written),
  ownBond: oc.output(ownBondShape),
  /** Locks what is lacking of the bond, or takes a notice back. */
  bond: oc.input(z.object({ requestId })).output(transactionRow),
  /** Gives notice. */
  unbond: oc.input(z.object({ requestId })).output(transactionRow),
  /** All of it; `recipient` null is the account itself. */
  withdrawBond: oc.input(z.object({ requestId, recipient: id.address.nullable() })).output(transactionRow),
}
