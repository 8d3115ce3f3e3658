import { Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { absoluteTime, legibleTime, relativeTime } from '../format/duration.ts'
import { useNow } from './useNow.ts'

type WhenProps = {
  readonly at: number
  readonly size?: 'xs' | 'sm' | 'md'
  /** The present that it is compared with; else this machine's. */
  readonly since?: number
}

/** A moment in milliseconds since 1970: relative in the text, absolute on hover and focus. */
export const When = ({ at, size = 'sm', since }: WhenProps) => {
  const { i18n } = useTranslation()
  const here = useNow()
  const now = since ?? here
  return (
    <Tooltip label={absoluteTime(at, i18n.language)}>
      <Text component="time" dateTime={new Date(legibleTime(at)).toISOString()} size={size} c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(at, now, i18n.language)}
      </Text>
    </Tooltip>
  )
}
