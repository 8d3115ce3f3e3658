import type { Deal } from './deals.ts'

type Read = Pick<Deal, 'status' | 'sides' | 'waits'> & {
  readonly hunter: Pick<Deal['hunter'], 'kind'>
  readonly offerRows: readonly Pick<Deal['offerRows'][number], 'status' | 'side'>[]
}
export type NextStep = 'issuerAnswers' | 'hunterAnswers' | 'agreed' | 'youSign' | 'members' | 'signed' | 'youPay' | 'funded' | 'youDeliver'

/** Who made an offer that waits for the other side; null where this side is to speak, or is both. */
const askedBy = ({ sides, waits, offerRows }: Read): 'issuer' | 'hunter' | null => {
  const [side, other] = sides
  if (side === undefined || other !== undefined || waits !== null) return null
  return offerRows.some((row) => row.status === 'open' && row.side === side) ? side : null
}

/** Whose turn it is, said to both: after an own offer, and after the yes of both. null where nothing was offered, where an answer is owed here, or once they no longer talk. */
export const nextStep = (deal: Read): NextStep | null => {
  const { status, sides, hunter } = deal
  switch (status) {
    case 'talking': {
      const asker = askedBy(deal)
      return asker === null ? null : asker === 'hunter' ? 'issuerAnswers' : 'hunterAnswers'
    }
    case 'agreed':
      return hunter.kind === 'dao' ? 'members' : sides.includes('hunter') ? 'youSign' : 'agreed'
    case 'signed':
      return sides.includes('issuer') ? 'youPay' : 'signed'
    case 'funded':
      return sides.includes('hunter') ? 'youDeliver' : 'funded'
    default:
      return null
  }
}
