import type { Address, Call } from '@daomesh/protocol'
import { address } from '@daomesh/protocol'
import { decodeCall } from './decodeCall.ts'

/** An NFT, or a number of one ERC-1155 item, that one account hands to another one. */
export type Handover = {
  readonly standard: 'erc721' | 'erc1155'
  readonly token: Address
  readonly from: Address
  readonly to: Address
  readonly item: bigint
  readonly amount: bigint
}

/** What a call hands over if it is `safeTransferFrom` of ERC-721 or ERC-1155, by its shape; null for any other. Bytes for the receiver are not looked at. */
export const decodeHandover = ({ target, value, data }: Pick<Call, 'target' | 'value' | 'data'>): Handover | null => {
  const decoded = decodeCall({ target, value, data })
  if (decoded.kind !== 'known' || decoded.function !== 'safeTransferFrom') return null
  const [from, to, item, amount] = decoded.args.map(({ value: given }) => (typeof given === 'string' ? given : ''))
  if (from === undefined || to === undefined || item === undefined) return null
  const parts = { token: target, from: address.parse(from), to: address.parse(to), item: BigInt(item) }
  // The fourth argument is a number in ERC-1155, and bytes in the longer form of ERC-721.
  if (decoded.contract === 'ERC-721') return { standard: 'erc721', ...parts, amount: 1n }
  return decoded.contract === 'ERC-1155' && amount !== undefined ? { standard: 'erc1155', ...parts, amount: BigInt(amount) } : null
}
