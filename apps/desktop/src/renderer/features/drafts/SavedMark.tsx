import { Group, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconDeviceFloppy, IconLoader2 } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftSession } from './openDraftSession.ts'

const icons = { saved: IconDeviceFloppy, saving: IconLoader2, failed: IconAlertTriangle, refused: IconAlertTriangle } as const

/** Whether every word typed here is stored on this machine. */
export const SavedMark = ({ session }: { readonly session: DraftSession }) => {
  const { t } = useTranslation()
  const { state } = useSyncExternalStore(session.onSaving, session.saving)
  const Icon = icons[state]
  return (
    <Tooltip label={t(`draft.saving.${state}.meaning`)} multiline maw={280}>
      <Group gap={5} wrap="nowrap" tabIndex={0} aria-live="polite" c={state === 'failed' || state === 'refused' ? 'var(--warn)' : 'dimmed'}>
        <Icon size={15} aria-hidden />
        <Text size="sm" c="inherit">
          {t(`draft.saving.${state}.word`)}
        </Text>
      </Group>
    </Tooltip>
  )
}
