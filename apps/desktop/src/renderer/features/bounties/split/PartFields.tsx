import { ActionIcon, Box, Button, Group, Text, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconNotes, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartDraft, PartFault, PartField } from './splitPlan.ts'
import classes from '../bounties.module.css'

export type PartActs = {
  readonly change: (field: PartField, value: string) => void
  readonly move: (step: 1 | -1) => void
  readonly remove: () => void
  readonly add: () => void
  /** Whether it took the text as a table. */
  readonly paste: (text: string) => boolean
}

type PartFieldsProps = {
  readonly part: PartDraft
  readonly at: number
  readonly of: number
  readonly unit: string
  readonly faults: readonly PartFault[]
  readonly acts: PartActs
  /** Accounts that are offered by name. */
  readonly payees: string
}

/** One part as it is written. Alt with an arrow moves the row, Alt+Delete removes it, Enter begins the next. */
export const PartFields = ({ part, at, of, unit, faults, acts, payees }: PartFieldsProps) => {
  const { t } = useTranslation()
  const [briefed, setBriefed] = useState(part.brief !== '')
  const number = at + 1
  const press = (event: KeyboardEvent): void => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) acts.move(event.key === 'ArrowUp' ? -1 : 1)
    else if (event.altKey && (event.key === 'Delete' || event.key === 'Backspace')) acts.remove()
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.target instanceof HTMLInputElement) acts.add()
    else return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent): void => {
    if (event.target instanceof HTMLInputElement && acts.paste(event.clipboardData.getData('text'))) event.preventDefault()
  }
  const field = (name: Exclude<PartField, 'brief'>) => ({
    'data-part': part.key,
    'data-field': name,
    'aria-label': t(`bounties.split.${name}Of`, { number }),
    placeholder: t(`bounties.split.${name}Hint`),
    autoComplete: 'off',
    spellCheck: false,
    value: part[name],
    error: faults.some((fault) => fault.field === name) ? t(`bounties.fault.${name}`) : null,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => acts.change(name, event.currentTarget.value),
  })
  return (
    // Keys and tables come from the fields inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <Box component="li" onKeyDown={press} onPaste={paste} className={classes.part ?? ''}>
      <Text component="span" className={`${classes.number} numbers`} aria-hidden>
        {number}
      </Text>
      <TextInput {...field('title')} maxLength={200} />
      <TextInput
        {...field('payee')}
        list={payees}
        maxLength={64}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <TextInput
        {...field('amount')}
        inputMode="decimal"
        maxLength={80}
        rightSectionWidth="auto"
        rightSection={
          <Text size="xs" c="dimmed" px={8}>
            {unit}
          </Text>
        }
      />
      <Group gap={2} wrap="nowrap">
        <Tooltip label={t('bounties.split.brief')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-expanded={briefed}
            aria-label={t('bounties.split.briefOf', { number })}
            onClick={() => setBriefed(!briefed)}
          >
            <IconNotes size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('bounties.split.upKeys')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={at === 0}
            aria-label={t('bounties.split.up', { number })}
            onClick={() => acts.move(-1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('bounties.split.downKeys')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={at === of - 1}
            aria-label={t('bounties.split.down', { number })}
            onClick={() => acts.move(1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('bounties.split.removeKeys')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('bounties.split.remove', { number })} onClick={acts.remove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {briefed && (
        <Textarea
          className={classes.wide ?? ''}
          label={t('bounties.split.briefLabel', { number })}
          description={t('bounties.split.briefAbout')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={30_000}
          value={part.brief}
          onChange={(event) => acts.change('brief', event.currentTarget.value)}
        />
      )}
    </Box>
  )
}

/** The head of the columns, for the eye: every field bears its own name. */
export const PartHeadings = () => {
  const { t } = useTranslation()
  return (
    <div className={`${classes.part} ${classes.heading}`} aria-hidden>
      <span />
      <span>{t('bounties.split.title')}</span>
      <span>{t('bounties.split.payee')}</span>
      <span>{t('bounties.split.amount')}</span>
      <span style={{ width: 142 }} />
    </div>
  )
}

export const AddPart = ({ add }: { readonly add: () => void }) => {
  const { t } = useTranslation()
  return (
    <Group px="md" py="sm" justify="space-between" style={{ borderTop: '1px solid var(--line)' }}>
      <Button size="xs" variant="default" onClick={add}>
        {t('bounties.split.add')}
      </Button>
      <Text size="xs" c="dimmed" style={{ flex: '1 1 240px', textAlign: 'right' }}>
        {t('bounties.split.keys')}
      </Text>
    </Group>
  )
}
