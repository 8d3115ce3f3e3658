import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconUsersPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { foundingStage } from '../lobby/foundingStage.ts'
import type { Lobby } from '../lobby/foundingStage.ts'

/** DAOs that are still being founded, with the step they are at. */
export const FoundingList = ({ lobbies }: { readonly lobbies: readonly Lobby[] }) => {
  const { t } = useTranslation()
  if (lobbies.length === 0) return null
  return (
    <Section title={t('home.founding')} padded={false}>
      <div className="rows">
        {lobbies.map((lobby) => (
          <Link key={lobby.space} to="/lobby/$space" params={{ space: lobby.space }} className="row">
            <Group justify="space-between" wrap="nowrap">
              <Group gap="sm" wrap="nowrap">
                <IconUsersPlus size={18} aria-hidden />
                <Text fw={550}>{lobby.name}</Text>
              </Group>
              <Text size="sm" c="dimmed">
                {t(`lobby.stage.${foundingStage(lobby)}`)}
              </Text>
            </Group>
          </Link>
        ))}
      </div>
    </Section>
  )
}
