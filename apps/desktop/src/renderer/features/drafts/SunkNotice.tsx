import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pad } from './openPad.ts'

type SunkNoticeProps = { readonly pad: Pad; readonly nameOf: (account: string | null) => string | null }

/** Offers back what went with a paragraph that another deleted while it was being written there. */
export const SunkNotice = ({ pad, nameOf }: SunkNoticeProps) => {
  const { t } = useTranslation()
  const all = useSyncExternalStore(pad.sunk.onChange, pad.sunk.all)
  return all.map((one) => (
    <Alert
      key={`${one.block.client}.${one.block.clock}.${one.words}`}
      color="amber"
      variant="light"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={t('draft.sunk.title', { name: nameOf(one.account) ?? t('draft.somebody') })}
      aria-live="polite"
    >
      <Stack gap="sm">
        <Text size="sm">{t('draft.sunk.about')}</Text>
        <Code block tabIndex={0} aria-label={t('draft.sunk.words')} style={{ whiteSpace: 'pre-wrap', maxHeight: 160, overflow: 'auto' }}>
          {one.words}
        </Code>
        <Group>
          <Button
            size="xs"
            onClick={() => {
              pad.editor?.putBack(one)
              pad.sunk.drop(one)
            }}
          >
            {t('draft.sunk.putBack')}
          </Button>
          <CopyButton value={one.words}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? t('parts.copied') : t('draft.sunk.copy')}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="subtle" onClick={() => pad.sunk.drop(one)}>
            {t('draft.sunk.leave')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  ))
}
