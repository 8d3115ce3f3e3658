import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'

type UnlinkDialogProps = { readonly device: string; readonly onClose: () => void }

/** Revoking a device for good: what it means, before the account signs it. */
export const UnlinkDialog = ({ device, onClose }: UnlinkDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const unlink = useCommand(client.devices.unlink, onClose)
  return (
    <Modal opened onClose={onClose} title={t('unlink.title')} size="lg" closeButtonProps={{ 'aria-label': t('parts.close') }}>
      <Stack>
        <Text size="sm">{t('unlink.about')}</Text>
        <HashText label={t('unlink.device')} value={device} />
        <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('unlink.consequences')}>
          <List size="sm" spacing={2}>
            <List.Item>{t('unlink.kept')}</List.Item>
            <List.Item>{t('unlink.cut')}</List.Item>
            <List.Item>{t('unlink.keys')}</List.Item>
            <List.Item>{t('unlink.past')}</List.Item>
            <List.Item>{t('unlink.noUndo')}</List.Item>
          </List>
        </Alert>
        {unlink.isPending && <SigningNotice what={t('unlink.waiting')} />}
        {unlink.error !== null && <ErrorNotice error={unlink.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('unlink.keep')}
          </Button>
          <Button color="red" loading={unlink.isPending} onClick={() => unlink.mutate({ device })}>
            {t('unlink.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
