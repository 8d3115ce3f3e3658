import { Group, Stack, Text } from '@mantine/core'
import { IconGitBranch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { When } from '../../parts/When.tsx'
import { AuditKind } from './AuditKind.tsx'
import type { Proofs } from './audit.ts'
import { Whose } from './Whose.tsx'

const known: ReadonlySet<string> = new Set(['accepted', 'pending', 'rejected', 'opaque', 'locked', 'forked', 'cut'])

/** Devices that wrote two histories, each with the two records that prove it. */
export const AuditForks = ({ forks }: { readonly forks: Proofs['forks'] }) => {
  const { t } = useTranslation()
  if (forks.length === 0)
    return <Nothing icon={<IconGitBranch size={28} />} title={t('audit.forks.noneTitle')} teach={t('audit.forks.noneTeach')} />
  return (
    <Stack>
      <Text size="sm">{t('audit.forks.about')}</Text>
      {forks.map(({ log, device, account, name, seq, proof, setAside, stream }) => (
        <Stack key={log} className="card" p="md" gap="sm">
          <Group justify="space-between">
            <Whose account={account} name={name} />
            <HashText label={t('audit.device')} value={device} />
          </Group>
          <Text size="sm">
            {t('audit.forks.what', { seq, stream: stream === 'governance' ? t('audit.forks.governance') : t('audit.forks.draft') })}
          </Text>
          <Group gap="xl" align="flex-start">
            {proof.map(({ entry, kind, at, status }, i) => (
              <Stack key={entry} gap={2}>
                <HashText label={t('audit.forks.proof', { number: i + 1 })} value={entry} />
                <AuditKind kind={kind} />
                <When at={at} />
                <Text size="xs" fw={550}>
                  {known.has(status) ? t(`audit.statuses.${status as 'accepted'}`) : status}
                </Text>
              </Stack>
            ))}
          </Group>
          <Text size="sm" c="dimmed">
            {t('audit.forks.setAside', { count: setAside })}
          </Text>
        </Stack>
      ))}
      <Text size="sm" c="dimmed">
        {t('audit.forks.todo')}
      </Text>
    </Stack>
  )
}
