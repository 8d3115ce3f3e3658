import { ether } from '@daomesh/protocol'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readEther } from '../../format/parseEther.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { AllocationInput } from './AllocationInput.tsx'
import { secondsOf, useBudgetChecks } from './useBudgetChecks.ts'

type OpenBudgetDialogProps = { readonly space: string; readonly opened: boolean; readonly onClose: () => void }

/** States an amount of ether that members will divide. It moves nothing: what is paid is voted on in the end. */
export const OpenBudgetDialog = ({ space, opened, onClose }: OpenBudgetDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const checks = useBudgetChecks()
  const form = useForm({
    initialValues: { title: '', amount: '', allocation: 100, closes: '' },
    validate: { title: checks.name, amount: checks.amount, allocation: checks.allocation },
  })
  const open = useCommand(client.budgets.open, ({ budget }) => {
    onClose()
    void navigate({ to: '/dao/$space/budgets/$budget', params: { space, budget } })
  })
  const submit = form.onSubmit(({ title, amount, allocation, closes }) =>
    open.mutate({
      space,
      title: title.trim(),
      token: ether,
      amount: String(readEther(amount) ?? 0n),
      allocation: String(allocation),
      closesAt: secondsOf(closes),
    }),
  )
  return (
    <Modal opened={opened} onClose={onClose} title={t('budgets.open')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('budgets.openAbout')}
          </Text>
          <TextInput label={t('budgets.name')} required data-autofocus maxLength={80} {...form.getInputProps('title')} />
          <EtherInput label={t('amount.label')} required {...form.getInputProps('amount')} />
          <AllocationInput {...form.getInputProps('allocation')} />
          <TextInput
            type="datetime-local"
            label={t('budgets.closes')}
            description={t('budgets.closesAbout')}
            {...form.getInputProps('closes')}
          />
          {open.error !== null && <ErrorNotice error={open.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={open.isPending}>
              {t('budgets.openGo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
