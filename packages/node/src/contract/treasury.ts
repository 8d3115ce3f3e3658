import { oc } from '@orpc/contract'
import { z } from 'zod'
import { callInput, id, requestId, transactionRow } from './shapes.ts'

const token = { token: id.address, item: id.amount.nullable() }

export const treasuryRow = z.object({
  ...token,
  /** `ether` is the chain's own coin, at the zero address. */
  standard: z.enum(['ether', 'erc20', 'erc721', 'erc1155']),
  /** What the contract says of itself, perhaps nothing; for display beside its address. */
  symbol: z.string(),
  name: z.string(),
  /** null where amounts are whole numbers. */
  decimals: z.number().int().nullable(),
  /** In its smallest unit, or how many; null where the contract does not say it. */
  balance: id.amount.nullable(),
  /** Who put it on the list; null for the chain's own coin. */
  by: id.address.nullable(),
})

export const treasuryContract = {
  /** What the treasury holds of the chain's own coin and of each token on the list. */
  get: oc.input(z.object({ space: id.spaceId })).output(z.array(treasuryRow)),
  /** The same of this account: what it could put in. */
  mine: oc.input(z.object({ space: id.spaceId })).output(z.array(treasuryRow)),
  /** Hands a listed token, an NFT by its `item`, or items from this account to the treasury. `amount` in the smallest unit; 1 for an NFT. */
  deposit: oc
    .input(z.object({ requestId, space: id.spaceId, standard: z.enum(['erc20', 'erc721', 'erc1155']), ...token, amount: id.amount }))
    .output(transactionRow),
  /** Puts a token on the list of all members. */
  list: oc
    .input(z.object({ requestId, space: id.spaceId, standard: z.enum(['erc20', 'erc721', 'erc1155']), ...token }))
    .output(z.object({ entry: id.entryId })),
  unlist: oc.input(z.object({ requestId, space: id.spaceId, ...token })).output(z.object({ entry: id.entryId })),
  /**
   * Puts to the vote that the DAO takes a tribute of an account, and gives it new shares, power or funds for it, all or nothing. Of this account the node lets the
   * DAO take just that; any other one does so by `allow`.
   */
  tribute: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        account: id.address,
        token: id.address,
        amount: id.amount,
        shares: id.amount,
        /** What its power becomes; null: it stays as it is. */
        power: id.amount.nullable(),
        funds: z.object({ token: id.address, amount: id.amount }).nullable(),
        reason: z.string().max(16_384),
      }),
    )
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Lets a DAO take just so much of a token of this account, instead of what it could take before; 0: nothing. */
  allow: oc.input(z.object({ requestId, space: id.spaceId, token: id.address, amount: id.amount })).output(transactionRow),
  /** The call that hands over a part of a token, to be put into a proposal. `amount` in its smallest unit; 1 for an NFT. */
  sendCall: oc
    .input(z.object({ space: id.spaceId, standard: z.enum(['erc20', 'erc721', 'erc1155']), ...token, to: id.address, amount: id.amount }))
    .output(callInput),
}
