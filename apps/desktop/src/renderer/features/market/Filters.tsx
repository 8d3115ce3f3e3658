import { Button, Checkbox, Fieldset, Group, NumberInput, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MarketState } from './market.ts'
import { MarketPrices } from './MarketPrices.tsx'

export type Filter = { readonly tags: readonly string[]; readonly openToMe: boolean; readonly minLevel: number | null }

type FiltersProps = { readonly market: MarketState; readonly filter: Filter; readonly onChange: (filter: Filter) => void }

/** Tags offered beside the board; those that are chosen stand first, whatever the board has. */
const offered = 14

/** What narrows the board. By level only where levels are known. */
export const Filters = ({ market, filter, onChange }: FiltersProps) => {
  const { t } = useTranslation()
  const others = market.tags.filter(({ tag }) => !filter.tags.includes(tag)).slice(0, offered)
  const toggle = (tag: string): void =>
    onChange({ ...filter, tags: filter.tags.includes(tag) ? filter.tags.filter((one) => one !== tag) : [...filter.tags, tag].slice(-8) })
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
      {filter.tags.length + others.length > 0 && (
        <Fieldset variant="unstyled" legend={t('market.filter.tags')}>
          <Group gap={6} mt={6}>
            {[...filter.tags, ...others.map(({ tag }) => tag)].map((tag) => (
              <Button
                key={tag}
                size="compact-xs"
                maw={220}
                variant={filter.tags.includes(tag) ? 'filled' : 'default'}
                aria-pressed={filter.tags.includes(tag)}
                fw={450}
                onClick={() => toggle(tag)}
              >
                {tag}
              </Button>
            ))}
          </Group>
        </Fieldset>
      )}
      <MarketPrices tags={filter.tags} />
    </Stack>
  )
}
