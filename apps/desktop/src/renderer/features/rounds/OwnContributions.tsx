import { Anchor, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useNames } from '../bounties/useNames.ts'
import { RoundPill } from './RoundPill.tsx'

/** What this account and its DAOs gave in all rounds, newest first. */
export const OwnContributions = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { account } = useMine()
  const { call } = useNames()
  const { data } = useQuery(queries.rounds.mine.queryOptions())
  if (data === undefined || data.length === 0) return null
  return (
    <Section title={t('rounds.mine.title')} padded={false}>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              {(['round', 'project', 'by', 'amount', 'when', 'status'] as const).map((column) => (
                <Table.Th key={column} scope="col" {...(column === 'amount' ? { ta: 'right' } : {})}>
                  {t(`rounds.mine.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((row) => (
              <Table.Tr key={`${row.transaction}${row.project}${row.amount}`}>
                <Table.Td>
                  <Anchor
                    size="sm"
                    renderRoot={(props) => <Link {...props} to="/confederation/rounds/$round" params={{ round: row.round }} />}
                  >
                    <bdi>{row.title ?? row.round.slice(0, 10)}</bdi>
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  <bdi>{row.projectName ?? t('rounds.projectAt', { number: row.project + 1 })}</bdi>
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{row.account === account ? t('parts.you') : call(row.account)}</Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Sum token={row.token} units={row.amount} />
                </Table.Td>
                <Table.Td>
                  <When at={row.at} size="xs" />
                </Table.Td>
                <Table.Td>
                  <RoundPill status={row.status} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}
