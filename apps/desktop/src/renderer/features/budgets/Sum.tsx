import { Text } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Ether } from '../../parts/Ether.tsx'

type SumProps = { readonly token: string; readonly amount: string } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** An amount of a budget: ether with its unit, of a token whole in its smallest units, since its decimals are only what it says itself. */
export const Sum = ({ token, amount, ...text }: SumProps) => {
  const { t } = useTranslation()
  if (BigInt(token) === 0n) return <Ether wei={amount} {...text} />
  return (
    <Text component="span" className="numbers" size="sm" {...text} style={{ overflowWrap: 'anywhere' }}>
      {t('budgets.units', { amount, token: shortAddress(token) })}
    </Text>
  )
}
