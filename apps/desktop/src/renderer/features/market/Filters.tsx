import { Checkbox, NumberInput, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MarketState } from './market.ts'
import { MarketPrices } from './MarketPrices.tsx'
import { TagChoice } from './TagChoice.tsx'

export type Filter = { readonly tags: readonly string[]; readonly openToMe: boolean; readonly minLevel: number | null }

type FiltersProps = { readonly market: MarketState; readonly filter: Filter; readonly onChange: (filter: Filter) => void }

/** What narrows the board. By level only where levels are known. */
export const Filters = ({ market, filter, onChange }: FiltersProps) => {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <Checkbox
        label={t('market.filter.openToMe')}
        checked={filter.openToMe}
        onChange={(event) => onChange({ ...filter, openToMe: event.currentTarget.checked })}
      />
      {market.levels && (
        <NumberInput
          label={t('market.filter.minLevel')}
          min={0}
          max={1_000}
          value={filter.minLevel ?? ''}
          onChange={(value) => onChange({ ...filter, minLevel: typeof value === 'number' ? value : null })}
        />
      )}
      <TagChoice chosen={filter.tags} tags={market.tags} onChange={(tags) => onChange({ ...filter, tags })} />
      <MarketPrices tags={filter.tags} />
    </Stack>
  )
}
