import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { OpenSigner } from './OpenSigner.tsx'

type SigningNoticeProps = { readonly what: string; readonly cancel?: () => void }

/** Shown while something waits for a signature: nothing is signed on this page, only in the trusted window. */
export const SigningNotice = ({ what, cancel }: SigningNoticeProps) => {
  const { t } = useTranslation()
  return (
    <Alert icon={<IconSignature size={18} />} title={what} variant="light" aria-live="polite">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('signing.compare')}</Text>
        <OpenSigner label={t('signing.open')} />
        {cancel !== undefined && (
          <Button size="xs" variant="subtle" onClick={cancel}>
            {t('parts.stopWaiting')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
