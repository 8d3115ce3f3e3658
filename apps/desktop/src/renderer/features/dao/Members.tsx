import { ActionIcon, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconStar, IconUserEdit } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { WideTable } from '../../parts/WideTable.tsx'
import { Applicants } from './Applicants.tsx'
import { SeatList } from '../joining/SeatList.tsx'
import type { Dao } from './dao.ts'
import { MemberActions } from './MemberActions.tsx'
import { PowerDialog } from './PowerDialog.tsx'
import { ReplaceDialog } from './ReplaceDialog.tsx'

/** Who they are, what they weigh and own, and who is here now. */
export const Members = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const [changing, setChanging] = useState<Dao['memberRows'][number] | null>(null)
  const [granting, setGranting] = useState<Dao['memberRows'][number] | null>(null)
  const mayChange = dao.standing === 'member' && dao.deployed === 'final' && !dao.locked
  // Whom a decision removed is shown for the shares, and is none of those who decide.
  const seated = dao.memberRows.filter(({ removed }) => !removed)
  const rows = [...seated, ...dao.memberRows.filter(({ removed }) => removed)]
  const here = seated.filter(({ online }) => online).length
  return (
    <Section
      title={t('dao.members')}
      padded={false}
      aside={
        dao.standing === 'member' ? (
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('dao.hereCount', { count: here, of: seated.length })}
          </Text>
        ) : undefined
      }
    >
      <WideTable least={330} horizontalSpacing="md" verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('terms.member')}</Table.Th>
            <Table.Th ta="right">{t('terms.power')}</Table.Th>
            <Table.Th ta="right">{t('terms.shares')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('replace.column')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const { account, name, self, online, power, shares, removed } = row
            return (
              <Table.Tr key={account}>
                <Table.Td className="who">
                  <Person account={account} name={name} self={self} online={online} size={24} />
                  {row.kind === 'contract' && (
                    <Text size="xs" c="dimmed" pl={32}>
                      {t('nested.member')}
                    </Text>
                  )}
                  {removed && (
                    <Text size="xs" c="dimmed" pl={32}>
                      {t(row.replacedBy === null ? 'dao.removed' : 'dao.replaced')}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {power}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {shares}
                </Table.Td>
                <Table.Td w={76} pl={0} style={{ whiteSpace: 'nowrap' }}>
                  {mayChange && power !== '0' && (
                    <Tooltip label={t('power.open', { name: name ?? shortAddress(account) })}>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('power.open', { name: name ?? account })}
                        onClick={() => setGranting(row)}
                      >
                        <IconStar size={16} aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                  )}
                  {mayChange && power !== '0' && (
                    <Tooltip label={t('replace.open', { name: name ?? shortAddress(account) })}>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('replace.open', { name: name ?? account })}
                        onClick={() => setChanging(row)}
                      >
                        <IconUserEdit size={16} aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                  )}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </WideTable>
      <Text size="xs" c="dimmed" px="md" py={10}>
        {t('dao.powerAndShares')}
      </Text>
      {dao.standing === 'member' && <Applicants dao={dao} />}
      {dao.standing === 'member' && dao.deployed === 'final' && <SeatList dao={dao} />}
      {dao.standing === 'member' && <MemberActions dao={dao} />}
      {granting !== null && <PowerDialog dao={dao} member={granting} onClose={() => setGranting(null)} />}
      {changing !== null && <ReplaceDialog dao={dao} member={changing} onClose={() => setChanging(null)} />}
    </Section>
  )
}
