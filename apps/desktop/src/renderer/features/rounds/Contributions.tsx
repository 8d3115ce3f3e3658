import { Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyIcon } from '../../parts/CopyIcon.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { Sum } from '../bounties/Sum.tsx'
import type { RoundDetails } from './rounds.ts'

type ContributionsProps = {
  readonly page: RoundDetails
  readonly nameOf: (place: number) => string
  readonly nameOfSeat: (seat: number) => string
  readonly nameOfAccount: (account: string) => string
}

/** Newest first, that many at once: all of them are in the table to download. */
const shown = 50

/** Who gave what, for which seat, with the transaction that proves it. */
export const Contributions = ({ page, nameOf, nameOfSeat, nameOfAccount }: ContributionsProps) => {
  const { t } = useTranslation()
  const rows = page.contributions.toReversed()
  return (
    <Section title={t('rounds.contributions.title')} padded={false}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {t('rounds.contributions.none')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="xs" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                {(['who', 'seat', 'project', 'amount', 'when', 'proof'] as const).map((column) => (
                  <Table.Th key={column} scope="col" {...(column === 'amount' ? { ta: 'right' } : {})}>
                    {t(`rounds.contributions.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.slice(0, shown).map((row, i) => (
                <Table.Tr key={rows.length - i}>
                  <Table.Td>
                    <Text size="sm" fw={row.mine ? 600 : 400}>
                      {nameOfAccount(row.account)}
                    </Text>
                  </Table.Td>
                  <Table.Td>{nameOfSeat(row.seat)}</Table.Td>
                  <Table.Td>
                    <bdi>{nameOf(row.project)}</bdi>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Sum token={page.token} units={row.amount} />
                  </Table.Td>
                  <Table.Td>
                    <When at={row.at} size="xs" />
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} wrap="nowrap">
                      <Text span ff="monospace" size="xs">
                        {row.transaction.slice(0, 10)}
                      </Text>
                      <CopyIcon value={row.transaction} label={t('parts.copyNamed', { name: t('transactions.hash') })} />
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {rows.length > shown && (
        <Text size="xs" c="dimmed" p="md">
          {t('rounds.contributions.more', { count: rows.length - shown })}
        </Text>
      )}
    </Section>
  )
}
