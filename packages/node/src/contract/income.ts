import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, requestId, transactionRow } from './shapes.ts'

export const incomeShape = z.object({
  /** Where income is sent to; known before anything is deployed. */
  inbox: id.address,
  /** The treasury's part in basis points, by the present rules. */
  incomeBps: z.number().int(),
  /** Per token; zero is ETH. Amounts in its smallest unit. */
  rows: z.array(
    z.object({
      token: id.address,
      treasury: id.amount,
      /** What a distribution would split now. */
      income: id.amount,
      toTreasury: id.amount,
      /** By present members, 0 for those without shares. */
      parts: z.array(z.object({ account: id.address, name: z.string().nullable(), amount: id.amount, self: z.boolean() })),
      /** What waits in the inbox for accounts that did not take it, in all. */
      credits: id.amount,
      /** Of it, this account's. */
      myCredit: id.amount,
    }),
  ),
})

export const incomeContract = {
  get: oc.input(z.object({ space: id.spaceId, tokens: z.array(id.address).max(20) })).output(incomeShape),
  /** Anybody may; the members and the rules of the moment it is mined count. */
  distribute: oc.input(z.object({ requestId, space: id.spaceId, token: id.address })).output(transactionRow),
  /** Draws this account's own credit, to itself or to another recipient. */
  claim: oc.input(z.object({ requestId, space: id.spaceId, token: id.address, recipient: id.address.nullable() })).output(transactionRow),
}
