import { Box, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconCoins } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { useNames } from '../bounties/useNames.ts'
import { Price } from '../listings/Price.tsx'

/** What was bought of the DAOs of this member, until they divide the money. */
export const SoldWorks = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { call } = useNames()
  const { data } = useQuery(queries.listings.sold.queryOptions())
  if (data === undefined || data.length === 0) return null
  return (
    <Section title={t('listings.soldHome.title')} padded={false}>
      <div className="rows">
        {data.map((row) => (
          <Link key={`${row.transaction}${row.reader}${row.post}`} to="/dao/$space" params={{ space: row.space }} className="row">
            <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
              <Group gap="sm" wrap="nowrap" align="flex-start" style={{ minWidth: 0 }}>
                <IconCoins size={17} aria-hidden style={{ flex: 'none', marginTop: 3 }} color="var(--for)" />
                <Box style={{ minWidth: 0 }}>
                  <Text fw={550} truncate>
                    <bdi>{row.title}</bdi>
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('listings.soldHome.bought', { buyer: call(row.reader), name: row.name })}
                    {row.income !== null && (
                      <>
                        {' · '}
                        <Price price={row.income} size="sm" /> {t('listings.soldHome.waits')}
                      </>
                    )}
                    {!row.final && ` · ${t('listings.notFinal')}`}
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
