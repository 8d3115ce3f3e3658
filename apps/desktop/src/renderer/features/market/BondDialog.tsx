import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { OwnBond } from './market.ts'

export type BondStep = 'bond' | 'stay' | 'unbond' | 'withdraw'

type BondDialogProps = {
  readonly step: BondStep
  readonly bond: OwnBond
  readonly onSent: (transaction: string) => void
  readonly onClose: () => void
}

/** The functions of the contract by the steps of the card. */
const functions = { bond: 'bond()', stay: 'bond()', unbond: 'unbond()', withdraw: 'withdraw(address)' } as const

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Group justify="space-between" wrap="nowrap" gap="md" align="baseline">
    <Text size="sm" c="dimmed" style={{ flex: 'none' }}>
      {label}
    </Text>
    <div style={{ minWidth: 0, textAlign: 'right' }}>{children}</div>
  </Group>
)

/** Says what a transaction about the bond does, and what is sent where, before it goes to be signed. */
export const BondDialog = ({ step, bond, onSent, onClose }: BondDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const after = ({ id }: { readonly id: string }): void => {
    onSent(id)
    onClose()
  }
  const lock = useCommand(client.market.bond, after)
  const leave = useCommand(client.market.unbond, after)
  const withdraw = useCommand(client.market.withdrawBond, after)
  const { error, isPending } = step === 'unbond' ? leave : step === 'withdraw' ? withdraw : lock
  const lacking = BigInt(bond.asked) - BigInt(bond.amount)
  const sends = (step === 'bond' || step === 'stay') && lacking > 0n ? lacking.toString() : '0'
  const go = (): void => {
    if (step === 'unbond') leave.mutate({})
    else if (step === 'withdraw') withdraw.mutate({ recipient: null })
    else lock.mutate({})
  }
  return (
    <Modal opened onClose={onClose} title={t(`market.bond.${step}.title`)} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Text size="sm">{t(`market.bond.${step}.about`)}</Text>
        <Stack gap={6} p="sm" bg="var(--surface-sunken)" style={{ borderRadius: 8 }}>
          <Fact label={t('market.bond.sends')}>
            <Ether wei={sends} fw={600} />
          </Fact>
          {step === 'withdraw' && (
            <Fact label={t('market.bond.receives')}>
              <Ether wei={bond.amount} fw={600} />
            </Fact>
          )}
          {step === 'withdraw' && (
            <Fact label={t('market.bond.to')}>
              <AddressText address={bond.account} />
            </Fact>
          )}
          <Fact label={t('market.bond.function')}>
            <Text component="code" ff="monospace" fz="xs">
              {functions[step]}
            </Text>
          </Fact>
          <Fact label={t('market.bond.contract')}>
            <AddressText address={bond.contract} />
          </Fact>
        </Stack>
        {isPending && <SigningNotice what={t('market.bond.waiting')} />}
        {error !== null && <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('parts.notNow')}
          </Button>
          <Button loading={isPending} onClick={go}>
            {t(`market.bond.${step}.go`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
