import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useForm } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

/** A project that members may pledge to. It cannot be changed afterwards, so the form says so. */
export const AddProject = ({ space, budget }: { readonly space: string; readonly budget: string }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [opened, dialog] = useDisclosure(false)
  const form = useForm({
    initialValues: { name: '', payee: '', text: '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('budgets.fault.name') : null),
      payee: (value) => (/^0x[0-9a-f]{40}$/i.test(value.trim()) && BigInt(value.trim()) !== 0n ? null : t('budgets.fault.payee')),
    },
  })
  const close = (): void => {
    form.reset()
    dialog.close()
  }
  const add = useCommand(client.budgets.addProject, close)
  const submit = form.onSubmit(({ name, payee, text }) =>
    add.mutate({ space, budget, name: name.trim(), payee: payee.trim(), text: text.trim() }),
  )
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={dialog.open}>
        {t('budgets.addProject')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('budgets.addProject')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <TextInput label={t('budgets.projectName')} required data-autofocus maxLength={80} {...form.getInputProps('name')} />
            <TextInput
              label={t('budgets.payee')}
              description={t('budgets.payeeAbout')}
              required
              spellCheck={false}
              {...form.getInputProps('payee')}
            />
            <Textarea label={t('budgets.projectText')} autosize minRows={2} maxLength={2_000} {...form.getInputProps('text')} />
            <Text size="sm" c="dimmed">
              {t('budgets.projectStays')}
            </Text>
            {add.error !== null && <ErrorNotice error={add.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={add.isPending}>
                {t('budgets.addProjectGo')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
