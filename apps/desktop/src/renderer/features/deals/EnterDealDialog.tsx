import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { useMine } from '../bounties/useMine.ts'

/** A link of a deal, pasted: it lets nobody in who belongs to neither side. */
export const EnterDealDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const [link, setLink] = useState('')
  const [arbiter, setArbiter] = useState(false)
  const [as, setAs] = useState('')
  const { daos } = useMine()
  const enter = useCommand(client.deals.enter, ({ space }) => void navigate({ to: '/deals/$space', params: { space } }))
  return (
    <Modal opened onClose={onClose} title={t('deals.enter.open')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('deals.enter.about')}
        </Text>
        <Textarea
          label={t('deals.enter.link')}
          data-autofocus
          minRows={3}
          autosize
          maxRows={6}
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
        />
        <Checkbox
          label={t('deals.enter.arbiter')}
          description={t('deals.enter.arbiterAbout')}
          checked={arbiter}
          onChange={(event) => setArbiter(event.currentTarget.checked)}
        />
        {arbiter && daos.length > 0 && (
          <NativeSelect
            label={t('deals.enter.as')}
            value={as}
            onChange={(event) => setAs(event.currentTarget.value)}
            data={[{ value: '', label: t('deals.enter.asSelf') }, ...daos.map(({ space, name }) => ({ value: space, label: name }))]}
          />
        )}
        {enter.error !== null && <ErrorNotice error={enter.error} />}
        <Group justify="flex-end">
          <Button
            disabled={link.trim() === ''}
            loading={enter.isPending}
            onClick={() => enter.mutate({ link, arbiter, as: arbiter && as !== '' ? as : null })}
          >
            {t('deals.enter.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
