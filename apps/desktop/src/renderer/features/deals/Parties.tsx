import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Deal, Party, Side } from './deals.ts'

const PartyBox = ({ side, party }: { readonly side: Side; readonly party: Party }) => {
  const { t } = useTranslation()
  return (
    <Section title={t(`deals.side.${side}`)}>
      <Stack gap="sm">
        <Person account={party.account} name={party.name} self={party.mine && party.kind === 'person'} />
        {party.kind === 'dao' && (
          <Text size="xs" c="dimmed">
            {t('deals.asOne')}
          </Text>
        )}
        {party.kind === 'dao' &&
          party.members.map((member) => (
            <Group key={member.account} gap="xs" justify="space-between">
              <Person account={member.account} name={member.name} size={18} online={member.online} />
              {!member.here && (
                <Text size="xs" c="dimmed">
                  {t('deals.notHere')}
                </Text>
              )}
            </Group>
          ))}
        {party.kind === 'person' && party.members.some(({ here }) => !here) && (
          <Text size="xs" c="dimmed">
            {t('deals.notHere')}
          </Text>
        )}
      </Stack>
    </Section>
  )
}

/** Both ends of the deal, with who of them is in it. */
export const Parties = ({ deal }: { readonly deal: Deal }) => (
  <>
    <PartyBox side="issuer" party={deal.issuer} />
    <PartyBox side="hunter" party={deal.hunter} />
  </>
)
