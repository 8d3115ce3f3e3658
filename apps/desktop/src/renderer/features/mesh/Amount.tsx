import type { TextProps } from '@mantine/core'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { TokenAmount } from '../../parts/TokenAmount.tsx'

type Words = { readonly token: string; readonly symbol: string; readonly decimals: number | null; readonly known: boolean }
type AmountProps = { readonly units: string; readonly of: Words } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** An amount in the words of its token, where a DAO of this node lists it; else in its smallest unit: a token may call itself anything. */
export const Amount = ({ units, of, ...text }: AmountProps) => {
  const { t } = useTranslation()
  if (of.known) return <TokenAmount units={units} of={of} {...text} />
  return (
    <Text component="span" className="numbers" size="sm" {...text}>
      {t('market.unitsOf', { amount: units, token: shortAddress(of.token) })}
    </Text>
  )
}
