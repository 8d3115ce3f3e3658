import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { Side } from './deals.ts'

const self = 'self'

/** Opens a deal with somebody one knows: for oneself or for a DAO, as who pays or as who does the work. */
export const OpenDealDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const daos = useQuery(queries.daos.list.queryOptions())
  const form = useForm({
    initialValues: { side: 'issuer' as Side, as: self, account: '', contact: '', title: '', brief: '' },
    validate: {
      title: (value) => (value.trim() === '' ? t('deals.fault.title') : null),
      account: (value) => (readAddress(value) === null ? t('deals.fault.account') : null),
    },
  })
  const open = useCommand(client.deals.open, ({ space }) => void navigate({ to: '/deals/$space', params: { space } }))
  const submit = form.onSubmit(({ side, as, account, contact, title, brief }) =>
    open.mutate({
      as: { side, dao: as === self ? null : as },
      other: { account: readAddress(account) ?? '', kind: null },
      contacts: contact.split(/\s+/).filter((one) => one !== ''),
      subject: { post: null, title: title.trim(), brief, tags: [], reward: null, deadline: 0 },
    }),
  )
  const people = [
    { value: self, label: t('deals.open.myself') },
    ...(daos.data ?? []).map(({ space, name }) => ({ value: space, label: name })),
  ]
  return (
    <Modal opened onClose={onClose} title={t('deals.open.open')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('deals.open.about')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t('deals.open.side')}
            data={[
              { value: 'issuer', label: t('deals.open.pay') },
              { value: 'hunter', label: t('deals.open.work') },
            ]}
            {...form.getInputProps('side')}
          />
          <Select label={t('deals.open.as')} data={people} allowDeselect={false} {...form.getInputProps('as')} />
          <TextInput label={t('deals.open.title')} required maxLength={200} {...form.getInputProps('title')} />
          <Textarea label={t('deals.open.brief')} autosize minRows={3} maxRows={10} maxLength={8_192} {...form.getInputProps('brief')} />
          <TextInput
            label={t('deals.open.other')}
            description={t('deals.open.otherAbout')}
            required
            spellCheck={false}
            {...form.getInputProps('account')}
          />
          <TextInput
            label={t('deals.open.contact')}
            description={t('deals.open.contactAbout')}
            spellCheck={false}
            {...form.getInputProps('contact')}
          />
          {open.isPending && <SigningNotice what={t('deals.open.linking')} />}
          {open.error !== null && <ErrorNotice error={open.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={open.isPending}>
              {t('deals.open.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
