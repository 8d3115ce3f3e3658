import { Group, Text, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { NodeClient } from '@daomesh/node/client'
import { Person } from '../../../parts/Person.tsx'
import { When } from '../../../parts/When.tsx'

export type Session = Awaited<ReturnType<NodeClient['drafts']['history']>>['sessions'][number]

type SessionListProps = {
  readonly sessions: readonly Session[]
  /** null: what stands there now. */
  readonly chosen: string | null
  readonly choose: (version: string | null) => void
}

/** The text now, then every editing session with what it added and deleted, the newest first. */
export const SessionList = ({ sessions, chosen, choose }: SessionListProps) => {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('history.sessions')} className="card history-list">
      <ul className="rows">
        <li>
          <UnstyledButton className="row" aria-current={chosen === null} onClick={() => choose(null)}>
            <Group gap={8} wrap="nowrap">
              <IconPencil size={18} stroke={1.5} aria-hidden />
              <Text size="sm" fw={550}>
                {t('history.now')}
              </Text>
            </Group>
          </UnstyledButton>
        </li>
        {sessions.map((session) => (
          <li key={session.version}>
            <UnstyledButton className="row" aria-current={chosen === session.version} onClick={() => choose(session.version)}>
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Person account={session.account} name={session.name} size={18} />
                <When at={session.to} size="xs" />
              </Group>
              <Excerpt kind="added" {...session.added} />
              <Excerpt kind="removed" {...session.removed} />
              {session.added.letters + session.removed.letters === 0 && (
                <Text size="xs" c="dimmed" mt={4}>
                  {t('history.formOnly')}
                </Text>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Excerpt = ({ kind, letters, text }: Session['added'] & { readonly kind: 'added' | 'removed' }) => {
  const { t } = useTranslation()
  if (letters === 0) return null
  return (
    <Text size="xs" mt={4} className={`history-excerpt ${kind}`} title={t(`history.${kind}`, { count: letters })}>
      <span className="numbers">{t(`history.${kind}Short`, { count: letters })}</span> {text}
    </Text>
  )
}
