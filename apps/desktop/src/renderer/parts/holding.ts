/** A token that members look at, and how much of it somebody holds, as the node lists it. */
export type Holding = {
  readonly token: string
  readonly item: string | null
  readonly standard: 'ether' | 'erc20' | 'erc721' | 'erc1155'
  readonly symbol: string
  readonly decimals: number | null
  readonly balance: string | null
}

/** Tells what is on the list apart: an ERC-1155 token stands there once for each item. */
export const holdingKey = ({ token, item }: Pick<Holding, 'token' | 'item'>): string => (item === null ? token : `${token}#${item}`)

/** The number of an NFT or an item: whole, without a sign, below 2²⁵⁶ by its length. */
export const isNumber = (text: string): boolean => /^(0|[1-9]\d{0,77})$/.test(text.trim())
