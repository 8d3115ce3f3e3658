import { address, type Agreement, bountyId, type Hex } from '@daomesh/protocol'

type RawAgreement = Omit<Agreement, 'issuer' | 'hunter' | 'token' | 'reviewer' | 'arbiter'> &
  Record<'issuer' | 'hunter' | 'token' | 'reviewer' | 'arbiter', Hex>

/** Addresses of the ABI decoder are checksummed; ours are lower case, and agreements are compared. Fields are named one by one. */
export const toAgreement = (raw: RawAgreement): Agreement => ({
  issuer: address.parse(raw.issuer),
  hunter: address.parse(raw.hunter),
  token: address.parse(raw.token),
  amount: raw.amount,
  termsHash: bountyId.parse(raw.termsHash),
  deliverBy: raw.deliverBy,
  reviewPeriod: raw.reviewPeriod,
  reviewer: address.parse(raw.reviewer),
  arbiter: address.parse(raw.arbiter),
  defaultSplit: raw.defaultSplit,
  parent: bountyId.parse(raw.parent),
  validUntil: raw.validUntil,
  nonce: raw.nonce,
})
