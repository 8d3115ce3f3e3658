import { blockedReasons, bountyTaskActions } from '@daomesh/governance'
import { termsSchema } from '@daomesh/protocol'
import { z } from 'zod'
import { id, transactionRow } from './shapes.ts'

/** Amounts in the smallest unit of the bounty's token (zero address: ETH), times in seconds of chain time unless said otherwise; 0: none. */
export const seconds = z.number().int().nonnegative()
const leafState = z.enum(['waiting', 'frozen', 'payable', 'paid', 'unknown'])
/** null: the bounty itself. */
const part = id.bytes32.nullable()

export const bountyRow = z.object({
  bounty: id.bountyId,
  /** Of its terms; the first characters of its id where they are not here. */
  title: z.string(),
  /** `none`: not funded, as far as is known. */
  status: z.enum(['none', 'cancelled', 'funded', 'delivered', 'objected', 'released']),
  issuer: id.address,
  hunter: id.address,
  reviewer: id.address,
  /** Who rules, or would. */
  arbiter: id.address,
  token: id.address,
  amount: id.amount,
  /** What went to the hunter's side once it was released. */
  released: id.amount,
  deliverBy: seconds,
  /** How far an objection to all of it has come. */
  dispute: z.enum(['open', 'contested', 'ruled']).nullable(),
  /** The deal that it was agreed in, where that is here. */
  deal: id.spaceId.nullable(),
  /** What this account and its DAOs owe and wait for. `at`: when that changes by time alone, else 0. */
  dues: z.array(
    z.object({
      node: id.bytes32,
      account: id.address,
      role: z.enum(['owes', 'waits']),
      other: id.address,
      amount: id.amount,
      state: leafState,
      at: seconds,
    }),
  ),
})

export const agreementShape = z.object({
  issuer: id.address,
  hunter: id.address,
  token: id.address,
  amount: id.amount,
  termsHash: id.bytes32,
  deliverBy: seconds,
  reviewPeriod: seconds,
  reviewer: id.address,
  arbiter: id.address,
  defaultSplit: seconds,
  parent: id.bytes32,
  validUntil: seconds,
  nonce: id.amount,
})

const move = z.enum([
  'fund',
  'cancel',
  'deliver',
  'accept',
  'object',
  'contest',
  'rule',
  'release',
  'refund',
  'settle',
  'split',
  'acceptLeaf',
  'payout',
  'free',
  'redirect',
])

/** What could not be pushed to an account and waits for it. `token` null: of a vault whose bounty is not known here. */
export const creditRow = z.object({
  vault: id.address,
  token: id.address.nullable(),
  account: id.address,
  /** The DAO of this node whose credit it is. */
  space: id.spaceId.nullable(),
  amount: id.amount,
})

/** A node of the tree: the bounty itself first, then depth first. */
const marginRow = z.object({
  node: id.bytes32,
  /** The node that it was split from, and its place there; null for the bounty itself. */
  owner: part,
  split: z.number().int().nullable(),
  index: z.number().int().nullable(),
  payee: id.address,
  amount: id.amount,
  committed: id.amount,
  margin: id.amount,
  /** Every split above it is on the chain. Who is not anchored is not safe to start. */
  anchored: z.boolean(),
  depth: z.number().int(),
  /** The agreement that it is about, where that is known. */
  bounty: id.bountyId.nullable(),
  title: z.string().nullable(),
  terms: termsSchema.nullable(),
})

const leafRow = z.object({
  node: id.bytes32,
  owner: id.bytes32,
  split: z.number().int(),
  index: z.number().int(),
  payee: id.address,
  amount: id.amount,
  state: leafState,
  share: id.amount,
  part: id.amount,
  margin: id.amount,
  at: seconds,
  accepted: z.boolean(),
  /** To whom its payee had it paid instead. */
  redirect: id.address.nullable(),
  bounty: id.bountyId.nullable(),
  title: z.string().nullable(),
  /** The deal that it was agreed in, where that is here: there it is delivered. */
  deal: id.spaceId.nullable(),
})

/** `entry`: the record of the deal's space by which `files.fetch` gets it; null where that is not here. Sizes in bytes. */
const deliveredFile = z.object({
  space: id.spaceId,
  entry: id.entryId.nullable(),
  file: id.fileId,
  hash: z.string(),
  name: z.string(),
  size: z.number().int(),
})

