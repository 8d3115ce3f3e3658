import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Dao } from './dao.ts'
import { MemberActions } from './MemberActions.tsx'

/** Who they are, what they weigh and own, and who is here now. */
export const Members = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const here = dao.memberRows.filter(({ online }) => online).length
  return (
    <Section
      title={t('dao.members')}
      padded={false}
      aside={
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('dao.hereCount', { count: here, of: dao.memberRows.length })}
        </Text>
      }
    >
      <Table horizontalSpacing="md" verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('terms.member')}</Table.Th>
            <Table.Th ta="right">{t('terms.power')}</Table.Th>
            <Table.Th ta="right">{t('terms.shares')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {dao.memberRows.map(({ account, name, self, online, power, shares }) => (
            <Table.Tr key={account}>
              <Table.Td>
                <Person account={account} name={name} self={self} online={online} size={24} />
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {power}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {shares}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" px="md" py={10}>
        {t('dao.powerAndShares')}
      </Text>
      {dao.standing === 'member' && <MemberActions dao={dao} />}
    </Section>
  )
}
