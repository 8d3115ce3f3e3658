import { Alert, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { absoluteTime, relativeTime } from '../../format/duration.ts'
import { Nothing } from '../../parts/Nothing.tsx'
import { useNow } from '../../parts/useNow.ts'
import type { MeshMap } from './mesh.ts'

type Seen = MeshMap['seen']

/** When the chain was last read, in words. */
const useSeenWhen = ({ at }: Seen): string => {
  const { t, i18n } = useTranslation()
  const now = useNow()
  return at === null ? t('mesh.away.before') : relativeTime(at, now, i18n.language)
}

/** Above what is shown: how old it is. */
export const ChainAway = ({ seen }: { readonly seen: Seen }) => {
  const { t, i18n } = useTranslation()
  const when = useSeenWhen(seen)
  return (
    <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} title={t('mesh.away.title')} role="note" aria-live="polite">
      <Text size="sm" title={seen.at === null ? undefined : absoluteTime(seen.at, i18n.language)}>
        {t('mesh.away.about', { when })}
      </Text>
    </Alert>
  )
}

/** In the place of what an empty mesh says: of a chain that is away nobody knows that there is nothing. */
export const UnknownAway = ({ seen }: { readonly seen: Seen }) => {
  const { t } = useTranslation()
  const when = useSeenWhen(seen)
  return (
    <Nothing
      icon={<IconCloudOff size={28} stroke={1.5} />}
      title={t('mesh.away.unknownTitle')}
      teach={t('mesh.away.unknownTeach', { when })}
    />
  )
}
