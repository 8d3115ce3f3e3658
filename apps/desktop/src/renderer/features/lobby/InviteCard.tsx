import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { InviteLink } from '../../parts/InviteLink.tsx'
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
        <InviteLink link={invite} />
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
