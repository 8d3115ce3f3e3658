import { Button, Code, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { checksumAddress, readAddress } from '../../format/checksumAddress.ts'
import { readUnits } from '../../format/parseUnits.ts'
import { CopyIcon } from '../../parts/CopyIcon.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HoldingSelect } from '../../parts/HoldingSelect.tsx'
import { ReasonField } from '../../parts/ReasonField.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { WhyNot } from '../../parts/WhyNot.tsx'
import { useMine } from '../bounties/useMine.ts'
import type { Dao } from './dao.ts'
import { readTribute, type TributeForm } from './readTribute.ts'

/** Asks the members for shares, power or funds and offers a tribute for it. They see the calls of one decision afterwards. */
export const TributeDialog = ({ dao, onClose }: { readonly dao: Dao; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const { account: own } = useMine()
  const { space } = dao
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space }, retry: false }))
  const tokens = (held.data ?? []).filter(({ standard }) => standard === 'erc20')
  const [written, write] = useState<Partial<TributeForm>>({})
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const form: TributeForm = {
    account: own === null ? '' : checksumAddress(own),
    token: tokens[0]?.token ?? '',
    amount: '',
    shares: '',
    power: '',
    fundsToken: '',
    funds: '',
    ...written,
  }
  const read = readTribute(
    form,
    held.data ?? [],
    dao.memberRows.map(({ account }) => account),
  )
  const fault = tried && 'fault' in read ? read.fault : null
  const offer = useCommand(
    client.treasury.tribute,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
  )
  const giver = readAddress(form.account)
  const isOwn = own !== null && giver === own
  const given = tokens.find(({ token }) => token === form.token)
  const units = given === undefined ? null : readUnits(form.amount, given.decimals ?? 0)
  const isStranger = giver !== null && !isOwn && !dao.memberRows.some(({ account }) => account === giver)
  const stranger =
    isStranger && given !== undefined && units !== null && units > 0n
      ? `daomesh treasury allow ${checksumAddress(dao.dao)} ${given.token} ${units}`
      : null
  const field = (name: 'account' | 'amount' | 'shares' | 'power' | 'funds') => ({
    value: form[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => write({ ...written, [name]: event.currentTarget.value }),
    error: fault === name ? t(`tribute.fault.${name}`) : null,
    autoComplete: 'off',
    spellCheck: false,
  })
  const submit = (): void => {
    setTried(true)
    if ('ask' in read) offer.mutate({ space, ...read.ask, reason: reason.trim() })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tribute.title', { name: dao.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t('tribute.about')}
          </Text>
          <TextInput
            label={t('tribute.account')}
            description={t(isOwn ? 'tribute.ownAbout' : 'tribute.otherAbout', { name: dao.name })}
            required
            maxLength={64}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            {...field('account')}
          />
          {stranger !== null && (
            <Stack gap={4}>
              <Text size="sm" c="dimmed">
                {t('tribute.byCommand', { name: dao.name })}
              </Text>
              <Group gap={6} wrap="nowrap">
                <Code style={{ overflowWrap: 'anywhere' }}>{stranger}</Code>
                <CopyIcon value={stranger} label={t('parts.copyNamed', { name: t('tribute.command') })} />
              </Group>
            </Stack>
          )}
          <Group align="flex-start" gap="xs">
            <TextInput
              label={t('tribute.amount')}
              required
              inputMode="decimal"
              placeholder="0.0"
              maxLength={80}
              data-autofocus
              style={{ flex: '1 1 160px' }}
              {...field('amount')}
            />
            <HoldingSelect
              label={t('payments.token')}
              value={form.token}
              holdings={tokens}
              withEther={false}
              onChange={(token) => write({ ...written, token })}
            />
          </Group>
          <Text size="sm" fw={600}>
            {t('tribute.for')}
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t('tribute.shares')} inputMode="numeric" maxLength={19} {...field('shares')} />
            <TextInput
              label={t('tribute.power')}
              description={t('tribute.powerAbout')}
              inputMode="numeric"
              maxLength={19}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...field('power')}
            />
          </SimpleGrid>
          <Group align="flex-start" gap="xs">
            <TextInput
              label={t('tribute.funds')}
              inputMode="decimal"
              placeholder="0.0"
              maxLength={80}
              style={{ flex: '1 1 160px' }}
              {...field('funds')}
            />
            <HoldingSelect
              label={t('payments.token')}
              value={form.fundsToken}
              holdings={tokens}
              onChange={(fundsToken) => write({ ...written, fundsToken })}
            />
          </Group>
          <ReasonField value={reason} onChange={setReason} />
          {fault === 'nothing' && (
            <Text size="sm" c="var(--mantine-color-error)">
              {t('tribute.fault.nothing')}
            </Text>
          )}
          {offer.isPending && <SigningNotice what={t('tribute.waiting')} />}
          {offer.error !== null && <ErrorNotice error={offer.error} />}
          <Group justify="flex-end">
            <WhyNot why={held.data !== undefined && tokens.length === 0 ? t('tribute.fault.token') : null} />
            <Button type="submit" leftSection={<IconSend size={16} aria-hidden />} disabled={tokens.length === 0} loading={offer.isPending}>
              {t('tribute.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
