import { type Address, type Agreement, type Clock, ether, noBounty, type Terms, termsHashOf } from '@daomesh/protocol'

export const terms: Terms = { v: 1, title: 'Barn', brief: 'A barn.', tags: [], files: [] }

/** Work for a few days, reviewed by its issuer; amount in wei. */
export const agreementOf = (
  { clock, next }: { readonly clock: Pick<Clock, 'now'>; readonly next: () => number },
  issuer: Address,
  hunter: Address,
  amount: bigint,
  parent = noBounty,
): Agreement => {
  const now = Math.floor(clock.now() / 1_000)
  return {
    issuer,
    hunter,
    token: ether,
    amount,
    termsHash: termsHashOf(terms),
    deliverBy: now + 400_000,
    reviewPeriod: 86_400,
    reviewer: issuer,
    arbiter: issuer,
    defaultSplit: 5_000,
    parent,
    validUntil: now + 300_000,
    nonce: BigInt(next()),
  }
}
