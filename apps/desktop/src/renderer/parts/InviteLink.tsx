import { Button, Center, CopyButton, Group, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { QRCodeSVG } from 'qrcode.react'
import { useTranslation } from 'react-i18next'

/** Bytes a QR code holds at its lowest level of correction, with room for what readers add. */
const qrBytes = 2_800

/** An invite as link, button and QR code. */
export const InviteLink = ({ link }: { readonly link: string }) => {
  const { t } = useTranslation()
  return (
    <>
      <Group gap={8} wrap="nowrap" align="flex-end">
        <TextInput
          label={t('invite.link')}
          value={link}
          readOnly
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          style={{ flex: 1 }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={link} timeout={1_800}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              miw={104}
              leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
            >
              {copied ? t('parts.copied') : t('invite.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {link.length > qrBytes ? (
        <Text size="sm" c="dimmed">
          {t('invite.noQr')}
        </Text>
      ) : (
        <Center p="md" bg="#fff" style={{ borderRadius: 10, border: '1px solid var(--line)' }}>
          <QRCodeSVG value={link} size={link.length > 600 ? 260 : 188} level="L" title={t('invite.qr')} />
        </Center>
      )}
    </>
  )
}
