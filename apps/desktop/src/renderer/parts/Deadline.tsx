import { Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { absoluteTime, legibleTime, relativeTime } from '../format/duration.ts'
import { useNow } from './useNow.ts'

/** The day by which something must be done, in seconds of chain time, and how far off that is; to the second on hover. */
export const Deadline = ({ seconds, size = 'sm' }: { readonly seconds: number; readonly size?: 'xs' | 'sm' }) => {
  const { t, i18n } = useTranslation()
  const now = useNow()
  const at = seconds * 1_000
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(legibleTime(at))
  return (
    <Tooltip label={absoluteTime(at, i18n.language)}>
      <Text component="time" dateTime={new Date(legibleTime(at)).toISOString()} size={size} className="numbers">
        {t('parts.deadline', { day, left: relativeTime(at, now, i18n.language) })}
      </Text>
    </Tooltip>
  )
}
