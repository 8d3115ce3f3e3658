import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { catalogue } from '@daomesh/protocol'
import type { AuditRow } from './audit.ts'

type AuditReasonProps = { readonly row: AuditRow; /** Shows the proofs of forks. */ readonly toForks: () => void }

/** What became of a record, why, what is safe and what to do. */
export const AuditReason = ({ row, toForks }: AuditReasonProps) => {
  const { t } = useTranslation()
  const code = row.reason ?? row.waits
  const words = code !== null && code in catalogue ? catalogue[code as keyof typeof catalogue] : null
  return (
    <>
      {/* What is not as usual stands out. */}
      <Text size="sm" {...(row.status === 'accepted' ? { c: 'dimmed' } : { fw: 550 })}>
        {t(`audit.statuses.${row.status}`)}
      </Text>
      {code !== null && <Text size="xs">{words?.what ?? code}</Text>}
      {words !== null && (
        <Text size="xs" c="dimmed">
          {words.safe} {words.todo}
        </Text>
      )}
      {row.status === 'forked' && (
        <UnstyledButton fz="xs" c="var(--mantine-color-anchor)" onClick={toForks}>
          {t('audit.compare')}
        </UnstyledButton>
      )}
    </>
  )
}
