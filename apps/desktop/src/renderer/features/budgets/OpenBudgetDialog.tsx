import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readEther } from '../../format/parseEther.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { EtherInput } from '../../parts/EtherInput.tsx'

type OpenBudgetDialogProps = { readonly space: string; readonly opened: boolean; readonly onClose: () => void }

const ether = `0x${'0'.repeat(40)}`
const second = 1000

/** States an amount of ether that members will divide. It moves nothing: what is paid is voted on in the end. */
export const OpenBudgetDialog = ({ space, opened, onClose }: OpenBudgetDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { title: '', amount: '', allocation: 100, closes: '' },
    validate: {
      title: (value) => (value.trim() === '' ? t('budgets.fault.title') : null),
      amount: (value) => ((readEther(value) ?? 0n) > 0n ? null : t('amount.invalid')),
      allocation: (value) => (Number.isSafeInteger(value) && value > 0 ? null : t('budgets.fault.allocation')),
    },
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
      closesAt: closes === '' ? 0 : Math.floor(new Date(closes).getTime() / second),
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
          <NumberInput
            label={t('budgets.allocation')}
            description={t('budgets.allocationAbout')}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            {...form.getInputProps('allocation')}
          />
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
