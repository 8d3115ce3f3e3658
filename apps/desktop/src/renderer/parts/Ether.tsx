import { Text, Tooltip } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCoin } from '../api/useCoin.ts'
import { formatEther, shortEther } from '../format/formatEther.ts'

type EtherProps = { readonly wei: string } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** An amount of the chain's own coin with its name. What does not fit is cut, marked with “…”, and whole on hover. */
export const Ether = ({ wei, ...text }: EtherProps) => {
  const { t } = useTranslation()
  const coin = useCoin()
  const { text: amount, exact } = shortEther(BigInt(wei))
  return (
    <Tooltip label={t('parts.wholeAmount', { amount: formatEther(BigInt(wei)), coin })} disabled={exact}>
      <Text component="span" className="numbers" size="sm" {...text} style={{ whiteSpace: 'nowrap' }}>
        {exact || amount.startsWith('<') ? t('parts.amount', { amount, coin }) : t('parts.amountCut', { amount, coin })}
      </Text>
    </Tooltip>
  )
}
