import { type Agreement, bountyDomain, type BountyId, bountyIdOf, DaomeshError, type Hex, type Terms } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'

export type SignAgreementParameters = { readonly agreement: Agreement; readonly terms: Terms }

/**
 * Signs with this account that it takes a bounty; its signer says what. The terms are kept here.
 * @throws DaomeshError `SIGNING_BLIND` for other terms, `SIGNING_MISMATCH` where this account is not the hunter, `SIGNING_REFUSED`.
 */
export const signAgreement = async (
  node: NodeContext,
  { agreement, terms }: SignAgreementParameters,
): Promise<{ readonly bounty: BountyId; readonly signature: Hex }> => {
  const account = node.account.required()
  const { chainId, escrow } = node.bounties
  if (agreement.hunter !== account) throw new DaomeshError('SIGNING_MISMATCH', { meta: { account, hunter: agreement.hunter } })
  const bounty = bountyIdOf(chainId, escrow, agreement)
  const signature = await node.adapters.signer.sign(account, {
    type: 'typedData',
    domain: bountyDomain(chainId, escrow),
    name: 'Agreement',
    message: agreement,
    about: { terms },
    context: { title: terms.title, lines: [] },
  })
  if (node.adapters.verifier.recoverAccount(bounty, signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  node.bounties.keep({ v: 1, agreement, terms, splits: [] })
  return { bounty, signature }
}
