import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { readAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { isNumber } from '../../parts/holding.ts'

type ListTokenDialogProps = { readonly space: string; readonly opened: boolean; readonly onClose: () => void }

const standards = ['erc20', 'erc721', 'erc1155'] as const
type Standard = (typeof standards)[number]

/** Puts a token on the list of all members: it says what they look at, and moves nothing. */
export const ListTokenDialog = ({ space, opened, onClose }: ListTokenDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [standard, setStandard] = useState<Standard>('erc20')
  const [address, setAddress] = useState('')
  const [item, setItem] = useState('')
  const list = useCommand(client.treasury.list, onClose)
  const token = readAddress(address)
  const id = standard === 'erc1155' ? item.trim() : null
  const valid = token !== null && (id === null || isNumber(id))
  return (
    <Modal opened={opened} onClose={onClose} title={t('tokens.listTitle')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (valid) list.mutate({ space, token, standard, item: id })
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t('tokens.listAbout')}
          </Text>
          <SegmentedControl
            aria-label={t('tokens.standard')}
            value={standard}
            onChange={(value) => setStandard(standards.find((one) => one === value) ?? 'erc20')}
            data={standards.map((value) => ({ value, label: t(`tokens.standards.${value}`) }))}
          />
          <TextInput
            label={t('tokens.address')}
            placeholder="0x…"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            autoComplete="off"
            maxLength={64}
            required
            data-autofocus
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            error={address.trim() !== '' && token === null ? t('payments.recipientInvalid') : null}
          />
          {standard === 'erc1155' && (
            <TextInput
              label={t('tokens.itemLabel')}
              inputMode="numeric"
              maxLength={78}
              required
              value={item}
              onChange={(event) => setItem(event.currentTarget.value)}
            />
          )}
          {list.error !== null && <ErrorNotice error={list.error} />}
          <Group justify="flex-end">
            <Button type="submit" disabled={!valid} loading={list.isPending}>
              {t('tokens.list')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
