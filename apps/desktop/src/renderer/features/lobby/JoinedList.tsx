import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { AddressText } from '../../parts/AddressText.tsx'
import type { Lobby } from './foundingStage.ts'

/** Who has joined so far; grows by itself. */
export const JoinedList = ({ lobby: { members, complete } }: { readonly lobby: Lobby }) => {
  const { t } = useTranslation()
  return (
    <Section
      title={t('lobby.joined')}
      padded={false}
      aside={
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('lobby.joinedCount', { count: members.length })}
        </Text>
      }
    >
      <div className="rows">
        {members.map(({ account, name, self, online }) => (
          <Group key={account} className="row" display="flex" justify="space-between" wrap="nowrap">
            <Person account={account} name={name} self={self} online={online} size={26} />
            <AddressText address={account} />
          </Group>
        ))}
      </div>
      {members.length < 2 && !complete && (
        <Text size="sm" c="dimmed" px="md" pb="md" pt={4}>
          {t('lobby.aloneTeach')}
        </Text>
      )}
    </Section>
  )
}
