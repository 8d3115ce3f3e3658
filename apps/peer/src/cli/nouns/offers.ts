import { DaomeshError, type OfferId } from '@daomesh/protocol'
import { chooseOne } from '../choose.ts'

/** What offers of a bounty and of a partnership share on a command line. */
export const offerArgument = ['<offer>', 'its id, or the beginning of it'] as const

/** @throws DaomeshError `OFFER_UNKNOWN`. */
export const chooseOffer = (rows: readonly { readonly offer: OfferId }[], text: string): OfferId => {
  return chooseOne(
    rows.map((row) => ({ id: row.offer, names: [] })),
    text,
    'offer',
    'OFFER_UNKNOWN',
  )
}

export const saved = ({ entry }: { readonly entry: string }): string => `saved here: ${entry}`
