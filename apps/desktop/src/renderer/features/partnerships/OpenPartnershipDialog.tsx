import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'

/** Opens a deal in which a DAO of this account and another one bargain over power. */
export const OpenPartnershipDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const daos = useQuery(queries.daos.list.queryOptions())
  const own = (daos.data ?? []).filter(({ deployed }) => deployed === 'final').map(({ space, name }) => ({ value: space, label: name }))
  const form = useForm({
    initialValues: { dao: null as string | null, other: '', title: '', contact: '' },
    validate: {
      title: (value) => (value.trim() === '' ? t('deals.fault.title') : null),
      other: (value) => (/^0x[0-9a-fA-F]{40}$/.test(value.trim()) ? null : t('deals.fault.account')),
    },
  })
  const open = useCommand(
    client.partnerships.open,
    ({ space }) => void navigate({ to: '/confederation/partnerships/$space', params: { space } }),
  )
  const submit = form.onSubmit(({ dao, other, title, contact }) => {
    const chosen = dao ?? own[0]?.value
    if (chosen === undefined) return
    open.mutate({ dao: chosen, other: other.trim(), title: title.trim(), contacts: contact.split(/\s+/).filter((one) => one !== '') })
  })
  return (
    <Modal opened onClose={onClose} title={t('partnerships.open.open')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('partnerships.open.about')}
          </Text>
          <Select
            label={t('partnerships.open.as')}
            data={own}
            allowDeselect={false}
            {...form.getInputProps('dao')}
            value={form.values.dao ?? own[0]?.value ?? null}
          />
          <TextInput label={t('partnerships.open.other')} required spellCheck={false} {...form.getInputProps('other')} />
          <TextInput label={t('partnerships.open.title')} required maxLength={200} {...form.getInputProps('title')} />
          <TextInput
            label={t('deals.open.contact')}
            description={t('deals.open.contactAbout')}
            spellCheck={false}
            {...form.getInputProps('contact')}
          />
          {open.isPending && <SigningNotice what={t('deals.open.linking')} />}
          {open.error !== null && <ErrorNotice error={open.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={open.isPending} disabled={own.length === 0}>
              {t('deals.open.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
