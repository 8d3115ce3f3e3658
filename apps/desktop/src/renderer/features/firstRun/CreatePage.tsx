import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Page } from '../../parts/Page.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { IdentityGate } from './IdentityGate.tsx'

const lifetimes = ['24', '72', '168', '720'] as const

/** First step of founding: a name and an invite. Everything else is agreed on together, in the lobby. */
export const CreatePage = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const create = useCommand(client.lobbies.create, ({ space }) => void navigate({ to: '/lobby/$space', params: { space } }))
  const form = useForm({
    initialValues: { name: '', displayName: '', expiresInHours: '168' },
    validate: {
      name: (value) => (value.trim() === '' ? t('create.nameMissing') : null),
      displayName: (value) => (value.trim() === '' ? t('create.displayNameMissing') : null),
    },
  })
  const submit = form.onSubmit(({ name, displayName, expiresInHours }) =>
    create.mutate({ name: name.trim(), displayName: displayName.trim(), expiresInHours: Number(expiresInHours) }),
  )
  return (
    <Page title={t('create.title')} about={t('create.about')} narrow>
      <IdentityGate>
        <form onSubmit={submit} noValidate>
          <Stack className="card" p="xl" gap="md">
            <TextInput
              label={t('create.name')}
              description={t('create.nameAbout')}
              maxLength={80}
              data-autofocus
              required
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('create.displayName')}
              description={t('create.displayNameAbout')}
              maxLength={80}
              autoComplete="nickname"
              required
              {...form.getInputProps('displayName')}
            />
            <Select
              label={t('create.lifetime')}
              description={t('create.lifetimeAbout')}
              allowDeselect={false}
              data={lifetimes.map((value) => ({ value, label: t(`create.hours.${value}`) }))}
              {...form.getInputProps('expiresInHours')}
            />
            {create.error !== null && <ErrorNotice error={create.error} />}
            {create.isPending && <Waiting what={t('create.waiting')} />}
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending}>
                {t('create.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      </IdentityGate>
    </Page>
  )
}
