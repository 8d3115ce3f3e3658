import { Box, Button, Group, Stack, Text, Textarea, UnstyledButton } from '@mantine/core'
import { limits } from '@daomesh/protocol'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import type { Bounty } from './bounties.ts'

type Comment = Bounty['comments'][number]
type FormProps = { readonly bounty: string; readonly replyTo: Comment | null; readonly done: () => void }

const TalkForm = ({ bounty, replyTo, done }: FormProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const answers = replyTo !== null
  // Who chose to answer goes on in the field that opened for it.
  useEffect(() => {
    if (answers) field.current?.focus()
  }, [answers])
  const post = useCommand(client.bounties.comment, () => {
    setText('')
    done()
  })
  const label = replyTo === null ? t('thread.write') : t('thread.writeReply')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') post.mutate({ bounty, node: replyTo?.node ?? null, replyTo: replyTo?.entry ?? null, text: text.trim() })
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={limits.commentBytes / 4}
          maxRows={14}
          ref={field}
        />
        {post.error !== null && <ErrorNotice error={post.error} />}
        <Group justify="flex-end" gap="xs">
          {replyTo !== null && (
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

const TalkItem = ({ comment, about, reply }: { readonly comment: Comment; readonly about: string | null; readonly reply: () => void }) => {
  const { t } = useTranslation()
  const { account, name, at, text } = comment
  return (
    <Box component="article" aria-label={t('thread.commentBy', { name: name ?? account })}>
      <Group gap="sm">
        <Person account={account} name={name} size={24} />
        <When at={at} size="xs" />
        {about !== null && (
          <Text size="xs" c="dimmed">
            {t('bounties.talk.about', { title: about })}
          </Text>
        )}
      </Group>
      <Box pl={32} mt={2}>
        <SafeMarkdown>{text}</SafeMarkdown>
        <UnstyledButton fz="xs" c="dimmed" fw={600} onClick={reply} mt={2}>
          {t('thread.reply')}
        </UnstyledButton>
      </Box>
    </Box>
  )
}

/** The talk about a bounty and its parts, in the deal where it was agreed: both sides read it, nobody else. */
export const BountyTalk = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const [replyTo, setReplyTo] = useState<Comment | null>(null)
  const { comments, margins } = bounty
  const rootOf = (comment: Comment): Comment => {
    const parent = comments.find(({ entry }) => entry === comment.replyTo)
    return parent === undefined ? comment : rootOf(parent)
  }
  const roots = comments.filter((comment) => rootOf(comment) === comment)
  const titleOf = ({ node }: Comment): string | null => (node === null ? null : (margins.find((one) => one.node === node)?.title ?? null))
  return (
    <Section title={t('bounties.talk.title')}>
      <Stack gap="lg">
        {comments.length === 0 && (
          <Text size="sm" c="dimmed">
            {t(bounty.deal === null ? 'bounties.talk.noDeal' : 'thread.none')}
          </Text>
        )}
        {roots.map((root) => (
          <Stack key={root.entry} gap="sm">
            <TalkItem comment={root} about={titleOf(root)} reply={() => setReplyTo(root)} />
            <Stack gap="sm" pl={34}>
              {comments
                .filter((comment) => comment !== root && rootOf(comment) === root)
                .map((comment) => (
                  <TalkItem key={comment.entry} comment={comment} about={null} reply={() => setReplyTo(comment)} />
                ))}
              {replyTo !== null && rootOf(replyTo).entry === root.entry && (
                <TalkForm key={replyTo.entry} bounty={bounty.bounty} replyTo={replyTo} done={() => setReplyTo(null)} />
              )}
            </Stack>
          </Stack>
        ))}
        {replyTo === null && bounty.deal !== null && <TalkForm bounty={bounty.bounty} replyTo={null} done={() => setReplyTo(null)} />}
      </Stack>
    </Section>
  )
}
