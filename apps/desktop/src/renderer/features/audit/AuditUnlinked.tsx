import { Stack, Table, Text } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { When } from '../../parts/When.tsx'
import type { Proofs } from './audit.ts'
import { AuditTable } from './AuditTable.tsx'
import { Whose } from './Whose.tsx'

/** Devices that their members revoked. */
export const AuditUnlinked = ({ unlinked }: { readonly unlinked: Proofs['unlinked'] }) => {
  const { t } = useTranslation()
  if (unlinked.length === 0)
    return <Nothing icon={<IconDevices size={28} />} title={t('audit.unlinked.noneTitle')} teach={t('audit.unlinked.noneTeach')} />
  return (
    <Stack>
      <Text size="sm">{t('audit.unlinked.about')}</Text>
      <AuditTable head={[t('audit.device'), t('terms.member'), t('audit.unlinked.record'), t('audit.at'), t('audit.unlinked.cut')]}>
        {unlinked.map(({ device, account, name, entry, at, cut }) => (
          <Table.Tr key={`${account ?? ''} ${device}`}>
            <Table.Td>
              <HashText label={t('audit.device')} value={device} />
            </Table.Td>
            <Table.Td>
              <Whose account={account} name={name} />
            </Table.Td>
            <Table.Td>
              <HashText label={t('audit.unlinked.record')} value={entry} />
            </Table.Td>
            <Table.Td>
              <When at={at} />
            </Table.Td>
            <Table.Td className="numbers">{cut}</Table.Td>
          </Table.Tr>
        ))}
      </AuditTable>
    </Stack>
  )
}
