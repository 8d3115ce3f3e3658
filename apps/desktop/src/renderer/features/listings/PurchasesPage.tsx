import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconShoppingBag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { MarketTabs } from '../market/MarketTabs.tsx'
import type { PurchaseRow } from './listings.ts'
import { Price } from './Price.tsx'
import { WorkFiles } from './WorkFiles.tsx'

const Purchase = ({ row }: { readonly row: PurchaseRow }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { quote, issuer, post, title, price, state, files } = row
  const isOpen = state === 'here' || state === 'fetching'
  return (
    <Section title={title} aside={<When at={row.at} size="xs" />} padded={false}>
      <Stack gap="xs" p="md" pb="xs">
        <Group justify="space-between" gap="md">
          <Text size="sm" aria-live="polite">
            {t(`listings.state.${state}`)}
          </Text>
          <Group gap="md">
            <Price price={price} size="sm" fw={600} />
            <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/market/works/$issuer/$post" params={{ issuer, post }} />}>
              {t('listings.seeListing')}
            </Anchor>
          </Group>
        </Group>
        {state === 'waiting' && (
          <Text size="xs" c="dimmed">
            {t('listings.waitingAbout')}
          </Text>
        )}
      </Stack>
      <WorkFiles files={files} reader={isOpen ? (file) => (at) => client.listings.readPurchase({ quote, file, at }) : null} />
    </Section>
  )
}

/** What this account bought or opened, and how far each has come. */
export const PurchasesPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.listings.purchases.queryOptions())
  return (
    <Page title={t('listings.purchases')} about={t('listings.purchasesAbout')} above={<MarketTabs here="purchases" />} narrow>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <div className="card">
              <Nothing
                icon={<IconShoppingBag size={28} stroke={1.5} />}
                title={t('listings.noPurchasesTitle')}
                teach={t('listings.noPurchasesTeach')}
              />
            </div>
          ) : (
            rows.map((row) => <Purchase key={row.quote} row={row} />)
          )
        }
      </Loaded>
    </Page>
  )
}
