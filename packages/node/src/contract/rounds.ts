import { limits } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bountyOutcome } from './bountyShapes.ts'
import { id, requestId } from './shapes.ts'

const place = z.number().int().min(0).max(limits.roundProjects)
const seat = z.number().int().min(0).max(limits.rosterMembers)
const seconds = z.number().int().nonnegative()

const words = z.object({ title: z.string(), about: z.string() })

/** A round of public goods; amounts in the smallest unit of its token, times in seconds of chain time. */
export const roundRow = z.object({
  round: id.roundId,
  /** Of its words; null where they are not here. */
  title: z.string().nullable(),
  confederation: id.address,
  token: id.address,
  status: z.enum(['contributing', 'countable', 'finalised', 'failed', 'calledOff']),
  closesAt: seconds,
  finaliseBy: seconds,
  pool: id.amount,
  contributed: id.amount,
  /** Whether this account, or a DAO of it, gave to a project. */
  gave: z.boolean(),
})

/** A way to give: in whose name, for which seat of whom; `space`: where that name is a DAO of this node. */
const wayRow = z.object({ as: id.address, space: id.spaceId.nullable(), seat, account: id.address, alone: z.boolean() })

export const roundPage = roundRow.extend({
  words: words.nullable(),
  /** As it stands in the proposal, to hand over; empty where the words are not here. */
  text: z.string(),
  now: seconds,
  minimum: id.amount,
  capBps: z.number().int(),
  contentHash: id.bytes32,
  /** Seats of the confederation that have a root. */
  seats: z.array(seat),
  /** Who had each of them when the round was opened. */
  seatRows: z.array(z.object({ seat, account: id.address, name: z.string().nullable() })),
  ways: z.array(wayRow),
  /** What of the pool is left, or would be if contributions ended now. */
  left: id.amount,
  projects: z.array(
    z.object({
      payee: id.address,
      contentHash: id.bytes32,
      words: words.nullable(),
      contributed: id.amount,
      /** How many seats gave. */
      seats: z.number().int(),
      deserved: id.amount,
      matched: id.amount,
      paid: z.boolean(),
    }),
  ),
  /** In the order of the chain. `mine`: of this account or a DAO of it. */
  contributions: z.array(
    z.object({ account: id.address, seat, project: place, amount: id.amount, transaction: id.bytes32, at: z.number(), mine: z.boolean() }),
  ),
  /** `back`: what goes back of it, or went. */
  fundings: z.array(z.object({ funder: id.address, amount: id.amount, back: id.amount, refunded: z.boolean() })),
  /** What contributors can have back. */
  refunds: z.array(z.object({ account: id.address, amount: id.amount })),
  /** Results, and every fact with its transaction, block and log. */
  csv: z.string(),
})

/** A line of the inbox. `as`: in whose name, null: anybody's; `space`: where that is a DAO of this node. */
const roundTaskRow = z.object({
  round: id.roundId,
  title: z.string().nullable(),
  action: z.enum(['contribute', 'finalise', 'payout', 'refund', 'refundPool']),
  as: id.address.nullable(),
  space: id.spaceId.nullable(),
  token: id.address,
  amount: id.amount,
  until: seconds,
})

/** A contribution of this account or a DAO of it; `back`: what of it waits to go back, of a round that came to nothing. */
const ownContribution = z.object({
  round: id.roundId,
  title: z.string().nullable(),
  project: place,
  projectName: z.string().nullable(),
  account: id.address,
  seat,
  token: id.address,
  amount: id.amount,
  status: roundRow.shape.status,
  transaction: id.bytes32,
  at: z.number(),
})

/** `token` null: of a vault whose round is not known here. */
const roundCredit = z.object({
  vault: id.address,
  token: id.address.nullable(),
  account: id.address,
  space: id.spaceId.nullable(),
  amount: id.amount,
})

const gift = z.object({ seat, project: place, amount: id.amount })
const acting = { requestId, round: id.roundId }
/** In whose name: a DAO, whose members are asked by a proposal; null: this account. */
const named = { ...acting, as: id.spaceId.nullable() }

export const roundsContract = {
  list: oc.output(z.array(roundRow)),
  /** `more`: contributions that somebody thinks of making, to see what they would change. */
  get: oc.input(z.object({ round: id.roundId, more: z.array(gift).max(100).default([]) })).output(roundPage),
  /** What of rounds waits for this account and its DAOs. */
  tasks: oc.output(z.array(roundTaskRow)),
  /** What this account and its DAOs gave, newest first. */
  mine: oc.output(z.array(ownContribution)),
  credits: oc.output(z.array(roundCredit)),
  /** Asks the members of a DAO whether to open a round, and to give `pool` to it themselves. */
  open: oc
    .input(
      z.object({
        requestId,
        as: id.spaceId,
        title: z.string().max(limits.titleBytes),
        about: z.string().max(limits.roundTextBytes),
        token: id.address,
        closesAt: seconds,
        finaliseBy: seconds.nullable().default(null),
        minimum: id.amount,
        pool: id.amount,
        capBps: z.number().int().min(0).max(65_535),
        projects: z
          .array(z.object({ name: z.string().max(limits.titleBytes), about: z.string().max(limits.roundTextBytes), payee: id.address }))
          .max(limits.roundProjects),
      }),
    )
    .output(bountyOutcome.extend({ round: id.roundId })),
  fund: oc.input(z.object({ ...named, amount: id.amount })).output(bountyOutcome),
  /** `seat`: for which, where there are several ways; null: an own one before that of a DAO. */
  contribute: oc
    .input(z.object({ ...named, project: place, amount: id.amount, seat: seat.nullable().default(null) }))
    .output(bountyOutcome),
  /** By the confederation alone, so by a proposal to its members. */
  callOff: oc.input(z.object(named)).output(bountyOutcome),
  finalise: oc.input(z.object(acting)).output(bountyOutcome),
  /** `projects` null: all that wait. */
  payout: oc
    .input(z.object({ ...acting, projects: z.array(place).max(limits.roundProjects).nullable().default(null) }))
    .output(bountyOutcome),
  /** `account` null: this one. */
  refund: oc
    .input(z.object({ ...acting, what: z.enum(['contributions', 'pool']), account: id.address.nullable().default(null) }))
    .output(bountyOutcome),
  claim: oc
    .input(z.object({ requestId, as: id.spaceId.nullable(), vault: id.address, recipient: id.address.nullable() }))
    .output(bountyOutcome),
  /** Keeps the words of a round, which prove themselves. */
  keep: oc.input(z.object({ ...acting, text: z.string().max(limits.contentBytes) })).output(z.object({ round: id.roundId })),
}
