import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { JoinMarket } from './JoinMarket.tsx'
import type { MarketState } from './market.ts'

/** What keeps a shelf empty, or old: that this node is not in the market, or has no time of the chain. */
export const MarketNotes = ({ market }: { readonly market: MarketState }) => {
  const { t } = useTranslation()
  if (!market.joined) return <JoinMarket />
  return market.now === null ? (
    <Text size="sm" c="var(--warn)">
      {t('market.noTime')}
    </Text>
  ) : null
}
