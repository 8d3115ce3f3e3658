import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { isUnderWay } from '../proposals/isUnderWay.ts'

type RevokeDialogProps = { readonly space: string; readonly onClose: () => void }

/** Says what is lost before all signed ballots are taken back on the chain: there is no taking back of one alone. */
export const RevokeDialog = ({ space, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const list = useQuery(queries.proposals.list.queryOptions({ input: { space } }))
  const answered = (list.data ?? []).filter((one) => one.mine !== null && one.state !== 'recorded' && isUnderWay(one))
  const revoke = useCommand(client.ballots.revoke, onClose)
  return (
    <Modal opened onClose={onClose} title={t('revoke.title')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Text size="sm">{t('revoke.about')}</Text>
        <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('revoke.means')}>
          <List size="sm">
            <List.Item>{t('revoke.open', { count: answered.length })}</List.Item>
            {answered.slice(0, 8).map(({ decision, title }) => (
              <List.Item key={decision} style={{ overflowWrap: 'anywhere' }}>
                {title}
              </List.Item>
            ))}
            <List.Item>{t('revoke.recorded')}</List.Item>
            <List.Item>{t('revoke.race')}</List.Item>
          </List>
        </Alert>
        {revoke.isPending && <SigningNotice what={t('revoke.waiting')} />}
        {revoke.error !== null && <ErrorNotice error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('revoke.keep')}
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate({ space })}>
            {t('revoke.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
