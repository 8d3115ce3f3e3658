import { Box, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { percentOf } from '../../format/percent.ts'
import { Person } from '../../parts/Person.tsx'
import { bpsOf, type Merger, type MergerNames, totalOf } from './mergers.ts'

type Seat = NonNullable<Merger['members'][number]['from']>
type SceneProps = { readonly merger: Merger; readonly names: MergerNames }

/** Everybody's seat in both DAOs now, and afterwards. */
export const MergerSeats = ({ merger, names }: SceneProps) => {
  const { t, i18n } = useTranslation()
  const { members } = merger
  const [power, shares] = [totalOf(members, 'after', 'power'), totalOf(members, 'after', 'shares')]
  const seat = (row: Seat | null, when: 'from' | 'into') =>
    row === null ? (
      <Text size="sm" c="dimmed">
        {t('mergers.noSeat')}
      </Text>
    ) : (
      (['power', 'shares'] as const).map((of) => (
        <Text key={of} size="sm" className="numbers" style={{ whiteSpace: 'nowrap' }}>
          {t(`mergers.had.${of}`, { amount: row[of], percent: percentOf(bpsOf(row[of], totalOf(members, when, of)), i18n.language) })}
        </Text>
      ))
    )
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} aria-label={t('mergers.seats')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('terms.member')}</Table.Th>
            <Table.Th>{t('mergers.before', { name: names.from })}</Table.Th>
            <Table.Th>{t('mergers.before', { name: names.into })}</Table.Th>
            <Table.Th ta="right">{t('mergers.power')}</Table.Th>
            <Table.Th ta="right">{t('mergers.shares')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((row) => (
            <Table.Tr key={row.account}>
              <Table.Td>
                <Person account={row.account} name={row.name} size={20} />
              </Table.Td>
              <Table.Td>{seat(row.from, 'from')}</Table.Td>
              <Table.Td>{seat(row.into, 'into')}</Table.Td>
              <Table.Td ta="right" className="numbers">
                {t('mergers.part', { amount: row.after?.power ?? '0', percent: percentOf(bpsOf(row.after?.power, power), i18n.language) })}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {t('mergers.part', {
                  amount: row.after?.shares ?? '0',
                  percent: percentOf(bpsOf(row.after?.shares, shares), i18n.language),
                })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}
