import { Badge, Box, Group } from '@mantine/core'
import { IconKey, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../parts/AddressText.tsx'
import { OpenSigner } from '../parts/OpenSigner.tsx'

type SignerStateProps = {
  readonly account: string | null
  readonly signer: { readonly state: 'none' | 'locked' | 'ready'; readonly pending: number }
}

/** Whether this node can sign, and what waits for a signature. */
export const SignerState = ({ account, signer: { state, pending } }: SignerStateProps) => {
  const { t } = useTranslation()
  const Icon = state === 'ready' ? IconKey : IconLock
  return (
    <Group gap="sm" wrap="nowrap">
      {account !== null && (
        <Box visibleFrom="sm">
          <AddressText address={account} face />
        </Box>
      )}
      {pending > 0 && (
        <Badge size="sm" variant="light" radius="sm" tt="none" aria-live="polite" leftSection={<Icon size={12} />}>
          {t('signer.pending', { count: pending })}
        </Badge>
      )}
      <OpenSigner size="compact-xs" variant={pending > 0 || state !== 'ready' ? 'light' : 'subtle'} label={t(`signer.action.${state}`)} />
    </Group>
  )
}
