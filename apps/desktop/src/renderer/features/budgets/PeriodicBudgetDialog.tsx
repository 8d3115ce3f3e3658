import { ether } from '@daomesh/protocol'
import { Button, Group, Input, Modal, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
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

type PeriodicBudgetDialogProps = { readonly space: string; readonly inForce: boolean; readonly onClose: () => void }

/** Puts to the vote a budget of each week or month, or that there is none any more. */
export const PeriodicBudgetDialog = ({ space, inForce, onClose }: PeriodicBudgetDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const checks = useBudgetChecks()
  const form = useForm({
    initialValues: { name: '', amount: '', every: 'week' as 'week' | 'month', allocation: 100, from: '', reason: '' },
    validate: checks,
  })
  const propose = useCommand(client.budgets.setPeriodic, ({ decision }) => {
    onClose()
    void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } })
  })
  const submit = form.onSubmit(({ name, amount, every, allocation, from, reason }) =>
    propose.mutate({
      space,
      rule: {
        name: name.trim(),
        token: ether,
        amount: String(readEther(amount) ?? 0n),
        allocation: String(allocation),
        every,
        start: secondsOf(from),
      },
      reason: reason.trim(),
    }),
  )
  return (
    <Modal opened onClose={onClose} title={t('periodic.title')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('periodic.about')}
          </Text>
          <TextInput label={t('budgets.name')} required data-autofocus maxLength={60} {...form.getInputProps('name')} />
          <Group grow align="flex-start">
            <EtherInput label={t('periodic.amount')} required {...form.getInputProps('amount')} />
            <Input.Wrapper label={t('periodic.every')} labelElement="div">
              <SegmentedControl
                fullWidth
                aria-label={t('periodic.every')}
                data={(['week', 'month'] as const).map((value) => ({ value, label: t(`periodic.span.${value}`) }))}
                {...form.getInputProps('every')}
              />
            </Input.Wrapper>
          </Group>
          <AllocationInput {...form.getInputProps('allocation')} />
          <TextInput
            type="datetime-local"
            label={t('periodic.from')}
            description={t('periodic.fromAbout')}
            {...form.getInputProps('from')}
          />
          <Textarea label={t('power.reason')} maxLength={2_000} {...form.getInputProps('reason')} />
          {propose.error !== null && <ErrorNotice error={propose.error} />}
          <Group justify="flex-end">
            {inForce && (
              <Button
                variant="default"
                loading={propose.isPending}
                onClick={() => propose.mutate({ space, rule: null, reason: form.values.reason.trim() })}
              >
                {t('periodic.end')}
              </Button>
            )}
            <Button type="submit" loading={propose.isPending}>
              {t('power.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
