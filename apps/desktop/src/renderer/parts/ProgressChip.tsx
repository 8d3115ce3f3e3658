import { Group, Text, Tooltip } from '@mantine/core'
import { IconAnchor, IconDeviceFloppy, IconEyeCheck, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export type Progress = 'saved' | 'seen' | 'anchored' | 'final'

const icons = { saved: IconDeviceFloppy, seen: IconEyeCheck, anchored: IconAnchor, final: IconLock } as const
const colors = {
  saved: 'var(--warn)',
  seen: 'var(--mantine-color-dimmed)',
  anchored: 'var(--mantine-color-anchor)',
  final: 'var(--for)',
} as const

type ProgressChipProps = { readonly progress: Progress; readonly seen?: { readonly count: number; readonly of: number } }

/** How far something has come, by icon and word: saved here → seen by n of m → anchored → final. Never more than it is. */
export const ProgressChip = ({ progress, seen }: ProgressChipProps) => {
  const { t } = useTranslation()
  const Icon = icons[progress]
  const counted = progress === 'seen' && seen !== undefined
  return (
    <Tooltip label={t(`progress.${progress}.meaning`)} multiline maw={280}>
      <Group gap={5} wrap="nowrap" component="span" display="inline-flex" style={{ whiteSpace: 'nowrap' }}>
        <Icon size={14} color={colors[progress]} aria-hidden />
        <Text component="span" size="xs" c="dimmed" className="numbers">
          {counted ? t('progress.seenBy', { count: seen.count, of: seen.of }) : t(`progress.${progress}.word`)}
        </Text>
      </Group>
    </Tooltip>
  )
}
