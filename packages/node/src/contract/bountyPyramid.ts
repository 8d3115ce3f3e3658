import { termsSchema } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { agreementShape } from './bountyShapes.ts'
import { id } from './shapes.ts'

/** A part as `bounties.anchor` takes it. */
const pyramidLeaf = z.object({
  agreement: agreementShape,
  terms: termsSchema.nullable(),
  get carried() {
    return z.object({ leaves: z.array(pyramidLeaf), signature: id.hexBytes }).nullable()
  },
})
export type PyramidLeaf = z.input<typeof pyramidLeaf>

/**
 * How far a part has come: its payee agreed and did not sign (`agreed`); it signed (`signed`); whoever pays it was asked to pass it on and has not signed that
 * (`asked`); what its payee passes on is signed and not known here (`unknown`); in a split that is not on the chain yet (`pending`); on the chain (`anchored`).
 */
export const pyramidStates = ['agreed', 'signed', 'asked', 'unknown', 'pending', 'anchored'] as const

const pyramidRow = z.object({
  /** Of the row, within this answer. */
  key: z.string(),
  depth: z.number().int(),
  bounty: id.bytes32.nullable(),
  deal: id.spaceId.nullable(),
  title: z.string().nullable(),
  payee: id.address,
  amount: id.amount,
  passesOn: id.amount,
  keeps: id.amount,
  state: z.enum(pyramidStates),
  /** It stands in the plan, which another one with other parts may still replace. */
  planned: z.boolean(),
  /** Of a part that was agreed on or planned and stands in no split yet: what is put on the chain, or planned, with it; null of every other row. */
  part: z
    .object({
      leaf: pyramidLeaf,
      planned: z.object({ root: id.bytes32, sum: id.amount }).nullable(),
      /** Signed by its payee, and what it passes on is signed on every level. */
      ready: z.boolean(),
    })
    .nullable(),
})

/** `token` zero: ETH; amounts in its smallest unit. */
export const pyramidPage = z.object({
  bounty: id.bytes32,
  title: z.string().nullable(),
  agreement: agreementShape,
  deal: id.spaceId.nullable(),
  /** Whether this account, or a DAO of it, takes the bounty; then the DAO's space, null for the account itself. */
  mine: z.boolean(),
  as: id.spaceId.nullable(),
  /**
   * What can be done with the parts that are ready: put them on the chain (`anchor`, of `root` or its part `node`); sign how the bounty is passed on, before it
   * holds money (`plan`); nothing (`none`).
   */
  step: z.enum(['anchor', 'plan', 'none']),
  root: id.bountyId.nullable(),
  node: id.bytes32.nullable(),
  /** What is promised to parts that are on the chain. */
  committed: id.amount,
  /** Everything known below it is on the chain. */
  safe: z.boolean(),
  /**
   * How it is to be passed on, where that was planned; `decision`: the proposal to the DAO's members; `asked`: a later one that would take the place of what
   * they signed, once they sign that.
   */
  plan: z.object({ decision: id.decisionId.nullable(), signed: z.boolean(), sum: id.amount, asked: id.decisionId.nullable() }).nullable(),
  /** Leaves of a split whose carried splits are still to be opened on the chain; empty where nothing is left. */
  unfinished: z.array(pyramidLeaf),
  /** What lies below it, depth first. */
  rows: z.array(pyramidRow),
})

export const bountyPyramidContract = {
  /**
   * Everything that is known of how a bounty is passed on: what the chain holds, what was planned and signed on every level, and the parts that were agreed on
   * in deals; funded or not. `bounty`: the digest of its agreement.
   */
  pyramid: oc.input(z.object({ bounty: id.bountyId })).output(pyramidPage),
}
