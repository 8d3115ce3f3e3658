import { Anchor, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogue } from '@daomesh/protocol'
import { useApi } from '../../api/ApiContext.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { When } from '../../parts/When.tsx'

/** More rows than a person reads at once would only slow the page. */
const SHOWN = 300

const reasonText = (reason: string): string => (reason in catalogue ? catalogue[reason as keyof typeof catalogue].what : reason)

/** Every record of a DAO with what became of it, refused ones with their reason. */
export const AuditPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/audit' })
  const [only, setOnly] = useState<'all' | 'notAccepted'>('all')
  const query = useQuery(queries.daos.audit.queryOptions({ input: { space } }))
  return (
    <Page
      title={t('audit.title')}
      about={t('audit.about')}
      above={
        <Anchor component={Link} to={`/dao/${space}`} size="sm" c="dimmed" mb={8} display="inline-block">
          <Group gap={5}>
            <IconArrowLeft size={14} aria-hidden />
            {t('audit.back')}
          </Group>
        </Anchor>
      }
    >
      <Loaded query={query}>
        {(rows) => {
          const matching = rows.filter(({ status }) => only === 'all' || status !== 'accepted').toSorted((a, b) => b.at - a.at)
          return (
            <Stack>
              <Group justify="space-between">
                <SegmentedControl
                  value={only}
                  onChange={(value) => setOnly(value)}
                  data={(['all', 'notAccepted'] as const).map((value) => ({ value, label: t(`audit.filter.${value}`) }))}
                  aria-label={t('audit.filter.label')}
                />
                <Text size="sm" c="dimmed">
                  {t('audit.count', { shown: Math.min(matching.length, SHOWN), count: matching.length })}
                </Text>
              </Group>
              <Table.ScrollContainer minWidth={720} className="card">
                <Table horizontalSpacing="md">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('audit.entry')}</Table.Th>
                      <Table.Th>{t('audit.kind')}</Table.Th>
                      <Table.Th>{t('terms.member')}</Table.Th>
                      <Table.Th>{t('audit.at')}</Table.Th>
                      <Table.Th>{t('audit.status')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {matching.slice(0, SHOWN).map(({ entry, kind, account, seq, at, status, reason }) => (
                      <Table.Tr key={entry}>
                        <Table.Td>
                          <HashText label={t('audit.seq', { seq })} value={entry} />
                        </Table.Td>
                        <Table.Td ff="monospace" fz="xs">
                          {kind}
                        </Table.Td>
                        <Table.Td>
                          {account === null ? (
                            <Text size="sm" c="dimmed">
                              {t('audit.unknown')}
                            </Text>
                          ) : (
                            <AddressText address={account} face />
                          )}
                        </Table.Td>
                        <Table.Td>
                          <When at={at} />
                        </Table.Td>
                        <Table.Td>
                          <Text size="sm" fw={550}>
                            {t(`audit.statuses.${status}`)}
                          </Text>
                          {reason !== null && (
                            <Text size="xs" c="dimmed">
                              {reasonText(reason)}
                            </Text>
                          )}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </Stack>
          )
        }}
      </Loaded>
    </Page>
  )
}
