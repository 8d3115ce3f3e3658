import {
  address,
  amount,
  bountyId,
  budgetId,
  bytes32,
  decisionId,
  deviceId,
  draftId,
  entryId,
  fileId,
  hexBytes,
  inviteId,
  offerId,
  projectId,
  roundId,
  spaceId,
} from '@daomesh/protocol'
import { z } from 'zod'

/** Shapes that several procedures share. Amounts are decimal strings in wei, times in milliseconds since 1970 unless named seconds. */

/** Chosen by the caller, stored with the outcome: the same id with the same input answers the first outcome and acts no second time. */
export const requestId = z.string().min(8).max(64)

export const id = {
  address,
  amount,
  bountyId,
  budgetId,
  bytes32,
  decisionId,
  deviceId,
  draftId,
  entryId,
  fileId,
  hexBytes,
  inviteId,
  offerId,
  projectId,
  roundId,
  spaceId,
}

export const base64 = z.string().max(4_000_000)

export const codedError = z.object({
  code: z.string(),
  what: z.string(),
  safe: z.string(),
  todo: z.string(),
  meta: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** How far something has come; never shown as more than it is. */
export const progress = z.enum(['saved', 'seen', 'anchored', 'final'])

export const memberRow = z.object({
  account: address,
  /** A DAO among the members bears the name of its founding. */
  name: z.string().nullable(),
  kind: z.enum(['key', 'contract']),
  power: amount,
  shares: amount,
  /** A decision took its power: it owns shares and is in the space no more. */
  removed: z.boolean(),
  /** Of a removed one: the account that took its place, where one did. */
  replacedBy: address.nullable(),
  self: z.boolean(),
  online: z.boolean(),
  devices: z.array(z.object({ device: deviceId, online: z.boolean() })),
})

export const rulesShape = z.object({
  mode: z.number().int(),
  quorumBps: z.number().int(),
  thresholdBps: z.number().int(),
  votingPeriod: z.number().int(),
  gracePeriod: z.number().int(),
  challengeWindow: z.number().int(),
  credits: z.number().int(),
  incomeBps: z.number().int(),
  refundCap: z.number().int(),
})

/** A sentence for people: an i18n key with parameters, so that no language is built by concatenation. */
export const sentence = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })

/** How this node's account stands in a DAO. */
export const standing = z.enum(['member', 'waiting', 'chainBehind', 'peersBehind', 'removed', 'inviteExpired', 'inviteRevoked'])

export const callInput = z.object({ target: address, value: amount, data: hexBytes })

/** A call in words: `function` and `args` where the calldata is understood, and what a simulation says of it now. */
export const callRow = z.object({
  target: address,
  value: amount,
  data: hexBytes,
  codeHash: bytes32,
  summary: sentence,
  function: z.string().nullable(),
  args: z.array(z.object({ name: z.string(), value: z.string() })),
  /** What it changes of the DAO’s rules, before and after, or whose powers it sets where there are several; empty for every other call. */
  changes: z.array(sentence),
  simulation: z.object({ ok: z.boolean(), reason: z.string().nullable() }).nullable(),
})

export const seenBy = z.object({
  members: z.array(z.object({ account: address, name: z.string().nullable(), seen: z.boolean() })),
  count: z.number().int(),
  of: z.number().int(),
})

export const tallyShape = z.object({
  for: amount,
  against: amount,
  abstain: amount,
  uncast: amount,
  total: amount,
  quorumReached: z.boolean(),
  thresholdReached: z.boolean(),
  decisive: z.boolean(),
  /** Would pass as counted now. */
  passes: z.boolean(),
  enactable: z.boolean(),
  explanation: z.array(sentence),
  weights: z.array(
    z.object({
      account: address,
      name: z.string().nullable(),
      weight: amount,
      support: z.enum(['for', 'against', 'abstain']).nullable(),
      /** Why it weighs that. */
      because: sentence,
    }),
  ),
})

export const proposalState = z.enum([
  'open',
  'decisive',
  'passing',
  'recorded',
  'executable',
  'rejected',
  'enacting',
  'enacted',
  'final',
  'expired',
  'superseded',
  'withdrawn',
  'closed',
])

export const transactionRow = z.object({
  id: z.string(),
  purpose: sentence,
  state: z.enum(['waiting', 'signing', 'sent', 'anchored', 'final', 'failed', 'superseded']),
  hash: bytes32.nullable(),
  gas: amount.nullable(),
  error: codedError.nullable(),
  decisions: z.array(decisionId),
  space: spaceId.nullable(),
  at: z.number(),
})

/** The half-life of power that a DAO agreed on; `rule` null where there is none. Periods are counted from 0, times are seconds of chain time. */
export const halfLifeShape = z.object({
  rule: z.object({ period: z.number().int(), halfLife: z.number().int(), decision: decisionId }).nullable(),
  period: z.number().int(),
  next: z.number().int(),
  /** What each power should come down to now. */
  due: z.array(z.object({ account: address, name: z.string().nullable(), from: amount, to: amount })),
  /** The open proposal that does so. */
  proposal: decisionId.nullable(),
})
