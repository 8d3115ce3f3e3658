import type { Deal } from './deals.ts'

type Read = Pick<Deal, 'status' | 'sides'> & { readonly hunter: Pick<Deal['hunter'], 'kind'> }
export type NextStep = 'agreed' | 'youSign' | 'members' | 'signed' | 'youPay' | 'funded' | 'youDeliver'

/** What comes after the yes of both, said to the side whose turn it is; null while they talk, or once they no longer do. */
export const nextStep = ({ status, sides, hunter }: Read): NextStep | null => {
  switch (status) {
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
