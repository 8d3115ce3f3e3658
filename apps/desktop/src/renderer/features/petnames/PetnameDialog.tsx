import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { usePetnames } from '../../api/usePetnames.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

type PetnameDialogProps = { readonly account: string; readonly onClose: () => void }

/** Asks what an account is called here. */
export const PetnameDialog = ({ account, onClose }: PetnameDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const present = usePetnames().get(account)
  const [written, write] = useState(present ?? '')
  const give = useCommand(client.petnames.give, onClose)
  const forget = useCommand(client.petnames.forget, onClose)
  const name = written.trim()
  const error = give.error ?? forget.error
  return (
    <Modal opened onClose={onClose} title={t('petname.title')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') give.mutate({ account: account as never, name })
        }}
      >
        <Stack>
          <AddressText address={account} face whole />
          <TextInput
            label={t('petname.label')}
            description={t('petname.about')}
            value={written}
            maxLength={80}
            required
            data-autofocus
            onChange={(event) => write(event.currentTarget.value)}
          />
          {error !== null && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            {present !== undefined && (
              <Button
                variant="subtle"
                color="gray"
                mr="auto"
                loading={forget.isPending}
                onClick={() => forget.mutate({ account: account as never })}
              >
                {t('petname.forget')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('parts.cancel')}
            </Button>
            <Button type="submit" disabled={name === ''} loading={give.isPending}>
              {t('petname.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
