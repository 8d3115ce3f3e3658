import { Text, Tooltip } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../format/checksumAddress.ts'
import { formatUnits, shortUnits } from '../format/formatUnits.ts'

/** A token as a list of the node has it: its own words, which anybody could write, and its address. */
export type TokenRow = { readonly token: string; readonly symbol: string; readonly decimals: number | null }
type TokenAmountProps = { readonly units: string; readonly of: TokenRow } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** What people call a token: its symbol, or else its address. */
export const tokenName = ({ symbol, token }: Pick<TokenRow, 'symbol' | 'token'>): string => (symbol === '' ? shortAddress(token) : symbol)

/** An amount of a token with its symbol. What does not fit is cut, marked with “…”, and whole on hover. */
export const TokenAmount = ({ units, of, ...text }: TokenAmountProps) => {
  const { t } = useTranslation()
  const decimals = of.decimals ?? 0
  const { text: amount, exact } = shortUnits(BigInt(units), decimals)
  const symbol = tokenName(of)
  const whole = t('parts.tokenAmount', { amount: formatUnits(BigInt(units), decimals), symbol })
  return (
    <Tooltip label={whole} disabled={exact}>
      <Text component="span" className="numbers" size="sm" {...text} style={{ whiteSpace: 'nowrap' }}>
        {t(exact ? 'parts.tokenAmount' : 'parts.tokenAmountCut', { amount, symbol })}
      </Text>
    </Tooltip>
  )
}
