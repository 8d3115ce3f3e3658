import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconClipboardCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Bounty } from './bounties.ts'
import classes from './bounties.module.css'

/** For who has no deal with the other: where the parts stand, as a text to copy and to paste. Deals tell it by themselves. */
export const HandOver = ({ bundle }: { readonly bundle: Bounty['bundle'] | null }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [text, setText] = useState('')
  const [copied, setCopied] = useState(false)
  const keep = useCommand(client.bounties.keep, () => setText(''))
  return (
    <details className={classes.more}>
      <summary>{t('bounties.byHand.title')}</summary>
      <Stack gap="sm" pt="sm">
        <Text size="sm" c="dimmed">
          {t('bounties.byHand.about')}
        </Text>
        {bundle !== null && (
          <Group gap="sm">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={() => void navigator.clipboard.writeText(bundle).then(() => setCopied(true))}
            >
              {t('bounties.byHand.copy')}
            </Button>
            <Text size="sm" aria-live="polite">
              {copied ? t('bounties.byHand.copied') : ''}
            </Text>
          </Group>
        )}
        <Textarea
          label={t('bounties.byHand.paste')}
          autosize
          minRows={2}
          maxRows={4}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {keep.error !== null && <ErrorNotice error={keep.error} />}
        <Group gap="sm">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconClipboardCheck size={14} aria-hidden />}
            disabled={text.trim() === ''}
            loading={keep.isPending}
            onClick={() => keep.mutate({ bundle: text.trim() })}
          >
            {t('bounties.byHand.keep')}
          </Button>
          <Text size="sm" aria-live="polite">
            {keep.isSuccess ? t('bounties.byHand.kept') : ''}
          </Text>
        </Group>
      </Stack>
    </details>
  )
}
