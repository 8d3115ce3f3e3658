import { Grid, Group, Select, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { IconScale } from '@tabler/icons-react'
import { useApi } from '../../../api/ApiContext.ts'
import { shortAddress } from '../../../format/checksumAddress.ts'
import { Loaded } from '../../../parts/Loaded.tsx'
import { Nothing } from '../../../parts/Nothing.tsx'
import { ChainAway, UnknownAway } from '../ChainAway.tsx'
import { Fairness } from './Fairness.tsx'
import { Prices } from './Prices.tsx'

type MeshPricesProps = {
  readonly token: string | null
  readonly tag: string | null
  readonly onChange: (change: { readonly token: string | null; readonly tag: string | null }) => void
}

/** What protects those who work below: prices that were paid, who pays, and what each level hands down. */
export const MeshPrices = ({ token, tag, onChange }: MeshPricesProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.mesh.protection.queryOptions({ input: { token: token as never, tag }, placeholderData: keepPreviousData }))
  return (
    <Loaded query={query}>
      {(found) => {
        const words = found.tokens.find((one) => one.token === token) ?? found.tokens[0]
        if (words === undefined)
          return (
            <div className="card">
              {found.seen.away ? (
                <UnknownAway seen={found.seen} />
              ) : (
                <Nothing
                  icon={<IconScale size={28} stroke={1.5} />}
                  title={t('mesh.prices.noneTitle')}
                  teach={t('mesh.prices.noneTeach')}
                />
              )}
            </div>
          )
        return (
          <Stack gap="lg">
            {found.seen.away && <ChainAway seen={found.seen} />}
            <Group gap="sm">
              <Select
                w={170}
                label={t('mesh.flows.in')}
                allowDeselect={false}
                data={found.tokens.map((one) => ({ value: one.token, label: one.known ? one.symbol : shortAddress(one.token) }))}
                value={words.token}
                onChange={(value) => onChange({ token: value, tag })}
              />
              <Select
                w={200}
                label={t('mesh.filter.tag')}
                placeholder={t('mesh.filter.all')}
                clearable
                searchable
                data={[...new Set([...found.tags.map((one) => one.tag), ...(tag === null ? [] : [tag])])]}
                value={tag}
                onChange={(value) => onChange({ token, tag: value })}
              />
            </Group>
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Prices prices={found.prices} words={words} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Fairness found={found} words={words} />
              </Grid.Col>
            </Grid>
          </Stack>
        )
      }}
    </Loaded>
  )
}
