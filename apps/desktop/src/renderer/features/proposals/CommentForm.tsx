import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

type CommentFormProps = { readonly space: string; readonly about: string; readonly replyTo: string | null; readonly done?: () => void }

export const CommentForm = ({ space, about, replyTo, done }: CommentFormProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [text, setText] = useState('')
  const post = useCommand(client.comments.post, () => {
    setText('')
    done?.()
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') post.mutate({ space, about, replyTo, text: text.trim() })
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={replyTo === null ? t('thread.write') : t('thread.writeReply')}
          placeholder={replyTo === null ? t('thread.write') : t('thread.writeReply')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={16_000}
          maxRows={14}
          data-autofocus={replyTo !== null || undefined}
        />
        {post.error !== null && <ErrorNotice error={post.error} />}
        <Group justify="flex-end" gap="xs">
          {done !== undefined && (
            <Button size="xs" variant="subtle" color="gray" onClick={done}>
              {t('parts.cancel')}
            </Button>
          )}
          <Button size="xs" type="submit" variant="default" loading={post.isPending} disabled={text.trim() === ''}>
            {replyTo === null ? t('thread.post') : t('thread.reply')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
