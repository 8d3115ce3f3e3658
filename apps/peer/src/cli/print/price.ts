import { formatUnits } from './formatUnits.ts'

type Price = {
  readonly token: string
  readonly amount: string
  readonly symbol: string
  readonly decimals: number | null
  readonly known: boolean
}

/** A price in its own unit; of a token that no DAO here lists in its smallest one, with what the contract calls itself behind it. */
export const priceText = ({ amount, symbol, decimals, known, token }: Price): string => {
  if (BigInt(amount) === 0n) return 'free'
  if (known && decimals !== null) return `${formatUnits(amount, decimals)} ${symbol}`
  const own = symbol === '' || decimals === null ? '' : ` (calls itself “${symbol}”: ${formatUnits(amount, decimals)})`
  return `${amount} units of ${token}${own}`
}
