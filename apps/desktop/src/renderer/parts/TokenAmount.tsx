import { Text, Tooltip } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ether } from '@daomesh/protocol'
import { shortAddress } from '../format/checksumAddress.ts'
import { formatUnits, shortUnits } from '../format/formatUnits.ts'

/** A token as a list of the node has it: its own words, which anybody could write, and its address. */
export type TokenRow = {
  readonly token: string
  readonly symbol: string
  readonly decimals: number | null
  /** Which item, of a token that has many. */
  readonly item?: string | null
}
/** The chain's own coin among tokens. @param coin what it is called */
export const coinRow = (coin: string): TokenRow => ({ token: ether, symbol: coin, decimals: 18 })
type TokenAmountProps = { readonly units: string; readonly of: TokenRow } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** What people call a token: its symbol, or else its address. */
export const tokenName = ({ symbol, token }: Pick<TokenRow, 'symbol' | 'token'>): string => (symbol === '' ? shortAddress(token) : symbol)

/** An amount in words, whole: of items by their number, since such tokens have no symbol. */
export const useTokenWords = () => {
  const { t } = useTranslation()
  return (units: bigint, of: TokenRow): string => {
    const amount = formatUnits(units, of.decimals ?? 0)
    return of.item === undefined || of.item === null
      ? t('parts.tokenAmount', { amount, symbol: tokenName(of) })
      : t('parts.itemAmount', { amount, item: of.item })
  }
}

/** An amount of a token with its symbol. What does not fit is cut, marked with “…”, and whole on hover. */
export const TokenAmount = ({ units, of, ...text }: TokenAmountProps) => {
  const { t } = useTranslation()
  const words = useTokenWords()
  const { text: amount, exact } = shortUnits(BigInt(units), of.decimals ?? 0)
  const whole = words(BigInt(units), of)
  return (
    <Tooltip label={whole} disabled={exact}>
      <Text component="span" className="numbers" size="sm" {...text} style={{ whiteSpace: 'nowrap' }}>
        {exact ? whole : t(amount.startsWith('<') ? 'parts.tokenAmount' : 'parts.tokenAmountCut', { amount, symbol: tokenName(of) })}
      </Text>
    </Tooltip>
  )
}
