import { termsHashOf } from '@daomesh/protocol'
import { readAddress } from '../../../format/checksumAddress.ts'
import type { Bounty } from '../bounties.ts'
import { filledParts, type PartDraft, unitsOf } from './splitPlan.ts'

type Above = {
  readonly agreement: Pick<Bounty['agreement'], 'token' | 'reviewPeriod' | 'defaultSplit' | 'validUntil'>
  /** The agreement that is split: that of the bounty, or of the part. */
  readonly parent: string
  /** Who splits it. */
  readonly splitter: string
  readonly decimals: number
  /** When the parts are due and who rules on them. */
  readonly deliverBy: number
  readonly arbiter: string
  readonly nonce: () => bigint
}

/**
 * The agreements that a split commits to, one for each part: its splitter pays, its payee does it; review and default are those of the bounty above. Rows
 * must be without faults.
 */
export const leavesOf = (parts: readonly PartDraft[], above: Above) =>
  filledParts(parts).map((part) => {
    const terms = { v: 1 as const, title: part.title.trim(), brief: part.brief.trim(), tags: [], files: [] }
    const { token, reviewPeriod, defaultSplit, validUntil } = above.agreement
    return {
      agreement: {
        issuer: above.splitter,
        hunter: readAddress(part.payee) ?? '',
        token,
        amount: (unitsOf(part, above.decimals) ?? 0n).toString(),
        termsHash: termsHashOf(terms),
        deliverBy: above.deliverBy,
        reviewPeriod,
        reviewer: above.splitter,
        arbiter: above.arbiter,
        defaultSplit,
        parent: above.parent,
        validUntil,
        nonce: above.nonce().toString(),
      },
      terms,
      planned: null,
    }
  })

/** A number nobody else has drawn, so that two parts alike have agreements of their own. */
export const drawNonce = (): bigint => {
  const words = crypto.getRandomValues(new BigUint64Array(3))
  return words.reduce((all, word) => (all << 64n) | word, 0n)
}
