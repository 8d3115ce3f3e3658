import { Stack, Table, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import type { Proofs } from './audit.ts'
import { AuditTable } from './AuditTable.tsx'
import { Whose } from './Whose.tsx'

/** Which keys the space had, who made them, and which devices were given them. */
export const AuditKeys = ({ keys }: { readonly keys: Proofs['keys'] }) => {
  const { t } = useTranslation()
  if (keys.length === 0) return <Nothing icon={<IconKey size={28} />} title={t('audit.keys.noneTitle')} teach={t('audit.keys.noneTeach')} />
  return (
    <Stack>
      <Text size="sm">{t('audit.keys.about')}</Text>
      <AuditTable head={[t('audit.keys.key'), t('audit.keys.by'), t('audit.keys.devices'), t('audit.status')]}>
        {keys.map(({ key, index, account, name, held, writes, exposed, devices }) => (
          <Table.Tr key={key}>
            <Table.Td>
              <HashText label={t('audit.keys.madeFor', { index })} value={key} />
            </Table.Td>
            <Table.Td>
              <Whose account={account} name={name} />
            </Table.Td>
            <Table.Td>
              <Stack gap={4}>
                {devices.map((one) => (
                  <HashText key={one.device} label={one.name ?? one.account ?? t('audit.unknown')} value={one.device} />
                ))}
              </Stack>
            </Table.Td>
            <Table.Td maw={300}>
              <Text size="sm" fw={550}>
                {t(writes ? 'audit.keys.writes' : 'audit.keys.reads')}
              </Text>
              {exposed && <Text size="xs">{t('audit.keys.exposed')}</Text>}
              {!held && <Text size="xs">{t('audit.keys.notHeld')}</Text>}
            </Table.Td>
          </Table.Tr>
        ))}
      </AuditTable>
    </Stack>
  )
}
