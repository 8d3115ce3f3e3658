import { Button, Group, Stack, Textarea } from '@mantine/core'
import { limits } from '@daomesh/protocol'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../ErrorNotice.tsx'

type CommentFormProps = {
  readonly post: (input: { readonly requestId: string; readonly text: string }) => Promise<unknown>
  /** It answers another comment: then it can be given up. */
  readonly answers: boolean
  readonly done: () => void
}

export const CommentForm = ({ post, answers, done }: CommentFormProps) => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  // Who chose to answer goes on in the field that opened for it.
  useEffect(() => {
    if (answers) field.current?.focus()
  }, [answers])
  const command = useCommand(post, () => {
    setText('')
    done()
  })
  const label = answers ? t('thread.writeReply') : t('thread.write')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') command.mutate({ text: text.trim() })
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={limits.commentBytes}
          maxRows={14}
          ref={field}
        />
        {command.error !== null && <ErrorNotice error={command.error} />}
        <Group justify="flex-end" gap="xs">
          {answers && (
            <Button size="xs" variant="subtle" color="gray" onClick={done}>
              {t('parts.cancel')}
            </Button>
          )}
          <Button size="xs" type="submit" variant="default" loading={command.isPending} disabled={text.trim() === ''}>
            {answers ? t('thread.reply') : t('thread.post')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
