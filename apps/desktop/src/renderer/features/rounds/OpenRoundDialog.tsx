import { ether } from '@daomesh/protocol'
import { ActionIcon, Alert, Button, Group, Modal, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readUnits } from '../../format/parseUnits.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HoldingSelect } from '../../parts/HoldingSelect.tsx'
import { AmountField } from '../bounties/acts/AmountField.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useMoney } from '../bounties/useMoney.ts'
import { noProject, roundFaults, type RoundForm } from './roundForm.ts'

/** Puts a round in ether or a token on the DAO's list to the members of a DAO: projects, pool, minimum, cap and end. It is a proposal, which is shown afterwards with its calls decoded. */
export const OpenRoundDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const { daos } = useMine()
  const { decimalsOf } = useMoney()
  const form = useForm<RoundForm>({
    initialValues: {
      space: daos[0]?.space ?? '',
      title: '',
      about: '',
      token: ether,
      pool: '',
      minimum: '0.001',
      cap: 100,
      closes: '',
      projects: [noProject],
    },
    validate: (values) =>
      Object.fromEntries(
        Object.entries(roundFaults(values, Date.now(), decimalsOf(values.token))).map(([field, fault]) => [
          field,
          t(`rounds.open.fault.${fault}`),
        ]),
      ),
  })
  const held = useQuery(
    queries.treasury.get.queryOptions({ input: { space: form.values.space }, enabled: form.values.space !== '', retry: false }),
  )
  const currencies = (held.data ?? []).filter(({ standard, decimals }) => standard === 'erc20' && decimals !== null)
  const amountProps = (field: 'pool' | 'minimum') => ({
    value: form.values[field],
    error: typeof form.errors[field] === 'string' ? form.errors[field] : null,
    onChange: (text: string) => form.setFieldValue(field, text),
  })
  const open = useCommand(client.rounds.open, ({ decision }) => {
    onClose()
    if (decision !== null) void navigate({ to: '/dao/$space/proposals/$decision', params: { space: form.values.space, decision } })
  })
  const submit = form.onSubmit(({ space, title, about, token, pool, minimum, cap, closes, projects }) =>
    open.mutate({
      as: space,
      title: title.trim(),
      about: about.trim(),
      token,
      closesAt: Math.floor(new Date(closes).getTime() / 1_000),
      pool: String(readUnits(pool, decimalsOf(token)) ?? 0n),
      minimum: String(readUnits(minimum, decimalsOf(token)) ?? 0n),
      capBps: Math.round(cap * 100),
      projects: projects.map((one) => ({ name: one.name.trim(), about: one.about.trim(), payee: one.payee.trim().toLowerCase() })),
    }),
  )
  return (
    <Modal opened onClose={onClose} title={t('rounds.open.button')} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('rounds.open.about')}
          </Text>
          <Select
            label={t('rounds.open.dao')}
            description={t('rounds.open.daoAbout')}
            allowDeselect={false}
            data={daos.map(({ space, name }) => ({ value: space, label: name }))}
            {...form.getInputProps('space')}
            // What another DAO lists may not be on this one's list.
            onChange={(space) => form.setValues({ space: space ?? '', token: ether })}
          />
          <TextInput label={t('rounds.open.title')} required data-autofocus maxLength={80} {...form.getInputProps('title')} />
          <Textarea label={t('rounds.open.text')} autosize minRows={2} maxLength={1_000} {...form.getInputProps('about')} />
          <Group grow align="flex-start">
            <TextInput type="datetime-local" label={t('rounds.open.closes')} required {...form.getInputProps('closes')} />
            {currencies.length > 0 && (
              <HoldingSelect
                label={t('rounds.open.token')}
                value={form.values.token === ether ? '' : form.values.token}
                holdings={currencies}
                onChange={(key) => form.setFieldValue('token', key === '' ? ether : key)}
              />
            )}
          </Group>
          <Group grow align="flex-end">
            <AmountField label={t('rounds.open.pool')} required={false} token={form.values.token} {...amountProps('pool')} />
            <AmountField label={t('rounds.open.minimum')} token={form.values.token} {...amountProps('minimum')} />
            <NumberInput label={t('rounds.open.cap')} min={1} max={100} decimalScale={2} {...form.getInputProps('cap')} />
          </Group>
          {form.values.projects.map((_, i) => (
            <fieldset key={i} style={{ border: '1px solid var(--line)', borderRadius: 8, padding: 12, margin: 0, minWidth: 0 }}>
              <legend>
                <Text size="sm" fw={600} px={6}>
                  {t('rounds.projectAt', { number: i + 1 })}
                </Text>
              </legend>
              <Stack gap="xs">
                <Group wrap="nowrap" align="flex-start">
                  <TextInput
                    style={{ flex: 1 }}
                    label={t('rounds.open.name')}
                    required
                    maxLength={80}
                    {...form.getInputProps(`projects.${i}.name`)}
                  />
                  <ActionIcon
                    mt={26}
                    variant="subtle"
                    color="gray"
                    aria-label={t('rounds.open.remove', { number: i + 1 })}
                    disabled={form.values.projects.length === 1}
                    onClick={() => form.removeListItem('projects', i)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
                <TextInput
                  label={t('rounds.open.payee')}
                  description={t('rounds.open.payeeAbout')}
                  required
                  spellCheck={false}
                  autoComplete="off"
                  {...form.getInputProps(`projects.${i}.payee`)}
                />
                <Textarea label={t('rounds.open.projectText')} autosize maxLength={1_000} {...form.getInputProps(`projects.${i}.about`)} />
              </Stack>
            </fieldset>
          ))}
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => form.insertListItem('projects', noProject)}
            >
              {t('rounds.open.add')}
            </Button>
          </Group>
          <Alert variant="light">{t('rounds.open.warn')}</Alert>
          {open.error !== null && <ErrorNotice error={open.error} />}
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t('parts.cancel')}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {t('rounds.open.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
