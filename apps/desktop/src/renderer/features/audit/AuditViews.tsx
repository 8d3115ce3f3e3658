import { Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import type { Proofs } from './audit.ts'
import { AuditTable } from './AuditTable.tsx'
import { Whose } from './Whose.tsx'

type People = Proofs['views'][number]['members']

const PeopleList = ({ people }: { readonly people: People }) => (
  <Stack gap={4}>
    {people.map(({ account, name }) => (
      <Whose key={account} account={account} name={name} />
    ))}
  </Stack>
)

/** The memberships of the DAO as the chain fixed them; each record names the one it was written under. */
export const AuditViews = ({ views }: { readonly views: Proofs['views'] }) => {
  const { t } = useTranslation()
  return (
    <Stack>
      <Text size="sm">{t('audit.views.about')}</Text>
      <AuditTable
        head={[t('audit.views.view'), t('audit.views.members'), t('audit.views.joined'), t('audit.views.left'), t('audit.views.cut')]}
      >
        {views.map(({ view, index, current, members, joined, left, cut }) => (
          <Table.Tr key={view}>
            <Table.Td>
              <HashText label={t(current ? 'audit.views.current' : 'audit.views.earlier', { index })} value={view} />
            </Table.Td>
            <Table.Td>
              <PeopleList people={members} />
            </Table.Td>
            <Table.Td>
              <PeopleList people={joined} />
            </Table.Td>
            <Table.Td>
              <PeopleList people={left} />
            </Table.Td>
            <Table.Td className="numbers">{cut}</Table.Td>
          </Table.Tr>
        ))}
      </AuditTable>
    </Stack>
  )
}
