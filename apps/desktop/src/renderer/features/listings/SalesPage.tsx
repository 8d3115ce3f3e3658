import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconPackage, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { AskFirst } from '../../parts/AskFirst.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { JoinMarket } from '../market/JoinMarket.tsx'
import type { SalesRow } from './listings.ts'
import { Price } from './Price.tsx'

const Buyers = ({ row }: { readonly row: SalesRow }) => {
  const { t } = useTranslation()
  return (
    <div style={{ overflowX: 'auto' }}>
      <Table aria-label={t('listings.buyersOf', { title: row.title })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('listings.reader')}</Table.Th>
            <Table.Th>{t('listings.price')}</Table.Th>
            <Table.Th>{t('listings.boughtAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {row.sales.map((sale) => (
            <Table.Tr key={`${sale.transaction}${sale.reader}${sale.at}`}>
              <Table.Td>
                <AddressText address={sale.reader} face />
              </Table.Td>
              <Table.Td>
                <Price price={sale.price} size="sm" />
              </Table.Td>
              <Table.Td>
                <When at={sale.at} size="sm" />
                {!sale.final && (
                  <Text size="xs" c="dimmed">
                    {t('listings.notFinal')}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

const Sold = ({ space, row, canWrite }: { readonly space: string; readonly row: SalesRow; readonly canWrite: boolean }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const withdraw = useCommand(client.listings.withdraw)
  const { issuer, post, title, closed, over, sold, buyers, opened, copiesLeft } = row
  return (
    <Section
      title={title}
      padded={false}
      aside={
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} to="/market/works/$issuer/$post" params={{ issuer, post }} />}
          aria-label={t('listings.seeListingOf', { title })}
        >
          {t('listings.seeListing')}
        </Anchor>
      }
    >
      <Stack gap="sm" p="md">
        <Group justify="space-between" gap="md" align="flex-start">
          <Stack gap={2} align="flex-start">
            <Price price={row.price} fw={600} />
            <Text size="sm" c="dimmed" className="numbers">
              {t('listings.sold', { count: sold })}
              {copiesLeft !== null && ` · ${t('listings.left', { count: copiesLeft })}`}
            </Text>
            {sold > 0 && (
              <Text size="sm" c="dimmed" className="numbers">
                {t('listings.openedSales', { count: buyers, opened })}
              </Text>
            )}
          </Stack>
          {sold > 0 && (
            <Stack gap={2} align="flex-end">
              <Text size="xs" c="dimmed">
                {t('listings.taken')}
              </Text>
              {row.taken.map(({ price }) => (
                <Price key={price.token} price={price} fw={600} />
              ))}
            </Stack>
          )}
        </Group>
        {closed || over ? (
          <Text size="sm" c="dimmed">
            {t(closed ? 'listings.withdrawn' : 'market.over')}
          </Text>
        ) : null}
        {canWrite && !closed && (
          <Group gap="xs">
            <Button component={Link} to={`/dao/${space}/sales/${issuer}/${post}`} size="xs" variant="default">
              {t('listings.revise')}
            </Button>
            <AskFirst
              size="xs"
              label={t('listings.withdraw')}
              title={t('listings.withdrawTitle', { title })}
              about={t('listings.overAbout')}
              command={withdraw}
              input={{ space, post }}
            />
          </Group>
        )}
      </Stack>
      {row.sales.length > 0 && <Buyers row={row} />}
    </Section>
  )
}

/** What a DAO sells and sold, by the chain, and where the money lies. */
export const SalesPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/sales' })
  const query = useQuery(queries.listings.ofDao.queryOptions({ input: { space } }))
  const dao = useQuery(queries.daos.get.queryOptions({ input: { space } }))
  const market = useQuery(queries.market.status.queryOptions())
  const canWrite = dao.data?.standing === 'member' && dao.data.deployed !== 'no' && market.data?.joined === true
  return (
    <Page
      title={t('listings.sales')}
      about={t('listings.salesAbout')}
      actions={
        canWrite && (
          <Button component={Link} to={`/dao/${space}/sales/new`} leftSection={<IconPlus size={16} aria-hidden />}>
            {t('listings.form.open')}
          </Button>
        )
      }
    >
      {market.data?.joined === false && <JoinMarket />}
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <div className="card">
              <Nothing
                icon={<IconPackage size={28} stroke={1.5} />}
                title={t('listings.noSalesTitle')}
                teach={t('listings.noSalesTeach')}
              />
            </div>
          ) : (
            <>
              {rows.some(({ sold }) => sold > 0) && (
                <Text size="sm" c="dimmed">
                  {t('listings.whereMoneyLies')}{' '}
                  <Anchor inherit underline="always" renderRoot={(props) => <Link {...props} to="/dao/$space" params={{ space }} />}>
                    {t('listings.toIncome')}
                  </Anchor>
                </Text>
              )}
              {rows.map((row) => (
                <Sold key={row.post} space={space} row={row} canWrite={canWrite} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
