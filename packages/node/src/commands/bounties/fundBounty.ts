import { type Agreement, DaomeshError, type Hex, type Terms, termsHashOf } from '@daomesh/protocol'
import { type ActParameters, type BountyOutcome, carryOut } from '../../bounties/carryOut.ts'
import { proposedPayment } from '../../bounties/proposedPayment.ts'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import type { DaoSpace } from '../../spaces/space.ts'

export type FundBountyParameters = ActParameters & { readonly agreement: Agreement; readonly terms: Terms; readonly hunterSignature: Hex }

/** A hand and this node by itself may be about to propose the same: whoever is second finds what the first proposed. */
const proposing = new WeakMap<DaoSpace, Promise<unknown>>()
const oneAfterTheOther = <T>(space: DaoSpace, work: () => Promise<T>): Promise<T> => {
  const next = (proposing.get(space) ?? Promise.resolve()).then(work, work)
  proposing.set(
    space,
    next.catch(() => undefined),
  )
  return next
}

/** What the members of a DAO read before they vote on paying a bounty in. */
export const fundingText = ({ hunter, arbiter }: Agreement, { brief }: Terms): string =>
  `${brief}\n\nHunter: ${hunter}\n\nArbiter: ${arbiter}\n`

/**
 * Pays a bounty in that its hunter signed: by a transaction of this account, or by a proposal to the DAO that issues it, whose members read the terms.
 * Where such a proposal stands already, it is that one: no DAO is asked twice for one payment.
 * @throws DaomeshError `BOUNTY_TERMS` where the agreement commits to others, `INPUT_INVALID` where another account issues it.
 */
export const fundBounty = async (
  node: NodeContext,
  parameters: FundBountyParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const { as, agreement, terms, hunterSignature } = parameters
  if (termsHashOf(terms) !== agreement.termsHash) throw new DaomeshError('BOUNTY_TERMS')
  const issuer = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  if (issuer !== agreement.issuer) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'agreement.issuer', expected: issuer } })
  node.bounties.keep({ v: 1, agreement, terms, splits: [] })
  const text = fundingText(agreement, terms)
  const act = { action: { kind: 'fund', agreement, hunterSignature }, title: terms.title, text } as const
  if (as === null) return carryOut(node, parameters, act, keep)
  const space = node.spaces.dao(as)
  return oneAfterTheOther(space, async () => {
    const proposed = await proposedPayment(node, space, agreement, hunterSignature)
    return proposed === null ? carryOut(node, parameters, act, keep) : { transaction: null, approvals: [], decision: proposed }
  })
}
