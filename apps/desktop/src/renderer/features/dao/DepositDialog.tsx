import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { EtherInput } from '../../parts/EtherInput.tsx'
import { HoldingSelect } from '../../parts/HoldingSelect.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import { Faucet } from '../transactions/Faucet.tsx'
import { emptyDeposit, readDeposit } from './readDeposit.ts'

type DepositDialogProps = { readonly space: string; readonly name: string; readonly opened: boolean; readonly onClose: () => void }

/** Money, an NFT or items, from the member's own account to the treasury. */
export const DepositDialog = ({ space, name, opened, onClose }: DepositDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const [written, write] = useState(emptyDeposit)
  const [tried, setTried] = useState(false)
  const held = useQuery(queries.treasury.mine.queryOptions({ input: { space }, enabled: opened, retry: false }))
  const done = (): void => {
    write(emptyDeposit)
    setTried(false)
    onClose()
  }
  const ether = useCommand(client.daos.deposit, done)
  const token = useCommand(client.treasury.deposit, done)
  const tokens = (held.data ?? []).filter(({ standard }) => standard !== 'ether')
  const { row, ask } = readDeposit(written, held.data ?? [])
  const pending = ether.isPending || token.isPending
  const error = ether.error ?? token.error
  const wrong = tried && ask === null
  const submit = (): void => {
    setTried(true)
    if (ask === null) return
    if ('wei' in ask) ether.mutate({ space, wei: ask.wei })
    else token.mutate({ space, ...ask })
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('deposit.title', { name })} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t('deposit.about')}
          </Text>
          <Group align="flex-start" gap="xs">
            {row?.standard === 'erc721' ? (
              <TextInput
                label={t('payments.item')}
                inputMode="numeric"
                maxLength={78}
                required
                style={{ flex: '1 1 160px' }}
                value={written.item}
                onChange={(event) => write({ ...written, item: event.currentTarget.value })}
                error={wrong ? t('payments.itemInvalid') : null}
              />
            ) : (
              <EtherInput
                label={t('amount.label')}
                required
                data-autofocus
                style={{ flex: '1 1 160px' }}
                value={written.amount}
                onChange={(event) => write({ ...written, amount: event.currentTarget.value })}
                error={wrong ? t('amount.invalid') : null}
                {...(tokens.length > 0 ? { rightSection: null, rightSectionWidth: 0 } : {})}
              />
            )}
            {tokens.length > 0 && (
              <HoldingSelect
                label={t('payments.token')}
                value={written.token}
                holdings={tokens}
                onChange={(key) => write({ ...written, token: key })}
              />
            )}
          </Group>
          {row !== undefined && (
            <Group gap={6} aria-live="polite">
              <Text size="sm" c="dimmed">
                {t('deposit.held')}
              </Text>
              {row.balance === null ? (
                <Text size="sm" c="var(--warn)">
                  {t('tokens.unreadable')}
                </Text>
              ) : (
                <TokenAmount units={row.balance} of={row} />
              )}
            </Group>
          )}
          {pending && <SigningNotice what={t('deposit.waiting')} />}
          {error !== null && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Faucet />
            <Button type="submit" loading={pending}>
              {t('deposit.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
