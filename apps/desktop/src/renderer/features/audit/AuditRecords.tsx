import { Group, SegmentedControl, Stack, Text, UnstyledButton, useMatches } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { type AuditFilter, auditFilterNames } from './auditFilters.ts'
import { AuditRecord } from './AuditRecord.tsx'
import { AuditTable } from './AuditTable.tsx'
import { auditPortion, useAuditRecords } from './useAuditRecords.ts'

type AuditRecordsProps = { readonly space: string; readonly toForks: () => void }

export const AuditRecords = ({ space, toForks }: AuditRecordsProps) => {
  const { t } = useTranslation()
  const [only, setOnly] = useState<AuditFilter>('all')
  const { query, rows, count } = useAuditRecords(space, only)
  // Five words beside each other are wider than a narrow window.
  const orientation = useMatches<'vertical' | 'horizontal'>({ base: 'vertical', sm: 'horizontal' })
  const left = Math.max(1, count - rows.length)
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          value={only}
          orientation={orientation}
          onChange={(value) => setOnly(value)}
          data={auditFilterNames.map((value) => ({ value, label: t(`audit.filter.${value}`) }))}
          aria-label={t('audit.filter.label')}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {query.isSuccess && !query.isPlaceholderData && t('audit.count', { shown: rows.length, count })}
        </Text>
      </Group>
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <Nothing icon={<IconCircleCheck size={28} />} title={t('audit.noneTitle')} teach={t('audit.noneTeach')} />
          ) : (
            <AuditTable head={[t('audit.entry'), t('audit.kind'), t('terms.member'), t('audit.at'), t('audit.status')]}>
              {rows.map((row) => (
                <AuditRecord key={row.entry} space={space} row={row} toForks={toForks} />
              ))}
            </AuditTable>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <UnstyledButton
          fz="sm"
          c="var(--mantine-color-anchor)"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('parts.more', { count: Math.min(auditPortion, left), left })}
        </UnstyledButton>
      )}
      {query.isFetchNextPageError && <ErrorNotice error={query.error} />}
    </Stack>
  )
}
