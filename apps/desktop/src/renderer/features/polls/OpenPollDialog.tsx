import { ActionIcon, Button, Fieldset, Group, Modal, NumberInput, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Poll } from './poll.ts'

const kinds = ['single', 'multiple', 'approval'] as const
const weights = ['member', 'power'] as const
/** A poll has at most so many options. */
const mostOptions = 20

type OpenPollDialogProps = {
  readonly space: string
  readonly onClose: () => void
  /** Asks this one again. */
  readonly again?: Pick<Poll, 'question' | 'about' | 'options' | 'choice' | 'most' | 'weight'>
}

/** A question, its options, how one chooses and what an answer weighs. */
export const OpenPollDialog = ({ space, onClose, again }: OpenPollDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [question, setQuestion] = useState(again?.question ?? '')
  const [about, setAbout] = useState(again?.about ?? '')
  const [options, setOptions] = useState(
    (again?.options.map(({ text }) => text) ?? ['', '']).map((text) => ({ key: crypto.randomUUID(), text })),
  )
  const [choice, setChoice] = useState<(typeof kinds)[number]>(again?.choice ?? 'single')
  const [weight, setWeight] = useState<(typeof weights)[number]>(again?.weight ?? 'member')
  const [most, setMost] = useState(again?.most ?? 2)
  const open = useCommand(client.polls.open, ({ poll }) => {
    onClose()
    void navigate({ to: '/dao/$space/polls/$poll', params: { space, poll } })
  })
  const texts = options.map(({ text }) => text.trim()).filter((text) => text !== '')
  const ready = question.trim() !== '' && texts.length >= 2 && new Set(texts).size === texts.length
  return (
    <Modal opened onClose={onClose} title={t('polls.ask.open')} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (ready)
            open.mutate({
              space,
              question: question.trim(),
              about: about.trim(),
              options: texts,
              choice,
              most: Math.min(most, texts.length),
              weight,
            })
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('polls.ask.about')}
          </Text>
          <TextInput
            label={t('polls.ask.question')}
            required
            maxLength={190}
            data-autofocus
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <Textarea
            label={t('polls.ask.more')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2_000}
            value={about}
            onChange={(event) => setAbout(event.currentTarget.value)}
          />
          <Fieldset variant="unstyled" legend={t('polls.options')}>
            <Stack gap={6}>
              {options.map(({ key, text }, i) => (
                <Group key={key} gap="xs" wrap="nowrap">
                  <TextInput
                    aria-label={t('polls.ask.option', { number: i + 1 })}
                    placeholder={t('polls.ask.option', { number: i + 1 })}
                    maxLength={150}
                    style={{ flex: 1 }}
                    value={text}
                    onChange={(event) => {
                      const { value } = event.currentTarget
                      setOptions(options.map((one) => (one.key === key ? { key, text: value } : one)))
                    }}
                  />
                  {options.length > 2 && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('polls.ask.remove', { number: i + 1 })}
                      onClick={() => setOptions(options.filter((one) => one.key !== key))}
                    >
                      <IconTrash size={17} />
                    </ActionIcon>
                  )}
                </Group>
              ))}
              {options.length < mostOptions && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  style={{ alignSelf: 'flex-start' }}
                  onClick={() => setOptions([...options, { key: crypto.randomUUID(), text: '' }])}
                >
                  {t('polls.ask.addOption')}
                </Button>
              )}
            </Stack>
          </Fieldset>
          <Radio.Group label={t('polls.ask.choice')} value={choice} onChange={(value) => setChoice(value)}>
            <Group mt={6}>
              {kinds.map((kind) => (
                <Radio key={kind} value={kind} label={t(`polls.choice.${kind}`)} />
              ))}
            </Group>
          </Radio.Group>
          {choice === 'multiple' && (
            <NumberInput
              label={t('polls.ask.most')}
              min={2}
              max={Math.max(2, texts.length)}
              value={most}
              onChange={(value) => setMost(typeof value === 'number' ? value : 2)}
            />
          )}
          <Radio.Group label={t('polls.ask.weight')} value={weight} onChange={(value) => setWeight(value)}>
            <Group mt={6}>
              {weights.map((kind) => (
                <Radio key={kind} value={kind} label={t(`polls.weight.${kind}`)} />
              ))}
            </Group>
          </Radio.Group>
          {open.error !== null && <ErrorNotice error={open.error} />}
          <Group justify="flex-end">
            <Button type="submit" disabled={!ready} loading={open.isPending}>
              {t('polls.ask.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
