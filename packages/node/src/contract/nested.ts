import { z } from 'zod'
import { id, rulesShape } from './shapes.ts'

const support = z.enum(['for', 'against', 'abstain'])
export const daoTally = z.object({ for: id.amount, against: id.amount, abstain: id.amount, total: id.amount })

/** What a DAO is whose account somebody names: read from the chain, with the names that are known here. */
export const daoSeen = z.object({
  account: id.address,
  name: z.string(),
  rules: rulesShape,
  rosterEpoch: z.number().int(),
  members: z.array(
    z.object({ account: id.address, name: z.string().nullable(), power: id.amount, shares: id.amount, contract: z.boolean() }),
  ),
  /** Its space, where it is open here. */
  space: id.spaceId.nullable(),
})

/** `key`: nothing is there, so a key signs for it. `contract`: something that is no DAO of this factory. */
export const accountSeen = z.object({ kind: z.enum(['key', 'dao', 'contract']), dao: daoSeen.nullable() })

/** An outer proposal that this one asks the members about. */
export const questionShape = z.object({
  outer: id.address,
  name: z.string().nullable(),
  /** Where the outer DAO is open here. */
  space: id.spaceId.nullable(),
  decision: id.decisionId,
  title: z.string(),
  /** Seconds of chain time. */
  closesAt: z.number().int(),
  /** The answer that its members' ballots decide, if they do. */
  decided: support.nullable(),
})

/** How a DAO among the members decides on a proposal. Without its space here, only its ballot is known. */
export const memberDaoRow = z.object({
  account: id.address,
  name: z.string().nullable(),
  space: id.spaceId.nullable(),
  /** The question in its space. */
  question: z.object({ decision: id.decisionId, closesAt: z.number().int(), tally: daoTally, decided: support.nullable() }).nullable(),
  /** Its ballot here, as the chain confirms it. */
  ballot: support.nullable(),
})
