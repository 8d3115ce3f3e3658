import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Dao } from '../dao/dao.ts'
import { DaoSeen, useAccountSeen } from '../nested/DaoSeen.tsx'
import { firstTerms, isSeat, SeatFields } from './SeatFields.tsx'

/** Asks the members of this DAO whether it joins another one. */
export const ApplyDialog = ({ dao, onClose }: { readonly dao: Dao; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [terms, setTerms] = useState(firstTerms)
  const outer = readAddress(text)
  const seen = useAccountSeen(outer)
  const apply = useCommand(
    client.confederations.apply,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } }),
  )
  const where = outer === null ? { outer: null, invite: text.trim() } : { outer, invite: null }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('joining.applyTitle', { name: dao.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('joining.applyAbout')}
        </Text>
        <Textarea
          label={t('joining.where')}
          description={t('joining.whereAbout')}
          autosize
          minRows={1}
          maxRows={4}
          spellCheck={false}
          maxLength={8192}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={seen.data?.kind === 'key' ? t('joining.noDao') : null}
        />
        <DaoSeen query={seen} />
        <SeatFields terms={terms} change={setTerms} />
        {apply.error !== null && <ErrorNotice error={apply.error} />}
        <Group justify="flex-end">
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={text.trim() === '' || !isSeat(terms) || (outer !== null && seen.data?.kind !== 'dao')}
            loading={apply.isPending}
            onClick={() => apply.mutate({ as: dao.space, ...where, ...terms })}
          >
            {t('joining.ask')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
