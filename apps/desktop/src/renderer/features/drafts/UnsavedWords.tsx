import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { DraftSession } from './openDraftSession.ts'

/** After this a person may want to carry the words elsewhere instead of waiting for the node. */
const SLOW_MS = 10_000

const useSlow = (isWaiting: boolean): boolean => {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isWaiting])
  return isSlow
}

/** Words that the node would not take, even in a new session, or could not take for long: shown, so that they can be carried elsewhere by hand. */
export const UnsavedWords = ({ session }: { readonly session: DraftSession }) => {
  const { t } = useTranslation()
  const saving = useSyncExternalStore(session.onSaving, session.saving)
  const isSlow = useSlow(saving.state === 'failed')
  if (saving.state !== 'refused' && !isSlow) return null
  const words = session.unsaved()
  return (
    <Stack gap="xs">
      {saving.state === 'refused' && <ErrorNotice error={saving.error} retry={session.again} />}
      <Text size="sm" fw={600}>
        {t('draft.unsaved.title')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('draft.unsaved.about')}
      </Text>
      {words !== '' && (
        <Code block tabIndex={0} aria-label={t('draft.unsaved.title')} style={{ whiteSpace: 'pre-wrap', maxHeight: 240, overflow: 'auto' }}>
          {words}
        </Code>
      )}
      <Group>
        <CopyButton value={words}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t('parts.copied') : t('draft.unsaved.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  )
}
