import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readEther } from '../../format/parseEther.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'

type DepositDialogProps = { readonly space: string; readonly name: string; readonly opened: boolean; readonly onClose: () => void }

export const DepositDialog = ({ space, name, opened, onClose }: DepositDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const form = useForm({
    initialValues: { amount: '' },
    validate: { amount: (value) => ((readEther(value) ?? 0n) > 0n ? null : t('amount.invalid')) },
  })
  const deposit = useCommand(client.daos.deposit, () => {
    form.reset()
    onClose()
  })
  const submit = form.onSubmit(({ amount }) => deposit.mutate({ space, wei: String(readEther(amount) ?? 0n) }))
  return (
    <Modal opened={opened} onClose={onClose} title={t('deposit.title', { name })} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('deposit.about')}
          </Text>
          <EtherInput label={t('amount.label')} required data-autofocus {...form.getInputProps('amount')} />
          {deposit.isPending && <SigningNotice what={t('deposit.waiting')} />}
          {deposit.error !== null && <ErrorNotice error={deposit.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={deposit.isPending}>
              {t('deposit.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