/** `onChain`: its hash is the one that the escrow was told. `at` in milliseconds, as its author says. */
const deliveryRow = z.object({
  node: part,
  contentHash: id.bytes32,
  onChain: z.boolean(),
  at: z.number(),
  by: id.address,
  byName: z.string().nullable(),
  note: z.string(),
  files: z.array(deliveredFile),
})

/** `contestBy`, `ruleBy`: the last second. `open`: the escrow still holds its bond. `reason` null: its words are not here. */
const objectionRow = z.object({
  node: part,
  objector: id.address,
  arbiter: id.address,
  bond: id.amount,
  reason: z.string().nullable(),
  reasonHash: id.bytes32,
  objectedAt: seconds,
  contestBy: seconds,
  contestedAt: seconds,
  ruleBy: seconds,
  ruledAt: seconds,
  hunterAmount: id.amount,
  open: z.boolean(),
})

const commentRow = z.object({
  entry: id.entryId,
  node: part,
  account: id.address,
  name: z.string().nullable(),
  text: z.string(),
  /** Milliseconds, as its author says. */
  at: z.number(),
  replyTo: id.entryId.nullable(),
})

export const bountyPage = bountyRow.extend({
  agreement: agreementShape,
  /** Something of what follows may still be taken back by a reorganisation. */
  loose: z.boolean(),
  terms: termsSchema.nullable(),
  contentHash: id.bytes32.nullable(),
  releasedAt: seconds,
  /** 0: not yet. */
  times: z.object({ fundedAt: seconds, deliveredAt: seconds }),
  now: seconds,
  /** The last second of each; 0 where it is not running. */
  deadlines: z.object({ fundBy: seconds, deliverBy: seconds, reviewEnd: seconds, windowEnd: seconds }),
  /** Every level that is known here is on the chain. */
  safe: z.boolean(),
  /** What this account can do now: `as` itself or a DAO of it, `alone` where no vote is needed. `until` 0: it stays possible. */
  moves: z.array(z.object({ move, as: id.address, alone: z.boolean(), node: part, until: seconds })),
  /** Which steps the members of a DAO of this account are deciding on. */
  asked: z.array(z.object({ space: id.spaceId, dao: id.address, decision: id.decisionId, title: z.string(), step: z.string() })),
  /** What it cannot do about the bounty itself, and why. `who`: whose it is to do; empty: anybody's. `at`: from (`notYet`) or until (`tooLate`) when. */
  blocked: z.array(z.object({ move, node: part, reason: z.enum(blockedReasons), at: seconds, who: z.array(id.address) })),
  margins: z.array(marginRow),
  leaves: z.array(leafRow),
  deliveries: z.array(deliveryRow),
  objections: z.array(objectionRow),
  comments: z.array(commentRow),
  /** What the hunter's side got, what anybody may have paid to it now, what still waits, and what went back. */
  money: z.object({ paid: id.amount, payable: id.amount, waiting: id.amount, returned: id.amount }),
  /** Of this account and its DAOs. */
  credits: z.array(creditRow),
  /** Terms and leaves as a text to hand over; it proves itself. */
  bundle: z.string(),
})

/** A line of the inbox. `by`: who does it; empty: anybody, and the app does. `space`: where `as` is a DAO of this node. */
export const bountyTaskRow = z.object({
  bounty: id.bountyId,
  title: z.string(),
  node: part,
  kind: z.enum(['owe', 'wait']),
  action: z.enum(bountyTaskActions),
  by: z.array(id.address),
  as: id.address,
  space: id.spaceId.nullable(),
  alone: z.boolean(),
  /** The proposal by which the members of the DAO that owes it decide on it now: then it is waited for. */
  asked: id.decisionId.nullable(),
  token: id.address,
  amount: id.amount,
  until: seconds,
})

/** A transaction of this account, or the proposal to the DAO that was named. `approvals`: what the token asks for before it, in order. */
export const bountyOutcome = z.object({
  transaction: transactionRow.nullable(),
  approvals: z.array(transactionRow).default([]),
  decision: id.decisionId.nullable(),
})
