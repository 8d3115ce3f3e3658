import { Text, Tooltip } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatEther, shortEther } from '../format/formatEther.ts'

type EtherProps = { readonly wei: string } & Pick<TextProps, 'size' | 'fw' | 'c'>

/** An amount with its unit. What does not fit is cut, marked with “…”, and whole on hover. */
export const Ether = ({ wei, ...text }: EtherProps) => {
  const { t } = useTranslation()
  const { text: amount, exact } = shortEther(BigInt(wei))
  return (
    <Tooltip label={t('parts.wholeAmount', { amount: formatEther(BigInt(wei)) })} disabled={exact}>
      <Text component="span" className="numbers" size="sm" {...text} style={{ whiteSpace: 'nowrap' }}>
        {exact || amount.startsWith('<') ? t('parts.amount', { amount }) : t('parts.amountCut', { amount })}
      </Text>
    </Tooltip>
  )
}
