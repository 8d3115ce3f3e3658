import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, requestId, rulesShape, transactionRow } from './shapes.ts'

const person = z.object({ account: id.address, name: z.string().nullable(), power: id.amount, shares: id.amount })

/** What it comes to when some members leave together into a new DAO. Amounts in each token's smallest unit, by the chain now. */
export const spinOffShape = z.object({
  newDao: id.address,
  name: z.string(),
  /** Who goes, with the seat that each has here and gets there; `yes`: whether the own Yes without which nothing happens is here. */
  leavers: z.array(person.extend({ yes: z.boolean() })),
  stayers: z.array(person),
  tokens: z.array(
    z.object({
      token: id.address,
      symbol: z.string(),
      decimals: z.number().int().nullable(),
      held: id.amount,
      goes: id.amount,
      parts: z.array(z.object({ account: id.address, amount: id.amount })),
    }),
  ),
  /** Those of the new DAO. */
  rules: rulesShape,
  /** Why it would fail now: these leavers have other shares, or no seat; or shares were made since. */
  stale: z.object({ leavers: z.array(id.address), diluted: z.boolean() }),
  /** Other proposals under way for which too little would be left. */
  pending: z.array(z.object({ decision: id.decisionId, title: z.string() })),
  /** It passes, and everybody who goes said Yes: this account can send it. */
  ready: z.boolean(),
  /** The new DAO, where this node has it. */
  space: id.spaceId.nullable(),
})

const plan = z.object({
  space: id.spaceId,
  leavers: z.array(id.address).min(1).max(64),
  name: z.string().min(1).max(80),
  /** Of the new DAO; null: those of this one. */
  rules: rulesShape.nullable(),
  /** Tokens beside ETH and those on the list of this DAO. */
  tokens: z.array(id.address).max(60),
})

export const spinOffsContract = {
  /** What it would come to now. */
  preview: oc.input(plan).output(spinOffShape),
  /** Puts it to the vote. It happens when it passes and everybody who is to go says Yes. */
  propose: oc
    .input(plan.extend({ requestId, note: z.string().max(65_536) }))
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** One transaction: founds the new DAO, and everybody who goes leaves into it, or nothing happens. */
  enact: oc.input(z.object({ requestId, space: id.spaceId, decision: id.decisionId })).output(transactionRow),
}
