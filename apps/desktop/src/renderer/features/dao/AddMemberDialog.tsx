import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { checksumAddress, readAddress } from '../../format/checksumAddress.ts'
import { ReasonField } from '../../parts/ReasonField.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { CallList } from '../proposals/CallList.tsx'
import type { Applicant, Dao } from './dao.ts'
import { DaoSeen, useAccountSeen } from '../nested/DaoSeen.tsx'
import { readSeat } from './readSeat.ts'

type AddMemberDialogProps = {
  readonly dao: Dao
  /** Whoever asks for the seat: their account stands in the form. */
  readonly applicant?: Applicant
  readonly opened: boolean
  readonly onClose: () => void
}

/** Proposes to take somebody in: first the seat, then exactly what members will vote on. */
export const AddMemberDialog = ({ dao, applicant, opened, onClose }: AddMemberDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { space } = dao
  const navigate = useNavigate()
  const [seat, setSeat] = useState({
    account: applicant === undefined ? '' : checksumAddress(applicant.account),
    power: '1',
    shares: '100',
  })
  const [title, setTitle] = useState(applicant === undefined ? '' : t('addMember.titleFor', { name: applicant.name }))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const read = readSeat(
    seat,
    dao.memberRows.map(({ account }) => account),
  )
  const seen = useAccountSeen(opened ? readAddress(seat.account) : null)
  const fault = tried && 'fault' in read ? read.fault : null
  const review = useMutation({
    mutationFn: async () => {
      if ('fault' in read) return null
      const kind = seen.data?.kind === 'dao' ? 'contract' : 'key'
      const call = await client.daos.rosterCall({ space, seats: [{ ...read.seat, kind }] })
      return { call, rows: await client.proposals.previewCalls({ space, calls: [call] }) }
    },
  })
  const submit = useCommand(
    client.proposals.submit,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
  )
  const change = (field: keyof typeof seat) => (event: { readonly currentTarget: { readonly value: string } }) => {
    setSeat({ ...seat, [field]: event.currentTarget.value })
    review.reset()
  }
  const reviewed = review.data ?? null
  const field = (name: 'power' | 'shares') => ({
    label: t(`terms.${name}`),
    description: t(`addMember.${name}About`),
    value: seat[name],
    onChange: change(name),
    inputMode: 'numeric' as const,
    maxLength: 19,
    error: fault === name || (fault === 'empty' && name === 'power') ? t(`addMember.fault.${fault}`) : null,
  })
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('addMember.title', { name: dao.name })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (!('fault' in read) && title.trim() !== '') review.mutate()
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('addMember.about')}
          </Text>
          <TextInput
            label={t('addMember.account')}
            description={t('addMember.accountAbout')}
            placeholder="0x…"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            autoComplete="off"
            maxLength={64}
            required
            data-autofocus
            value={seat.account}
            onChange={change('account')}
            error={fault === 'account' || fault === 'member' ? t(`addMember.fault.${fault}`) : null}
          />
          <DaoSeen query={seen} />
          <Group grow align="flex-start">
            <TextInput {...field('power')} />
            <TextInput {...field('shares')} />
          </Group>
          <TextInput
            label={t('submit.name')}
            maxLength={200}
            required
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={tried && title.trim() === '' ? t('addMember.fault.title') : null}
          />
          <ReasonField value={reason} onChange={setReason} />
          {review.error !== null && <ErrorNotice error={review.error} />}
          {reviewed !== null && <CallList calls={reviewed.rows} />}
          {submit.error !== null && <ErrorNotice error={submit.error} />}
          {submit.isPending && <Waiting what={t('submit.waiting')} />}
          <Group justify="flex-end">
            {reviewed === null ? (
              <Button type="submit" loading={review.isPending} disabled={seen.isFetching}>
                {t('addMember.review')}
              </Button>
            ) : (
              <Button
                leftSection={<IconSend size={16} aria-hidden />}
                loading={submit.isPending}
                onClick={() => submit.mutate({ space, draft: null, title: title.trim(), content: reason, calls: [reviewed.call] })}
              >
                {t('submit.go')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
