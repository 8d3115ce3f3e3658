import { address, type Agreement, agreementSchema, type Terms, termsHashOf, toRecord } from '@daomesh/protocol'
import type { Deal } from '../props/closeDeal.ts'

/** An agreement as a page of a deal shows it, with the terms it commits to. */
export type Agreed = { readonly agreement: Agreement; readonly terms: Terms; readonly bounty: string }

/** What a deal came to, read at the hunter's node. @throws Error where terms and hash differ. */
export const agreementIn = async ({ wanted, space, offer }: Deal): Promise<Agreed> => {
  const page = await wanted.hunter.node.api.deals.get({ space })
  const row = page.offerRows.find((one) => one.offer === offer)
  if (row === undefined || row.brief === null) throw new Error(`“${wanted.title}” cannot be read`)
  const agreement = agreementSchema.parse(
    toRecord({
      ...row.terms,
      issuer: address.parse(page.issuer.account),
      hunter: address.parse(page.hunter.account),
      amount: BigInt(row.terms.amount),
      nonce: BigInt(`0x${offer}`),
    }),
  )
  const terms: Terms = { v: 1, ...row.brief }
  if (termsHashOf(terms) !== agreement.termsHash) throw new Error(`the terms of “${wanted.title}” are not those that were signed`)
  return { agreement, terms, bounty: row.bounty }
}
