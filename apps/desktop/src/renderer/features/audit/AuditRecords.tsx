import { Group, SegmentedControl, Stack, Table, Text, UnstyledButton } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { When } from '../../parts/When.tsx'
import type { AuditRow } from './audit.ts'
import { AuditKind } from './AuditKind.tsx'
import { AuditReason } from './AuditReason.tsx'
import { AuditTable } from './AuditTable.tsx'
import { RepublishButton } from './RepublishButton.tsx'
import { Whose } from './Whose.tsx'

/** More rows than a person reads at once would only slow the page. */
const portion = 50
const filters = ['all', 'notAccepted', 'waiting', 'rejected', 'setAside'] as const
type Filter = (typeof filters)[number]

const shows: Readonly<Record<Filter, (status: AuditRow['status']) => boolean>> = {
  all: () => true,
  notAccepted: (status) => status !== 'accepted',
  waiting: (status) => status === 'pending' || status === 'locked' || status === 'opaque',
  rejected: (status) => status === 'rejected',
  setAside: (status) => status === 'forked' || status === 'cut',
}

type AuditRecordsProps = { readonly space: string; readonly rows: readonly AuditRow[]; readonly toForks: () => void }

export const AuditRecords = ({ space, rows, toForks }: AuditRecordsProps) => {
  const { t } = useTranslation()
  const [only, setOnly] = useState<Filter>('all')
  const [shown, setShown] = useState(portion)
  const matching = rows.filter(({ status }) => shows[only](status)).toSorted((a, b) => b.at - a.at)
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          value={only}
          onChange={(value) => {
            setOnly(value)
            setShown(portion)
          }}
          data={filters.map((value) => ({ value, label: t(`audit.filter.${value}`) }))}
          aria-label={t('audit.filter.label')}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('audit.count', { shown: Math.min(matching.length, shown), count: matching.length })}
        </Text>
      </Group>
      {matching.length === 0 ? (
        <Nothing icon={<IconCircleCheck size={28} />} title={t('audit.noneTitle')} teach={t('audit.noneTeach')} />
      ) : (
        <AuditTable head={[t('audit.entry'), t('audit.kind'), t('terms.member'), t('audit.at'), t('audit.status')]}>
          {matching.slice(0, shown).map((row) => (
            <Table.Tr key={row.entry}>
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
              <Table.Td maw={340}>
                <AuditReason row={row} toForks={toForks} />
                {row.republishable && <RepublishButton space={space} entry={row.entry} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </AuditTable>
      )}
      {matching.length > shown && (
        <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={() => setShown(shown + portion)}>
          {t('parts.more', { count: Math.min(portion, matching.length - shown), left: matching.length - shown })}
        </UnstyledButton>
      )}
    </Stack>
  )
}
