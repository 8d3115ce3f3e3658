import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { tokenName } from '../../parts/TokenAmount.tsx'
import type { Dao } from './dao.ts'
import { RagequitPreview } from './RagequitPreview.tsx'

type RagequitDialogProps = { readonly dao: Dao; readonly shares: string; readonly opened: boolean; readonly onClose: () => void }

/** Leaving with one's fair part, in whole or in part; shows what one gets before anything is signed. */
export const RagequitDialog = ({ dao, shares, opened, onClose }: RagequitDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const [amount, setAmount] = useState(shares)
  const valid = /^[1-9]\d{0,30}$/.test(amount) && BigInt(amount) <= BigInt(shares)
  const kept = valid ? BigInt(shares) - BigInt(amount) : 0n
  const isMember = dao.standing === 'member'
  const consequence = kept > 0n ? (isMember ? 'stays' : 'staysOut') : isMember ? 'power' : null
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space: dao.space }, enabled: opened, retry: false }))
  const rows = (held.data ?? []).filter(({ standard }) => standard === 'ether' || standard === 'erc20')
  // All that can be read, until the member chooses otherwise. What stood here stays: a token that falls silent while one looks is left out by hand.
  const [chosen, setTokens] = useState<string[] | null>(null)
  const readable = rows.filter(({ balance }) => balance !== null).map(({ token }) => token)
  if (opened && chosen === null && held.data !== undefined) setTokens(readable)
  if (!opened && chosen !== null) setTokens(null)
  const tokens = chosen ?? readable
  const input = { space: dao.space, shares: amount, tokens }
  const preview = useQuery(
    queries.daos.ragequitPreview.queryOptions({ input, enabled: opened && valid && held.data !== undefined, retry: false }),
  )
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
        {held.error !== null && <ErrorNotice error={held.error} />}
        {valid && preview.error !== null && <ErrorNotice error={preview.error} />}
        {rows.length > 1 && (
          <Checkbox.Group label={t('ragequit.which')} description={t('ragequit.unlistedAbout')} value={[...tokens]} onChange={setTokens}>
            <Group gap="md" mt={8}>
              {rows.map((row) => (
                <Checkbox key={row.token} value={row.token} label={tokenName(row)} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        {valid && preview.data !== undefined && <RagequitPreview preview={preview.data} tokens={rows} />}
        <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('ragequit.consequences')}>
          <List size="sm" spacing={2}>
            <List.Item>{t('ragequit.burned')}</List.Item>
            {consequence !== null && <List.Item>{t(`ragequit.${consequence}`, { shares: kept.toString() })}</List.Item>}
            <List.Item>{t('ragequit.noUndo')}</List.Item>
          </List>
        </Alert>
        {leave.isPending && <SigningNotice what={t('ragequit.waiting')} />}
        {leave.error !== null && <ErrorNotice error={leave.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ragequit.stay')}
          </Button>
          <Button
            color="red"
            disabled={!valid || preview.data === undefined || preview.data.fails !== null}
            loading={leave.isPending}
            onClick={() => leave.mutate(input)}
          >
            {t(kept > 0n ? 'ragequit.goPart' : 'ragequit.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
