import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { ReasonField } from '../../parts/ReasonField.tsx'
import { tokenName } from '../../parts/TokenAmount.tsx'
import { RagequitPreview } from '../dao/RagequitPreview.tsx'

type LeaveDaoDialogProps = {
  /** The spaces of the DAO that leaves and of the one that it leaves. */
  readonly as: { readonly space: string; readonly name: string }
  readonly outer: { readonly space: string; readonly name: string }
  /** What it holds there. */
  readonly shares: string
  readonly onClose: () => void
}

/** Puts to the members of a DAO that it leaves another one, wholly or in part; shows what it would get. */
export const LeaveDaoDialog = ({ as, outer, shares, onClose }: LeaveDaoDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const [amount, setAmount] = useState(shares)
  const [reason, setReason] = useState('')
  const [chosen, setTokens] = useState<string[] | null>(null)
  const valid = /^[1-9]\d{0,30}$/.test(amount) && BigInt(amount) <= BigInt(shares)
  const held = useQuery(queries.treasury.get.queryOptions({ input: { space: outer.space }, retry: false }))
  const rows = (held.data ?? []).filter(({ standard }) => standard === 'ether' || standard === 'erc20')
  const tokens = chosen ?? rows.filter(({ balance }) => balance !== null).map(({ token }) => token)
  const input = { as: as.space, outer: outer.space, shares: amount, tokens }
  const preview = useQuery(
    queries.confederations.leavePreview.queryOptions({ input, enabled: valid && held.data !== undefined, retry: false }),
  )
  const leave = useCommand(
    client.confederations.leave,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space: as.space, decision } }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('joining.leaveTitle', { name: as.name, outer: outer.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <Stack>
        <Text size="sm">{t('joining.leaveAbout', { name: as.name, outer: outer.name })}</Text>
        <TextInput
          label={t('joining.leaveShares', { shares })}
          value={amount}
          inputMode="numeric"
          onChange={(event) => setAmount(event.currentTarget.value.trim())}
          error={valid ? null : t('ragequit.invalid', { shares })}
          data-autofocus
        />
        {rows.length > 1 && (
          <Checkbox.Group label={t('ragequit.which')} value={[...tokens]} onChange={setTokens}>
            <Group gap="md" mt={8}>
              {rows.map((row) => (
                <Checkbox key={row.token} value={row.token} label={tokenName(row)} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        {held.error !== null && <ErrorNotice error={held.error} />}
        {valid && preview.error !== null && <ErrorNotice error={preview.error} />}
        {valid && preview.data !== undefined && <RagequitPreview preview={preview.data} tokens={rows} dao={as.name} />}
        <ReasonField value={reason} onChange={setReason} />
        {leave.error !== null && <ErrorNotice error={leave.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ragequit.stay')}
          </Button>
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={!valid || preview.data === undefined || preview.data.fails !== null}
            loading={leave.isPending}
            onClick={() => leave.mutate({ ...input, reason })}
          >
            {t('joining.ask')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
