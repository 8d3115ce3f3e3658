import { Box, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconShoppingBag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { Price } from '../listings/Price.tsx'

/** What was paid for and is not all here yet. */
export const PurchasesWaiting = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data } = useQuery(queries.listings.purchases.queryOptions())
  const waiting = (data ?? []).filter(({ state }) => state !== 'here')
  if (waiting.length === 0) return null
  return (
    <Section title={t('listings.home')} padded={false}>
      <div className="rows">
        {waiting.map((row) => (
          <Link key={row.quote} to="/market/purchases" className="row">
            <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
              <Group gap="sm" wrap="nowrap" align="flex-start" style={{ minWidth: 0 }}>
                <IconShoppingBag size={17} aria-hidden style={{ flex: 'none', marginTop: 3 }} color="var(--warn)" />
                <Box style={{ minWidth: 0 }}>
                  <Text fw={550} truncate>
                    <bdi>{row.title}</bdi>
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`listings.state.${row.state}`)}
                  </Text>
                </Box>
              </Group>
              <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
                <When at={row.at} size="xs" />
                <Price price={row.price} fw={600} size="sm" />
              </Group>
            </Group>
          </Link>
        ))}
      </div>
    </Section>
  )
}
