import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Ether } from '../../parts/Ether.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import type { Dao } from './dao.ts'

/** The chain's own coin in lists of tokens. */
const ether = `0x${'0'.repeat(40)}`

type RagequitDialogProps = { readonly dao: Dao; readonly shares: string; readonly opened: boolean; readonly onClose: () => void }

/** Leaving with one's fair part, in whole or in part; shows what one gets before anything is signed. */
export const RagequitDialog = ({ dao, shares, opened, onClose }: RagequitDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const [amount, setAmount] = useState(shares)
  const valid = /^[1-9]\d{0,30}$/.test(amount) && BigInt(amount) <= BigInt(shares)
  const input = { space: dao.space, shares: amount, tokens: [ether] }
  const preview = useQuery(queries.daos.ragequitPreview.queryOptions({ input, enabled: opened && valid, retry: false }))
  const leave = useCommand(client.daos.ragequit, onClose)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('ragequit.title', { name: dao.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <Stack>
        <Text size="sm">{t('ragequit.about')}</Text>
        <TextInput
          label={t('ragequit.shares', { shares })}
          value={amount}
          inputMode="numeric"
          onChange={(event) => setAmount(event.currentTarget.value.trim())}
          error={valid ? null : t('ragequit.invalid', { shares })}
          data-autofocus
        />
        {valid && preview.error !== null && <ErrorNotice error={preview.error} />}
        {valid && preview.data !== undefined && (
          <Stack gap={6} p="md" bg="var(--surface-sunken)" style={{ borderRadius: 8 }} aria-live="polite">
            <Text size="sm" fw={600}>
              {t('ragequit.youGet')}
            </Text>
            {preview.data.payouts.map(({ token, amount: wei, income }) => (
              <Stack key={token} gap={2}>
                <Ether wei={wei} size="lg" fw={600} />
                {income !== '0' && (
                  <Group gap={6}>
                    <Text size="sm">{t('ragequit.income')}</Text>
                    <Ether wei={income} fw={600} />
                  </Group>
                )}
              </Stack>
            ))}
            <Text size="sm" c="dimmed">
              {t('ragequit.forShares', { shares: preview.data.shares })}
            </Text>
          </Stack>
        )}
        <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('ragequit.consequences')}>
          <List size="sm" spacing={2}>
            <List.Item>{t('ragequit.burned')}</List.Item>
            <List.Item>{t('ragequit.power')}</List.Item>
            <List.Item>{t('ragequit.noUndo')}</List.Item>
          </List>
        </Alert>
        {leave.isPending && <SigningNotice what={t('ragequit.waiting')} />}
        {leave.error !== null && <ErrorNotice error={leave.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ragequit.stay')}
          </Button>
          <Button color="red" disabled={!valid || preview.data === undefined} loading={leave.isPending} onClick={() => leave.mutate(input)}>
            {t('ragequit.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
