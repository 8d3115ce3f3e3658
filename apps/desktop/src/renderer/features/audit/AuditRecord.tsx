import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { When } from '../../parts/When.tsx'
import type { AuditRow } from './audit.ts'
import { AuditKind } from './AuditKind.tsx'
import { AuditReason } from './AuditReason.tsx'
import { RepublishButton } from './RepublishButton.tsx'
import { Whose } from './Whose.tsx'

type AuditRecordProps = { readonly space: string; readonly row: AuditRow; readonly toForks: () => void }

/** One record with whose it is, and what became of it. */
export const AuditRecord = ({ space, row, toForks }: AuditRecordProps) => {
  const { t } = useTranslation()
  return (
    <Table.Tr>
      <Table.Td>
        <HashText label={t('audit.seq', { seq: row.seq })} value={row.entry} />
      </Table.Td>
      <Table.Td>
        <AuditKind kind={row.kind} />
      </Table.Td>
      <Table.Td>
        <Whose account={row.account} name={row.name} />
      </Table.Td>
      <Table.Td>
        <When at={row.at} />
      </Table.Td>
      <Table.Td miw={260} maw={340}>
        <AuditReason row={row} toForks={toForks} />
        {row.republishable && <RepublishButton space={space} entry={row.entry} />}
      </Table.Td>
    </Table.Tr>
  )
}
