import { Group, Stack, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Face } from '../../parts/Face.tsx'
import { useNames } from '../bounties/useNames.ts'
import type { Proposal } from './isUnderWay.ts'

type SeenByListProps = {
  readonly seenBy: Proposal['seenBy']
  /** What members are called who are DAOs. */
  readonly names?: ReadonlyMap<string, string>
}

/** Whose devices hold it, and whose are not known to: by name, so that one can go and ask. */
export const SeenByList = ({ seenBy, names }: SeenByListProps) => {
  const { t, i18n } = useTranslation()
  const { call } = useNames()
  const called = ({ account, name }: Proposal['seenBy']['members'][number]): string => name ?? names?.get(account) ?? call(account)
  const unseen = seenBy.members.filter(({ seen }) => !seen).map(called)
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed" aria-live="polite">
        {t('progress.seenBy', { count: seenBy.count, of: seenBy.of })}
      </Text>
      <Group component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {seenBy.members.map((member) => {
          const { account, seen } = member
          const label = t(seen ? 'seen.by' : 'seen.notBy', { name: called(member) })
          return (
            <Tooltip key={account} label={label}>
              <li
                aria-label={label}
                style={{
                  padding: 2,
                  borderRadius: '50%',
                  border: seen ? '2px solid var(--for)' : '2px dashed var(--mantine-color-default-border)',
                  opacity: seen ? 1 : 0.6,
                }}
              >
                <Face address={account} size={20} />
              </li>
            </Tooltip>
          )
        })}
      </Group>
      {unseen.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('seen.missing', { names: new Intl.ListFormat(i18n.language).format(unseen) })}
        </Text>
      )}
    </Stack>
  )
}
