import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { Face } from '../../parts/Face.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Section } from '../../parts/Section.tsx'
import { Record } from '../mesh/Record.tsx'

/** What the chain says of a DAO that posts. Its track record is of facts of the chain too. */
export const DaoCard = ({ dao }: { readonly dao: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.market.daoCard.queryOptions({ input: { dao } }))
  return (
    <Section title={t('market.card.title')}>
      <Loaded query={query} what={t('market.card.asking')}>
        {(card) => (
          <Stack gap="sm">
            <Group gap="sm" wrap="nowrap">
              <Face address={card.dao} size={38} square />
              <div style={{ minWidth: 0 }}>
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {card.name}
                </Text>
                <AddressText address={card.dao} />
              </div>
            </Group>
            <Text size="sm">{t('market.card.members', { count: card.members })}</Text>
            {card.contracts > 0 && <Text size="sm">{t('market.card.contracts', { count: card.contracts })}</Text>}
            <Text size="sm">{t('market.card.posts', { count: card.posts })}</Text>
            <Record level={card.level} record={card.record} />
            <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/mesh" search={{ account: card.dao }} />}>
              {t('mesh.seeIn')}
            </Anchor>
            <Text size="xs" c="dimmed">
              {t('market.card.name')}
            </Text>
            {card.space !== null && (
              <Anchor component={Link} to={`/dao/${card.space}`} size="sm">
                {t('market.card.yours')}
              </Anchor>
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}
