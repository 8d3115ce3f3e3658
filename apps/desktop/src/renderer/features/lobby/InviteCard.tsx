import { Button, Center, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { QRCodeSVG } from 'qrcode.react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import type { Lobby } from './foundingStage.ts'

/** The invite as link, button and QR code. Whoever holds it can come in, so it expires and can be revoked. */
export const InviteCard = ({ lobby: { invite, inviteExpires, space, founder } }: { readonly lobby: Lobby }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const revoke = useCommand(client.lobbies.revokeInvite)
  if (invite === null)
    return (
      <Section title={t('invite.title')}>
        <Text size="sm" c="dimmed">
          {t('invite.closed')}
        </Text>
      </Section>
    )
  return (
    <Section title={t('invite.title')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('invite.about')}
        </Text>
        <Group gap={8} wrap="nowrap" align="flex-end">
          <TextInput
            label={t('invite.link')}
            value={invite}
            readOnly
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            ff="monospace"
            style={{ flex: 1 }}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={invite} timeout={1_800}>
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
        <Center p="md" bg="#fff" style={{ borderRadius: 10, border: '1px solid var(--line)' }}>
          <QRCodeSVG value={invite} size={188} level="L" title={t('invite.qr')} />
        </Center>
        <Group justify="space-between">
          {inviteExpires !== null && (
            <Group gap={5}>
              <Text size="sm" c="dimmed">
                {t('invite.expires')}
              </Text>
              <When at={inviteExpires} />
            </Group>
          )}
          {founder && (
            <Button size="compact-sm" variant="subtle" color="red" loading={revoke.isPending} onClick={() => revoke.mutate({ space })}>
              {t('invite.revoke')}
            </Button>
          )}
        </Group>
        {revoke.error !== null && <ErrorNotice error={revoke.error} />}
      </Stack>
    </Section>
  )
}
