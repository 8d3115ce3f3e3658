import { Text } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Reward } from '../market/Reward.tsx'
import { isFree, type ListedPrice } from './listings.ts'

type PriceProps = { readonly price: ListedPrice } & Pick<TextProps, 'size' | 'fw'>

/** What a copy costs, in the words of this member's own lists: a stranger's token is said by its address. */
export const Price = ({ price, ...text }: PriceProps) => {
  const { t } = useTranslation()
  if (isFree(price))
    return (
      <Text component="span" {...text}>
        {t('listings.free')}
      </Text>
    )
  return <Reward reward={{ ...price, power: null }} {...text} />
}
