import { readAddress } from '../../format/checksumAddress.ts'

export type SeatText = { readonly account: string; readonly power: string; readonly shares: string }
export type SeatFault = 'account' | 'member' | 'power' | 'shares' | 'empty'

const whole = (text: string): string | null => (/^(0|[1-9][0-9]{0,18})$/.test(text.trim()) ? text.trim() : null)

/** What a person typed for a new member: what is wrong with it, or the seat to propose. */
export const readSeat = (
  { account, power, shares }: SeatText,
  members: readonly string[],
): { readonly fault: SeatFault } | { readonly seat: { readonly account: string; readonly power: string; readonly shares: string } } => {
  const read = { account: readAddress(account), power: whole(power), shares: whole(shares) }
  if (read.account === null) return { fault: 'account' }
  if (members.includes(read.account)) return { fault: 'member' }
  if (read.power === null) return { fault: 'power' }
  if (read.shares === null) return { fault: 'shares' }
  if (read.power === '0' && read.shares === '0') return { fault: 'empty' }
  return { seat: { account: read.account, power: read.power, shares: read.shares } }
}
