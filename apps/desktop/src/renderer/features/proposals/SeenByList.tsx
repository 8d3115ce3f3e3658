import { Group, Stack, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Face } from '../../parts/Face.tsx'
import type { Proposal } from './isUnderWay.ts'

/** Whose devices hold it, and whose are not known to: by name, so that one can go and ask. */
export const SeenByList = ({ seenBy }: { readonly seenBy: Proposal['seenBy'] }) => {
  const { t, i18n } = useTranslation()
  const unseen = seenBy.members.filter(({ seen }) => !seen).map(({ account, name }) => name ?? shortAddress(account))
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed" aria-live="polite">
        {t('progress.seenBy', { count: seenBy.count, of: seenBy.of })}
      </Text>
      <Group component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {seenBy.members.map(({ account, name, seen }) => {
          const label = t(seen ? 'seen.by' : 'seen.notBy', { name: name ?? shortAddress(account) })
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
