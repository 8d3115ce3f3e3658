import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { checksumAddress, readAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Dao } from '../dao/dao.ts'
import { DaoSeen, useAccountSeen } from '../nested/DaoSeen.tsx'
import type { DaoSeat } from './joining.ts'
import { firstTerms, isSeat, SeatFields } from './SeatFields.tsx'

type InviteDaoDialogProps = { readonly dao: Dao; readonly seat: DaoSeat | null; readonly onClose: () => void }

/** Puts to the vote that another DAO gets a seat. `seat`: the one that asks for it, on the terms that its members agreed to. */
export const InviteDaoDialog = ({ dao, seat, onClose }: InviteDaoDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [text, setText] = useState(seat === null ? '' : checksumAddress(seat.account))
  const [terms, setTerms] = useState(seat === null ? firstTerms : { power: seat.power, shares: seat.shares, reason: '' })
  const account = readAddress(text)
  const seen = useAccountSeen(account)
  const isDao = seen.data?.kind === 'dao'
  const invite = useCommand(
    client.confederations.invite,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('joining.inviteTitle', { name: dao.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('joining.inviteAbout')}
        </Text>
        <TextInput
          label={t('joining.address')}
          placeholder="0x…"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
          autoComplete="off"
          maxLength={64}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={seen.data?.kind === 'key' ? t('joining.noDao') : null}
        />
        <DaoSeen query={seen} />
        <SeatFields terms={terms} change={setTerms} />
        {invite.error !== null && <ErrorNotice error={invite.error} />}
        <Group justify="flex-end">
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={!isDao || !isSeat(terms)}
            loading={invite.isPending}
            onClick={() => invite.mutate({ space: dao.space, dao: account ?? '', ...terms })}
          >
            {t('submit.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
