import { oc } from '@orpc/contract'
import { z } from 'zod'
import { dealAt, dealSeconds, dealSide } from './deals.ts'
import { id, requestId, rulesShape } from './shapes.ts'

/** An exact fraction: what a unit there becomes here. */
export const fractionShape = z.object({ numerator: id.amount, denominator: id.amount })

const seat = z.object({ power: id.amount, shares: id.amount })
const party = z.object({ dao: id.address, name: z.string().nullable() })

/** What a merger comes to, before and after. Amounts in each token's smallest unit, by the chain now. */
export const mergerShape = z.object({
  /** The DAO that goes, and the one that stays. */
  from: party,
  into: party,
  power: fractionShape,
  shares: fractionShape,
  /** By account; null where somebody has no seat. A row whose `after` is null keeps none: only a DAO's own seat in the other one. */
  members: z.array(
    z.object({ account: id.address, name: z.string().nullable(), from: seat.nullable(), into: seat.nullable(), after: seat.nullable() }),
  ),
  tokens: z.array(
    z.object({
      token: id.address,
      symbol: z.string(),
      decimals: z.number().int().nullable(),
      fromHeld: id.amount,
      intoHeld: id.amount,
      /** What `from` pays. What it holds above that stays with its owners. */
      pays: id.amount,
      /** The weight of shares with which each is worth the same of this token before and after; null where one of both holds none. */
      fair: fractionShape.nullable(),
      /** What each member could leave with: of both treasuries now, and of one afterwards. */
      parts: z.array(z.object({ account: id.address, before: id.amount, after: id.amount })),
    }),
  ),
  /** Those of the DAO that stays hold for all; null where this node does not read its chain facts. */
  rules: rulesShape.nullable(),
  /** Why it would fail now: the roster of one of both changed since, or the treasury holds less of these tokens than it is to pay. */
  stale: z.object({ from: z.boolean(), into: z.boolean(), short: z.array(id.address) }),
  /** Proposals under way in the DAO that goes, as far as this node is in it, for which too little is left. */
  pending: z.array(z.object({ decision: id.decisionId, title: z.string() })),
})

/** Where a DAO went. `space`: the other one's, where this node has it. */
export const mergedShape = z.object({ dao: id.address, name: z.string(), space: id.spaceId.nullable(), decision: id.decisionId })

const weights = z.object({
  /** The side whose DAO goes. */
  goes: dealSide,
  power: fractionShape,
  shares: fractionShape,
  /** Tokens that it pays beside ETH and those on the lists of own DAOs. */
  tokens: z.array(id.address).max(64),
})

export const mergersContract = {
  /** What a merger by these weights would come to now. */
  preview: oc.input(dealAt.extend({ weights })).output(mergerShape),
  /** Offers it, with `answers` as a counter-offer; from there it is accepted, declined, taken back and enacted as a partnership is. */
  offer: oc
    .input(
      dealAt.extend({
        requestId,
        side: dealSide.nullable(),
        answers: id.offerId.nullable(),
        weights,
        note: z.string().max(8_192),
        validUntil: dealSeconds,
        draft: id.draftId.nullable(),
      }),
    )
    .output(z.object({ offer: id.offerId })),
}
